{% if left == "agency" %}
<p class="lead">{{ organisation }} har lämnat {{ programme }}. Därför tas {{ meeting }} {{ day }} {{ hours }} bort ur din kalender.</p>
{% elif left == "instead" %}
<p class="lead">Du kommer inte längre till {{ meeting }} {{ day }} {{ hours }} i någon annans ställe. Därför tas träffen bort ur din kalender. Den blir av.</p>
{% elif left %}
<p class="lead">Du har inte längre funktionen ”{{ function }}” i {{ programme }}. Därför tas {{ meeting }} {{ day }} {{ hours }} bort ur din kalender. Träffen blir av.</p>
{% else %}
<p class="lead">{{ meeting | capital }} <strong>{{ day }} <span class="whole">{{ hours }}</span></strong>{% if example_date %} (exempeldatum){% endif %} är inställd. Du kan använda tiden till annat.</p>
{% endif %}
{% if reason %}
<p>Skälet är: {{ reason }}</p>
{% endif %}
{% if organiser %}
<p>Kalenderposten tas bort när du öppnar mejlet i din kalender.{% if not left %} Bestäms en ny dag får du en ny inbjudan.{% endif %}</p>
{% else %}
<p>Öppna den bifogade filen invite.ics för att ta bort kalenderposten.{% if not left %} Bestäms en ny dag får du en ny inbjudan.{% endif %}</p>
{% endif %}
{% if left %}
<p>Du får mejlet för att du har fått träffen i din kalender.</p>
{% else %}
<p>Du får mejlet för att du {{ duty }}.</p>
{% endif %}
