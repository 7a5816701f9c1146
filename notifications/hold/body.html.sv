<p class="lead">Vi ber dig hålla <strong>{{ day }} <span class="whole">{{ hours }}</span></strong>{% if example_date %} (exempeldatum){% endif %} fri för {{ meeting }}. Plats: {{ where }}. Inbjudan kommer närmare träffen.</p>
{% if of_sessions > 1 %}
<p>Träffen har {{ sessions }} pass. Det här är pass {{ session }}; varje pass har sin egen kalenderpost.</p>
{% endif %}
<p>{{ purpose }}</p>
<p>Du får mejlet för att du {{ duty }}.{% if edges %} Du behövs på den första och den sista träffen, inte på dem däremellan.{% endif %}</p>
{% include "reply.html.sv" %}
{% if not link %}
<p>Kan du inte den dagen? Svara på mejlet och säg vem som kan komma i ditt ställe.</p>
{% endif %}
