<p class="lead">Vi ber er {{ ask }}.{% if due %} Skicka in svaret senast <strong>{{ due }}</strong>{% if days_left %}, om {{ days_left }}{% endif %}.{% endif %} Räkna med {{ effort }}.</p>
<p>Vi har inte fått ert svar än. Är det redan på väg behöver ni inte göra något mer.</p>
<p>Du får uppgiften för att du {{ duty }}.{% if others %} Samma uppgift har gått till {{ others }}. Ni lämnar ett gemensamt svar.{% endif %}</p>
{% if link %}
{% include "door.html.sv" %}
{% endif %}
{% include "questions.html.sv" %}
{% include "afterwards.html.sv" %}
