<p class="lead">Så ser {{ round }} ut <strong>{{ today }}</strong>.</p>
{% if late %}
<h{{ level }}>Inte inlämnat</h{{ level }}>
<ul>
{% for row in late %}
<li><strong>{{ row.organisation }}</strong>: {{ row.assignment }} ({{ row.place_in_programme }}), {{ row.status }}</li>
{% endfor %}
</ul>
{% endif %}
{% if stopped %}
<h{{ level }}>Kan inte gå vidare än</h{{ level }}>
{% for row in stopped %}
<p><strong>{{ row.organisation }}</strong>, {{ row.state }}:</p>
<ul>
{% for finding in row.findings %}
<li>{{ finding.text }}<br>
<span class="note">{{ finding.fix }}</span></li>
{% endfor %}
</ul>
{% endfor %}
{% endif %}
{% if ahead %}
<h{{ level }}>De närmaste tio arbetsdagarna</h{{ level }}>
<ul>
{% for row in ahead %}
<li><strong>{{ row.day | capital }}</strong>: {% if row.kind == 'meeting' %}{{ row.meeting }}{% elif row.kind == 'due' %}sista dag för {{ row.assignment }}{% else %}{{ row.assignment }} går ut{% endif %}, {{ row.where }}{% if row.count %} ({{ row.count }}){% endif %}</li>
{% endfor %}
</ul>
{% endif %}
<p>Du får översikten för att du {{ duty }}.</p>
