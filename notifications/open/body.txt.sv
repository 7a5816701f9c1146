Vi ber er {{ ask }}.{% if due %} Skicka in svaret senast {{ due }}.{% endif %} Räkna med {{ effort }}.

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
