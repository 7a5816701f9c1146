<p class="lead">{{ meeting | capital }} är flyttad{% if was %} från {{ was }}{% endif %} till <strong>{{ day }} <span class="whole">{{ hours }}</span></strong>{% if example_date %} (exempeldatum){% endif %}. Plats: {{ where }}.</p>
{% if of_sessions > 1 %}
<p>Träffen har {{ sessions }} pass. Det här är pass {{ session }}; varje pass har sin egen kalenderpost.</p>
{% endif %}
{% if reason %}
<p>Skälet är: {{ reason }}</p>
{% endif %}
{% if deadlines %}
<h{{ level }}>Nya sista dagar</h{{ level }}>
<ul>
{% for row in deadlines %}
<li>{{ row.title }}: <strong>{{ row.due }}</strong>{% if row.was %} (förut {{ row.was }}){% endif %}</li>
{% endfor %}
</ul>
<p>Det ni redan har skickat in är kvar.</p>
{% endif %}
<p>Du får mejlet för att du {{ duty }}.</p>
{% include "reply.html.sv" %}
{% if not link %}
<p>Kan du inte komma? Svara på mejlet och säg vem som kan företräda funktionen i stället.</p>
{% endif %}
