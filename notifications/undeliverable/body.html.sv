{% if lost %}
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
{% endif %}
{% if stopped %}
<p class="lead">{% if stopped | length > 1 %}De som har de här funktionerna vill{% else %}Den som har den här funktionen vill{% endif %} inte ha fler mejl från oss.{% if to_host %} Kom överens med {{ organisation }} om vem som tar över, eller om hur uppgifterna ska nå fram.{% else %} Prata med personen och kom överens om vem som tar över uppgifterna.{% endif %}</p>
<ul>
{% for row in stopped %}
<li><strong>{{ row.function }}</strong>, {{ row.organisation }}{% if row.address %}: {{ row.address }}{% endif %}</li>
{% endfor %}
</ul>
<p>Så länge går inga mejl dit, och det som skulle ha gått dit kommer till {% if to_host %}den som samordnar hos {{ organisation }} eller till er{% else %}dig{% endif %}. Du får beskedet för att du {{ duty }}.</p>
{% endif %}
