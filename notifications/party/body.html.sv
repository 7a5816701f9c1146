{% if invited %}
<p class="lead">Vi bjuder in er att delta i {{ organisation }} som {{ part }}. Svara på mejlet med ja eller nej, och skriv vad ni kan bidra med.</p>
{% else %}
<p class="lead">Ni deltar nu i {{ organisation }} som {{ part }}.</p>
{% endif %}
{% if contribution %}
<p>Det här är tänkt som ert bidrag: {{ contribution }}</p>
{% endif %}
<p>Du får mejlet för att du {{ duty }}.</p>
