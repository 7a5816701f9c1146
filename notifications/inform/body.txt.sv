{% if late | length > 1 %}De här svaren har inte kommit fast vi har påmint.{% else %}Det här svaret har inte kommit fast vi har påmint.{% endif %} Ring och hör hur vi kan hjälpa.

{% for row in late %}
- {{ row.organisation }}: {{ row.assignment }} ({{ row.place_in_programme }}), {{ row.status }}
{% if row.functions %}
  Svaret väntas från {{ row.functions }}.
{% endif %}
{% endfor %}

Du får uppgiften för att du {{ duty }}. Inget påminnelsemejl går till någon annan chef.
