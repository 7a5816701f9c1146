Tack! {{ organisation }} har genomfört {{ round }}. Ni behöver inte göra något mer.

{% if remarks %}
Att känna till
--------------
{% for line in remarks %}
- {{ line }}
{% endfor %}

{% else %}
Ni har nått båda målen: jämställdhetsintegreringen av styrningen är påbörjad, och minst ett arbetssätt inom en kärnverksamhet är nytt eller ändrat.

{% endif %}
Så lever arbetet vidare
-----------------------
- Låt förändringen stå i nämndernas planer och i budgeten, så att den finns kvar när personer byts ut.
- Följ upp den i bokslutet, och berätta för de andra förvaltningarna.
- Vill ni vara mentor längre fram? Svara på mejlet.

Era svar finns kvar hos {{ host }}. Vill ni rätta eller lägga till något, svara på mejlet.

Du får mejlet för att du {{ duty }}.
