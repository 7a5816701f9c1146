Vi har inte fått ert svar än. Det skulle ha kommit {{ due }}, men det går bra att skicka in det nu.

Vi ber er {{ ask }}. Räkna med {{ effort }}.

Behöver ni mer tid eller hjälp? Svara på mejlet, så hittar vi en väg.{% if rings %} Annars ringer vi om några dagar.{% endif %}


Du får uppgiften för att du {{ duty }}.{% if others %} Samma uppgift har gått till {{ others }}. Ni lämnar ett gemensamt svar.{% endif %}


{% if link %}
{% include "door.txt.sv" %}
{% endif %}
{% include "questions.txt.sv" %}
{% include "afterwards.txt.sv" %}
