<p class="lead">Mottagarens mejlserver tar inte emot mejl till {% if lost | length > 1 %}de här adresserna{% else %}den här adressen{% endif %}. Be myndigheten om en adress som fungerar, gärna i dag.</p>
<ul>
{% for row in lost %}
<li><strong>{{ row.function }}, {{ row.organisation }}</strong>: {{ row.address }}{% if row.reply %}<br>
<span class="note">Servern svarade: {{ row.reply }}</span>{% endif %}</li>
{% endfor %}
</ul>
<p>Till dess går inga mejl till {% if lost | length > 1 %}adresserna{% else %}adressen{% endif %}. Lägg in den nya adressen med jimflow function set. Du får uppgiften för att du {{ duty }}.</p>
