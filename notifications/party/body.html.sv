{% if invited %}
<p class="lead">Vi bjuder in er att delta i {{ organisation }} som {{ part }}. Svara på mejlet med ja eller nej, och skriv vad ni kan bidra med.</p>
{% if contribution %}
<p>Så här har vi tänkt oss ert bidrag: {{ contribution }}</p>
{% endif %}
<p>Ni räknas med först när ni har svarat ja.</p>
{% else %}
<p class="lead">Ni deltar nu i {{ organisation }} som {{ part }}. Stämmer det inte, svara på mejlet.</p>
{% if contribution %}
<p>Det här står som ert bidrag: {{ contribution }}</p>
{% endif %}
{% endif %}
<p>Du får mejlet för att du {{ duty }}.</p>
