{% if lost %}
{% if to_host %}
Mottagarens mejlserver tar inte emot mejl till {% if lost | length > 1 %}de här funktionerna{% else %}den här funktionen{% endif %}. Be om en adress som fungerar, gärna i dag.

{% else %}
Mottagarens mejlserver tar inte emot mejl till {% if lost | length > 1 %}de här funktionerna{% else %}den här funktionen{% endif %}. Svara på mejlet med en adress som fungerar, gärna i dag.

{% endif %}
{% for row in lost %}
- {{ row.function }}, {{ row.organisation }}{% if row.address %}: {{ row.address }}{% endif %}

{% if row.reply %}
  Servern svarade: {{ row.reply }}
{% endif %}
{% endfor %}

Tills adressen är bytt går inga mejl dit.{% if to_host %} Den nya adressen läggs in med kommandot jimflow function set.{% endif %} Du får beskedet för att du {{ duty }}.
{% endif %}
{% if stopped %}
{% if stopped | length > 1 %}De som har de här funktionerna vill{% else %}Den som har den här funktionen vill{% endif %} inte ha fler mejl från oss.{% if to_host %} Kom överens med {{ organisation }} om vem som tar över, eller om hur uppgifterna ska nå fram.{% else %} Prata med personen och kom överens om vem som tar över uppgifterna.{% endif %}

{% for row in stopped %}
- {{ row.function }}, {{ row.organisation }}{% if row.address %}: {{ row.address }}{% endif %}

{% endfor %}

Så länge går inga mejl dit, och det som skulle ha gått dit kommer till {% if to_host %}den som samordnar hos {{ organisation }} eller till er{% else %}dig{% endif %}. Du får beskedet för att du {{ duty }}.
{% endif %}
