<p class="lead">{{ cluster }} har inte valt tema för {{ meeting }} <strong>{{ meeting_day }}</strong>{% if example %} (exempeldatum){% endif %}. Stäm av behoven i {{ the_group }} och välj tema.</p>
{% if waiting %}
<p>Uppgiften {{ waiting }} väntar på temat och går inte ut förrän det är valt.</p>
{% endif %}
{% if themes %}
<p>Det här går att välja, men ett eget tema går lika bra:</p>
<ul>
{% for t in themes %}
<li>{{ t | capital }}</li>
{% endfor %}
</ul>
{% endif %}
<p>Kommandot är jimflow meeting theme. Du får uppgiften för att du {{ duty }}.</p>
