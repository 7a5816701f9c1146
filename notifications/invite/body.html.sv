<p class="lead">Vi bjuder in dig till {{ meeting }} <strong>{{ day }} <span class="whole">{{ hours }}</span></strong>{% if example_date %} (exempeldatum){% endif %}. Plats: {{ where }}.</p>
{% if of_sessions > 1 %}
<p>Träffen har {{ sessions }} pass. Det här är pass {{ session }}; varje pass har sin egen kalenderpost.</p>
{% endif %}
<p>{{ purpose }}</p>
<p>{% if instead_of %}Du kommer i stället för {{ instead_of }} ({{ as }}).{% else %}Du får inbjudan för att du {{ duty }}.{% endif %}{% if of_agency and others %} {% if about %}Vi bjuder också in {{ others }}.{% else %}Från {{ organisation }} bjuder vi också in {{ others }}.{% endif %}{% endif %}</p>
{% if before %}
<p>Inför träffen får du uppgiften {{ before }} i ett eget mejl.</p>
{% endif %}
{% include "reply.html.sv" %}
{% if not link %}
<p>Kan du inte komma? Svara på mejlet och säg vem som kan företräda funktionen i stället.</p>
{% endif %}
