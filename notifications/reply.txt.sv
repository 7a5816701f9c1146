{% if link %}
{% include "door.txt.sv" %}
{% else %}
Så svarar du
------------
{% if organiser %}
Svara ja eller nej i din kalender{% if answer_by %}, gärna senast {{ answer_by }}{% endif %}. Ser du ingen kalenderpost? Svara på mejlet i stället.

{% else %}
Svara på mejlet om du kommer eller inte{% if answer_by %}, gärna senast {{ answer_by }}{% endif %}. Kalenderposten ligger i den bifogade filen invite.ics.

{% endif %}
{% endif %}
