<p class="lead">Vi bjuder in dig till {{ meeting }} <strong>{{ day }} <span class="whole">{{ hours }}</span></strong>{% if example_date %} (exempeldatum){% endif %}. Plats: {{ where }}.</p>
{% if of_sessions > 1 %}
<p>Träffen har {{ sessions }} pass. Det här är pass {{ session }}; varje pass har sin egen kalenderpost.</p>
{% endif %}
<p>{{ purpose }}</p>
<p>Du får inbjudan för att du {{ duty }}.{% if of_agency and others %} Från {{ organisation }} bjuder vi också in {{ others }}.{% endif %}</p>
{% if before %}
<p>Inför träffen får du uppgiften {{ before }} i ett eget mejl.</p>
{% endif %}
<h{{ level }}>Så svarar du</h{{ level }}>
{% if organiser %}
<p>Svara ja eller nej i din kalender{% if answer_by %}, gärna senast {{ answer_by }}{% endif %}. Ser du ingen kalenderpost? Svara på mejlet i stället.</p>
{% else %}
<p>Svara på mejlet om du kommer eller inte{% if answer_by %}, gärna senast {{ answer_by }}{% endif %}. Kalenderposten ligger i den bifogade filen invite.ics.</p>
{% endif %}
<p>Kan du inte komma? Svara på mejlet och säg vem som kan företräda funktionen i stället.</p>
