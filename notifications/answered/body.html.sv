<p class="lead">”{{ start }}” är klart för {{ organisation }}: {{ case }} har fått läget {{ ended }}.</p>
<p>Du får beskedet för att du {{ duty }}.</p>
