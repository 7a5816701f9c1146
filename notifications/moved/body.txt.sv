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

Så svarar du
------------
{% if organiser %}
Svara ja eller nej i din kalender{% if answer_by %}, gärna senast {{ answer_by }}{% endif %}. Ser du ingen kalenderpost? Svara på mejlet i stället.

{% else %}
Svara på mejlet om du kommer eller inte{% if answer_by %}, gärna senast {{ answer_by }}{% endif %}. Kalenderposten ligger i den bifogade filen invite.ics.

{% endif %}
Kan du inte komma? Svara på mejlet och säg vem som kan företräda funktionen i stället.
