{% if link %}
{% include "door.html.sv" %}
{% else %}
<h{{ level }}>Så svarar du</h{{ level }}>
{% if organiser %}
<p>Svara ja eller nej i din kalender{% if answer_by %}, gärna senast {{ answer_by }}{% endif %}. Ser du ingen kalenderpost? Svara på mejlet i stället.</p>
{% else %}
<p>Svara på mejlet om du kommer eller inte{% if answer_by %}, gärna senast {{ answer_by }}{% endif %}. Kalenderposten ligger i den bifogade filen invite.ics.</p>
{% endif %}
{% endif %}
