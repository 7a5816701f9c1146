Vi ber dig hålla {{ day }} {{ hours }}{% if example_date %} (exempeldatum){% endif %} fri för {{ meeting }}. Plats: {{ where }}. Inbjudan kommer närmare träffen.

{% if of_sessions > 1 %}
Träffen har {{ sessions }} pass. Det här är pass {{ session }}; varje pass har sin egen kalenderpost.

{% endif %}
{{ purpose }}

Du får mejlet för att du {{ duty }}.{% if edges %} Du behövs på den första och den sista träffen, inte på dem däremellan.{% endif %}


{% include "reply.txt.sv" %}
{% if not link %}
Kan du inte den dagen? Svara på mejlet och säg vem som kan komma i ditt ställe.
{% endif %}
