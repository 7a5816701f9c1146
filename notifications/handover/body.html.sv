<p class="lead">Du innehar nu funktionen {{ function }} på {{ organisation }} och tar över en uppgift: vi ber er {{ ask }}. {% if late %}Svaret skulle ha kommit <strong>{{ due }}</strong>, men det går bra att skicka in det nu.{% elif due %}Skicka in svaret senast <strong>{{ due }}</strong>.{% endif %} Räkna med {{ effort }}.</p>
<p>{{ why }}</p>
<p>Du får uppgiften för att du {{ duty }}.{% if others %} Samma uppgift har gått till {{ others }}. Ni lämnar ett gemensamt svar.{% endif %}</p>
<h{{ level }}>Så kan ni göra</h{{ level }}>
<p>{{ instruction }}</p>
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
