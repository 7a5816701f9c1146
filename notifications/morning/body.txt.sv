Så ser {{ round }} ut {{ today }}.

{% if late %}
Inte inlämnat
-------------
{% for row in late %}
- {{ row.organisation }}: {{ row.assignment }} ({{ row.place_in_programme }}), {{ row.status }}
{% endfor %}

{% endif %}
{% if stopped %}
Kan inte gå vidare än
---------------------
{% for row in stopped %}
{{ row.organisation }}, {{ row.state }}:

{% for finding in row.findings %}
- {{ finding.text }}
  {{ finding.fix }}
{% endfor %}

{% endfor %}
{% endif %}
{% if ahead %}
De närmaste tio arbetsdagarna
-----------------------------
{% for row in ahead %}
- {{ row.day | capital }}: {% if row.kind == 'meeting' %}{{ row.meeting }}{% elif row.kind == 'due' %}sista dag för {{ row.assignment }}{% else %}{{ row.assignment }} går ut{% endif %}, {{ row.where }}{% if row.count %} ({{ row.count }}){% endif %}

{% endfor %}

{% endif %}
Du får översikten för att du {{ duty }}.
