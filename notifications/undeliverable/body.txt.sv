Mottagarens mejlserver tar inte emot mejl till {% if lost | length > 1 %}de här adresserna{% else %}den här adressen{% endif %}. Be myndigheten om en adress som fungerar, gärna i dag.

{% for row in lost %}
- {{ row.function }}, {{ row.organisation }}: {{ row.address }}
{% if row.reply %}
  Servern svarade: {{ row.reply }}
{% endif %}
{% endfor %}

Till dess går inga mejl till {% if lost | length > 1 %}adresserna{% else %}adressen{% endif %}. Lägg in den nya adressen med jimflow function set. Du får uppgiften för att du {{ duty }}.
