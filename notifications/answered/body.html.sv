<p class="lead">Det finns ett besked om ”{{ case }}”. Ärendet är avslutat och läget är ”{{ ended }}”.</p>
<p>{{ organisation }} började ärendet med ”{{ start }}”. Du får beskedet för att du {{ duty }}.</p>
