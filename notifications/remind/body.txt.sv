Vi ber er {{ ask }}.{% if due %} Skicka in svaret senast {{ due }}{% if days_left %}, om {{ days_left }}{% endif %}.{% endif %} Räkna med {{ effort }}.

Vi har inte fått ert svar än. Är det redan på väg behöver ni inte göra något mer.

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
