<p class="lead">Tack! {{ organisation }} har genomfört {{ round }}. Ni behöver inte göra något mer.</p>
{% if remarks %}
<h{{ level }}>Att känna till</h{{ level }}>
<ul>
{% for line in remarks %}
<li>{{ line }}</li>
{% endfor %}
</ul>
{% else %}
<p>Ni har nått båda målen: jämställdhetsintegreringen av styrningen är påbörjad, och minst ett arbetssätt inom en kärnverksamhet är nytt eller ändrat.</p>
{% endif %}
<h{{ level }}>Så lever arbetet vidare</h{{ level }}>
<ul>
<li>Låt förändringen stå i nämndernas planer och i budgeten, så att den finns kvar när personer byts ut.</li>
<li>Följ upp den i bokslutet, och berätta för de andra förvaltningarna.</li>
<li>Vill ni vara mentor längre fram? Svara på mejlet.</li>
</ul>
<p>Era svar finns kvar hos {{ host }}. Vill ni rätta eller lägga till något, svara på mejlet.</p>
<p>Du får mejlet för att du {{ duty }}.</p>
