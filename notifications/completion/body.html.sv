<p class="lead">Tack! {{ organisation }} har genomfört {{ round }}. Ni behöver inte göra något mer.</p>
{% if remarks %}
<h{{ level }}>Att känna till</h{{ level }}>
<ul>
{% for line in remarks %}
<li>{{ line }}</li>
{% endfor %}
</ul>
{% endif %}
<p>Era svar finns kvar hos {{ host }}. Vill ni rätta eller lägga till något, svara på mejlet.</p>
<p>Du får mejlet för att du {{ duty }}.</p>
