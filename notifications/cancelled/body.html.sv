<p class="lead">{{ meeting | capital }} <strong>{{ day }} <span class="whole">{{ hours }}</span></strong>{% if example_date %} (exempeldatum){% endif %} är inställd. Du kan använda tiden till annat.</p>
{% if reason %}
<p>Skälet är: {{ reason }}</p>
{% endif %}
{% if organiser %}
<p>Kalenderposten tas bort när du öppnar mejlet i din kalender. Bestäms en ny dag får du en ny inbjudan.</p>
{% else %}
<p>Öppna den bifogade filen invite.ics för att ta bort kalenderposten. Bestäms en ny dag får du en ny inbjudan.</p>
{% endif %}
<p>Du får mejlet för att du {{ duty }}.</p>
