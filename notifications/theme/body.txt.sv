{{ cluster }} har inte valt tema för {{ meeting }} {{ meeting_day }}{% if example %} (exempeldatum){% endif %}. Stäm av behoven i {{ the_group }} och välj tema.

{% if waiting %}
Uppgiften {{ waiting }} väntar på temat och går inte ut förrän det är valt.

{% endif %}
{% if themes %}
Det här går att välja, men ett eget tema går lika bra:

{% for t in themes %}
- {{ t | capital }}
{% endfor %}

{% endif %}
Kommandot är jimflow meeting theme. Du får uppgiften för att du {{ duty }}.
