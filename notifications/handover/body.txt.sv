Du innehar nu funktionen {{ function }} {% if about %}för{% else %}på{% endif %} {{ organisation }} och tar över en uppgift: vi ber er {{ ask }}. {% if late %}Svaret skulle ha kommit {{ due }}, men det går bra att skicka in det nu.{% elif due %}Skicka in svaret senast {{ due }}.{% endif %} Räkna med {{ effort }}.

{{ why }}

Du får uppgiften för att du {{ duty }}.{% if others %} Samma uppgift har gått till {{ others }}. Ni lämnar ett gemensamt svar.{% endif %}


{% if link %}
{% include "door.txt.sv" %}
{% endif %}
Så kan ni göra
--------------
{{ instruction }}

{% include "questions.txt.sv" %}
{% include "afterwards.txt.sv" %}
