Vi bjuder in dig till {{ meeting }} {{ day }} {{ hours }}{% if example_date %} (exempeldatum){% endif %}. Plats: {{ where }}.

{% if of_sessions > 1 %}
Träffen har {{ sessions }} pass. Det här är pass {{ session }}; varje pass har sin egen kalenderpost.

{% endif %}
{{ purpose }}

{% if instead_of %}Du kommer i stället för {{ instead_of }} ({{ as }}).{% else %}Du får inbjudan för att du {{ duty }}.{% endif %}{% if of_agency and others %} {% if about %}Vi bjuder också in {{ others }}.{% else %}Från {{ organisation }} bjuder vi också in {{ others }}.{% endif %}{% endif %}


{% if before %}
Inför träffen får du uppgiften {{ before }} i ett eget mejl.

{% endif %}
{% include "reply.txt.sv" %}
{% if not link %}
Kan du inte komma? Svara på mejlet och säg vem som kan företräda funktionen i stället.
{% endif %}
