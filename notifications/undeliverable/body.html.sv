{% if to_host %}
<p class="lead">Mottagarens mejlserver tar inte emot mejl till {% if lost | length > 1 %}de här funktionerna{% else %}den här funktionen{% endif %}. Be om en adress som fungerar, gärna i dag.</p>
{% else %}
<p class="lead">Mottagarens mejlserver tar inte emot mejl till {% if lost | length > 1 %}de här funktionerna{% else %}den här funktionen{% endif %}. Svara på mejlet med en adress som fungerar, gärna i dag.</p>
{% endif %}
<ul>
{% for row in lost %}
<li><strong>{{ row.function }}</strong>, {{ row.organisation }}{% if row.address %}: {{ row.address }}{% endif %}{% if row.reply %}<br>
<span class="note">Servern svarade: {{ row.reply }}</span>{% endif %}</li>
{% endfor %}
</ul>
<p>Tills adressen är bytt går inga mejl dit.{% if to_host %} Den nya adressen läggs in med kommandot jimflow function set.{% endif %} Du får beskedet för att du {{ duty }}.</p>
