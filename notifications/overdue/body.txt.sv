Vi har inte fått ert svar än. Det skulle ha kommit {{ due }}, men det går bra att skicka in det nu.

Vi ber er {{ ask }}. Räkna med {{ effort }}.

Behöver ni mer tid eller hjälp? Svara på mejlet, så hittar vi en väg.{% if rings %} Annars ringer vi om några dagar.{% endif %}


Du får uppgiften för att du {{ duty }}.{% if others %} Samma uppgift har gått till {{ others }}. Ni lämnar ett gemensamt svar.{% endif %}


Frågor
------
{% if alone %}
Frågor märkta ”bara din funktion” svarar du själv på. De andra svarar ni på gemensamt, en gång.

{% endif %}
{% include "questions.txt.sv" %}
Det här händer sedan
--------------------
{% if shared %}
När svaret är inskickat kan de andra i klustret läsa det{% if before and meeting_day %} inför {{ meeting }} {{ meeting_day }}{% if example %} (exempeldatum){% endif %}{% endif %}.{% if accept %} Uppgiften är klar när vi har läst och godkänt svaret.{% endif %}


{% else %}
Svaret läses av {{ sender }}. Det delas inte med de andra i klustret.{% if accept %} Uppgiften är klar när vi har godkänt svaret.{% endif %}


{% endif %}
