<p class="lead">{{ by }} {% if about %}i arbetet med{% else %}på{% endif %} {{ organisation }} har skickat en uppgift vidare till dig.{% if late %} Svaret skulle ha kommit <strong>{{ due }}</strong>, men det går bra att skicka in det nu.{% elif due %} Svaret ska skickas in senast <strong>{{ due }}</strong>.{% endif %} Hela uppgiften tar {{ effort }}.</p>
{% if words %}
<p>{{ by }} skriver: ”{{ words }}”</p>
{% endif %}
<h{{ level }}>Vad det gäller</h{{ level }}>
<p>Vi ber er {{ ask }}.</p>
<p>{{ why }}</p>
<p>Du får uppgiften för att du skriver åt {{ holder or by }} ({{ function }}). {% if may_hand_in %}Du får också skicka in svaret.{% else %}Du kan skriva i svaret, men det är {{ holder or by }} eller en kollega som skickar in det.{% endif %}</p>
<h{{ level }}>Så gör du</h{{ level }}>
<ol>
<li>Öppna din egen länk: <a href="[[link]]">[[link]]</a></li>
<li>Skriv koden <strong>[[code]]</strong>.</li>
<li>Svara. Du kan spara och fortsätta senare. De andra på {{ organisation }} som har uppgiften ser vad du skriver.{% if may_hand_in %} Skicka in när ni är klara.{% endif %}</li>
</ol>
<p>Väntade du dig inte det här? Fråga {{ by }} innan du öppnar länken.</p>
