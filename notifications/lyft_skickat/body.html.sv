<p class="lead">Problemet ”{{ organisation }}” är nu skickat till departementet. <strong>Ni behöver inte göra något.</strong></p>
<h{{ level }}>Vad som händer sedan</h{{ level }}>
<ul>
<li>Departementet svarar om det tar hand om problemet eller lämnar tillbaka det. Vi hör av oss då.</li>
<li>Arbeta vidare med det ni själva rår på.</li>
</ul>
<p>Du får mejlet för att du {{ duty }}.</p>
