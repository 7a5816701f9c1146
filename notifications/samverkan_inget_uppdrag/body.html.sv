<p class="lead">Regeringen ger inget uppdrag för {{ organisation }}. Arbetet avslutas här.</p>
<h{{ level }}>Vad som händer nu</h{{ level }}>
<ul>
<li>Det ni har tagit fram finns kvar och får användas i det ordinarie arbetet.</li>
<li>Vi skickar inga fler uppgifter eller påminnelser.</li>
<li>Har du frågor om beslutet, svara på mejlet.</li>
</ul>
<p>Du får mejlet för att du {{ duty }}.</p>
