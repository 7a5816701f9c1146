Ingen innehar {% if vacancies | length > 1 %}de här funktionerna{% else %}den här funktionen{% endif %}{% if waiting %}, så ingen där arbetar med uppgiften{% endif %}. Svara på mejlet med namn och adress, gärna i dag.

{% for row in vacancies %}
- {{ row.vacant }}, {{ row.organisation }}{% if row.assignment %}: {{ row.assignment }} ({{ row.place_in_programme }}){% endif %}{% if row.due %}, sista dag {{ row.due }}{% endif %}

{% endfor %}

Du får frågan för att du {{ duty }}.{% if waiting and not to_host %} Tills någon är utsedd kan du svara i funktionens ställe.{% endif %}
