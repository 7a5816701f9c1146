<p class="lead">{{ organisation }} är redovisad och avslutad. Tack för er del!</p>
<h{{ level }}>Vad som händer nu</h{{ level }}>
<ul>
<li>Det som har börjat fortsätter i det ordinarie arbetet hos var och en.</li>
<li>Lärdomarna samlas så att andra kan ha nytta av dem.</li>
<li>Vi skickar inga fler uppgifter eller påminnelser.</li>
</ul>
<p>Du får mejlet för att du {{ duty }}.</p>
