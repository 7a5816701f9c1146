<p class="lead">{% if late | length > 1 %}De här svaren har inte kommit fast vi har påmint.{% else %}Det här svaret har inte kommit fast vi har påmint.{% endif %} Ring och hör hur vi kan hjälpa.</p>
<ul>
{% for row in late %}
<li><strong>{{ row.organisation }}</strong>: {{ row.assignment }} ({{ row.place_in_programme }}), {{ row.status }}{% if row.functions %}<br>
<span class="note">Svaret väntas från {{ row.functions }}.</span>{% endif %}</li>
{% endfor %}
</ul>
<p>Du får uppgiften för att du {{ duty }}. Inget påminnelsemejl går till någon annan chef.</p>
