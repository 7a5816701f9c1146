{% if invited %}
Vi bjuder in er att delta i {{ organisation }} som {{ part }}. Svara på mejlet med ja eller nej, och skriv vad ni kan bidra med.

{% else %}
Ni deltar nu i {{ organisation }} som {{ part }}.

{% endif %}
{% if contribution %}
Det här är tänkt som ert bidrag: {{ contribution }}

{% endif %}
Du får mejlet för att du {{ duty }}.
