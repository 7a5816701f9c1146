Vi ber er {{ ask }}.{% if due %} Skicka in svaret senast {{ due }}{% if days_left %}, om {{ days_left }}{% endif %}.{% endif %} Räkna med {{ effort }}.

Vi har inte fått ert svar än. Är det redan på väg behöver ni inte göra något mer.

Du får uppgiften för att du {{ duty }}.{% if others %} Samma uppgift har gått till {{ others }}. Ni lämnar ett gemensamt svar.{% endif %}


{% if link %}
{% include "door.txt.sv" %}
{% endif %}
{% include "questions.txt.sv" %}
{% include "afterwards.txt.sv" %}
