{{ meeting | capital }} {{ day }} {{ hours }}{% if example_date %} (exempeldatum){% endif %} är inställd. Du kan använda tiden till annat.

{% if reason %}
Skälet är: {{ reason }}

{% endif %}
{% if organiser %}
Kalenderposten tas bort när du öppnar mejlet i din kalender. Bestäms en ny dag får du en ny inbjudan.

{% else %}
Öppna den bifogade filen invite.ics för att ta bort kalenderposten. Bestäms en ny dag får du en ny inbjudan.

{% endif %}
Du får mejlet för att du {{ duty }}.
