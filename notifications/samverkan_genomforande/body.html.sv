<p class="lead">Regeringen har gett uppdraget att genomföra planen för {{ organisation }}. <strong>Sätt igång med er del av planen.</strong></p>
<h{{ level }}>Så går det till</h{{ level }}>
<ul>
<li>Var och en gör sin del, som en del av det ordinarie arbetet.</li>
<li>Efter ett halvår berättar ni hur det går. Efter ett år redovisar ni resultaten. Uppgifterna kommer i egna mejl.</li>
<li>Håller planen inte, säg till. Den kan ändras, och då tar styrgruppen ställning igen.</li>
<li>Möter ni ett problem som ingen av er kan lösa, varken ensam eller tillsammans, kan det lyftas till regeringen.</li>
</ul>
<p>Du får mejlet för att du {{ duty }}.</p>
