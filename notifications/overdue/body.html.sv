<p class="lead">Vi har inte fått ert svar än. Det skulle ha kommit <strong>{{ due }}</strong>, men det går bra att skicka in det nu.</p>
<p>Vi ber er {{ ask }}. Räkna med {{ effort }}.</p>
<p>Behöver ni mer tid eller hjälp? Svara på mejlet, så hittar vi en väg.{% if rings %} Annars ringer vi om några dagar.{% endif %}</p>
<p>Du får uppgiften för att du {{ duty }}.{% if others %} Samma uppgift har gått till {{ others }}. Ni lämnar ett gemensamt svar.{% endif %}</p>
{% if link %}
{% include "door.html.sv" %}
{% endif %}
{% include "questions.html.sv" %}
{% include "afterwards.html.sv" %}
