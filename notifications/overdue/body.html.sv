<p class="lead">Vi har inte fått ert svar än. Det skulle ha kommit <strong>{{ due }}</strong>, men det går bra att skicka in det nu.</p>
<p>Vi ber er {{ ask }}. Räkna med {{ effort }}.</p>
<p>Behöver ni mer tid eller hjälp? Svara på mejlet, så hittar vi en väg.{% if rings %} Annars ringer vi om några dagar.{% endif %}</p>
<p>Du får uppgiften för att du {{ duty }}.{% if others %} Samma uppgift har gått till {{ others }}. Ni lämnar ett gemensamt svar.{% endif %}</p>
<h{{ level }}>Frågor</h{{ level }}>
{% if alone %}
<p>Frågor märkta ”bara din funktion” svarar du själv på. De andra svarar ni på gemensamt, en gång.</p>
{% endif %}
{% include "questions.html.sv" %}
<h{{ level }}>Det här händer sedan</h{{ level }}>
{% if shared %}
<p>När svaret är inskickat kan de andra i klustret läsa det{% if before and meeting_day %} inför {{ meeting }} {{ meeting_day }}{% if example %} (exempeldatum){% endif %}{% endif %}.{% if accept %} Uppgiften är klar när vi har läst och godkänt svaret.{% endif %}</p>
{% else %}
<p>Svaret läses av {{ sender }}. Det delas inte med de andra i klustret.{% if accept %} Uppgiften är klar när vi har godkänt svaret.{% endif %}</p>
{% endif %}
