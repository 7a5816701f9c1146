{% if invited %}
Vi bjuder in er att delta i {{ organisation }} som {{ part }}. Svara på mejlet med ja eller nej, och skriv vad ni kan bidra med.

{% if contribution %}
Så här har vi tänkt oss ert bidrag: {{ contribution }}

{% endif %}
Ni räknas med först när ni har svarat ja.

{% else %}
Ni deltar nu i {{ organisation }} som {{ part }}. Stämmer det inte, svara på mejlet.

{% if contribution %}
Det här står som ert bidrag: {{ contribution }}

{% endif %}
{% endif %}
Du får mejlet för att du {{ duty }}.
