{% if meets %}
Så svarar du
------------
1. Öppna träffen
   {{ link }}

2. Skriv koden {{ code }}.

3. Säg om du kommer, eller vem som kommer i ditt ställe{% if answer_by %}, gärna senast {{ answer_by }}{% endif %}.

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

2. Skriv koden {{ code }}.

3. Svara. Du kan spara och fortsätta senare. Skicka in när ni är klara.

Ska någon annan svara? Skicka vidare finns på sidan när du har skrivit koden.

{% endif %}
