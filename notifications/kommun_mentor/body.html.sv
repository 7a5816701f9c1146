<p class="lead">Tack! {{ organisation }} har genomfört {{ round }}, nått målen och blir mentor för två eller tre kommuner i nästa omgång. Ni behöver inte göra något nu.</p>
<h{{ level }}>Det innebär det att vara mentor</h{{ level }}>
<ul>
<li>Ni är med på träffarna i en grupp och delar med er av det som gick bra och det som inte gjorde det.</li>
<li>Utbytet är ömsesidigt. Ni behöver inte ha svaren, och ni lär av de andra.</li>
<li>Ni har inga egna uppgifter att lämna in.</li>
</ul>
<p>Vi hör av oss när grupperna i nästa omgång är klara. Då kommer vi överens om vem hos er som är mentor.</p>
<p>Era svar finns kvar hos {{ host }}. Vill ni rätta eller lägga till något, svara på mejlet.</p>
<p>Du får mejlet för att du {{ duty }}.</p>
