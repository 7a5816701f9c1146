<p class="lead">Departementet har svarat att det tar hand om problemet ”{{ organisation }}”.</p>
<h{{ level }}>Vad som händer nu</h{{ level }}>
<ul>
<li>Svaret finns hos oss. Skriv till oss om du vill läsa det.</li>
<li>Problemet är därmed klart hos oss, och vi skickar inga fler påminnelser om det.</li>
</ul>
<p>Du får mejlet för att du {{ duty }}.</p>
