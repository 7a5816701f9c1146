{% if meets %}
Så svarar du
------------
1. Öppna träffen
   {{ link }}

2. Säg om du kommer, eller vem som kommer i ditt ställe{% if answer_by %}, gärna senast {{ answer_by }}{% endif %}.

3. Skicka svaret med koden {{ code }}.

{% if organiser %}
Du kan också svara ja eller nej i din kalender.

{% else %}
Kalenderposten ligger i den bifogade filen invite.ics.

{% endif %}
{% else %}
Så svarar du
------------
1. Öppna uppgiften
   {{ link }}

2. Svara på frågorna. Du kan spara och fortsätta senare.

3. Skicka in med koden {{ code }}.

Ska någon annan svara? Välj Skicka vidare på sidan.

{% endif %}
