{% if left == "agency" %}
{{ organisation }} har lämnat {{ programme }}. Därför tas {{ meeting }} {{ day }} {{ hours }} bort ur din kalender.
{% elif left == "instead" %}
Du kommer inte längre till {{ meeting }} {{ day }} {{ hours }} i någon annans ställe. Därför tas träffen bort ur din kalender. Den blir av.
{% elif left %}
Du har inte längre funktionen ”{{ function }}” i {{ programme }}. Därför tas {{ meeting }} {{ day }} {{ hours }} bort ur din kalender. Träffen blir av.
{% else %}
{{ meeting | capital }} {{ day }} {{ hours }}{% if example_date %} (exempeldatum){% endif %} är inställd. Du kan använda tiden till annat.
{% endif %}

{% if reason %}
Skälet är: {{ reason }}

{% endif %}
{% if organiser %}
Kalenderposten tas bort när du öppnar mejlet i din kalender.{% if not left %} Bestäms en ny dag får du en ny inbjudan.{% endif %}

{% else %}
Öppna den bifogade filen invite.ics för att ta bort kalenderposten.{% if not left %} Bestäms en ny dag får du en ny inbjudan.{% endif %}

{% endif %}
{% if left %}
Du får mejlet för att du har fått träffen i din kalender.
{% else %}
Du får mejlet för att du {{ duty }}.
{% endif %}
