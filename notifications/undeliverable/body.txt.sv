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
