<p class="lead">Du innehar nu funktionen {{ function }} {% if about %}för{% else %}på{% endif %} {{ organisation }} och tar över en uppgift: vi ber er {{ ask }}. {% if late %}Svaret skulle ha kommit <strong>{{ due }}</strong>, men det går bra att skicka in det nu.{% elif due %}Skicka in svaret senast <strong>{{ due }}</strong>.{% endif %} Räkna med {{ effort }}.</p>
<p>{{ why }}</p>
<p>Du får uppgiften för att du {{ duty }}.{% if others %} Samma uppgift har gått till {{ others }}. Ni lämnar ett gemensamt svar.{% endif %}</p>
{% if link %}
{% include "door.html.sv" %}
{% endif %}
<h{{ level }}>Så kan ni göra</h{{ level }}>
<p>{{ instruction }}</p>
{% include "questions.html.sv" %}
{% include "afterwards.html.sv" %}
