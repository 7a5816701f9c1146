Tack! {{ organisation }} har genomfört {{ round }}. Ni behöver inte göra något mer.

{% if remarks %}
Att känna till
--------------
{% for line in remarks %}
- {{ line }}
{% endfor %}

{% endif %}
Era svar finns kvar hos {{ host }}. Vill ni rätta eller lägga till något, svara på mejlet.

Du får mejlet för att du {{ duty }}.
