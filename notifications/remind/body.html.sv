<p class="lead">Vi ber er {{ ask }}.{% if due %} Skicka in svaret senast <strong>{{ due }}</strong>{% if days_left %}, om {{ days_left }}{% endif %}.{% endif %} Räkna med {{ effort }}.</p>
<p>Vi har inte fått ert svar än. Är det redan på väg behöver ni inte göra något mer.</p>
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
