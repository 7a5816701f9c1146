{{ meeting | capital }} är flyttad{% if was %} från {{ was }}{% endif %} till {{ day }} {{ hours }}{% if example_date %} (exempeldatum){% endif %}. Plats: {{ where }}.

{% if of_sessions > 1 %}
Träffen har {{ sessions }} pass. Det här är pass {{ session }}; varje pass har sin egen kalenderpost.

{% endif %}
{% if reason %}
Skälet är: {{ reason }}

{% endif %}
{% if deadlines %}
Nya sista dagar
---------------
{% for row in deadlines %}
- {{ row.title }}: {{ row.due }}{% if row.was %} (förut {{ row.was }}){% endif %}

{% endfor %}

Det ni redan har skickat in är kvar.

{% endif %}
Du får mejlet för att du {{ duty }}.

{% include "reply.txt.sv" %}
{% if not link %}
Kan du inte komma? Svara på mejlet och säg vem som kan företräda funktionen i stället.
{% endif %}
