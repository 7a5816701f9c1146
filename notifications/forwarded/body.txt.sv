{{ by }} {% if about %}i arbetet med{% else %}på{% endif %} {{ organisation }} har skickat en uppgift vidare till dig.{% if late %} Svaret skulle ha kommit {{ due }}, men det går bra att skicka in det nu.{% elif due %} Svaret ska skickas in senast {{ due }}.{% endif %} Hela uppgiften tar {{ effort }}.

{% if words %}
{{ by }} skriver: ”{{ words }}”

{% endif %}

Vad det gäller
--------------
Vi ber er {{ ask }}.

{{ why }}

Du får uppgiften för att du skriver åt {{ holder or by }} ({{ function }}). {% if may_hand_in %}Du får också skicka in svaret.{% else %}Du kan skriva i svaret, men det är {{ holder or by }} eller en kollega som skickar in det.{% endif %}


Så gör du
---------
1. Öppna din egen länk: [[link]]

2. Skriv koden [[code]].

3. Svara. Du kan spara och fortsätta senare. De andra på {{ organisation }} som har uppgiften ser vad du skriver.{% if may_hand_in %} Skicka in när ni är klara.{% endif %}

Väntade du dig inte det här? Fråga {{ by }} innan du öppnar länken.
