<p class="lead">Tack för att ni har varit med! {{ round }} är avslutad för {{ organisation }}. Alla mål är inte nådda än. Ni behöver inte göra något mer i omgången.</p>
<p>Ett år är kort. Det ni har kartlagt, planerat och prövat går att bygga vidare på hemma, och ni är välkomna att anmäla intresse för en ny omgång.</p>
<p>Era svar finns kvar hos {{ host }}. Vill ni rätta eller lägga till något, eller tala om hur ni kan gå vidare, svara på mejlet.</p>
<p>Du får mejlet för att du {{ duty }}.</p>
