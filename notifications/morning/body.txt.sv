Så ser {{ round }} ut {{ today }}.

{% if mail_stopped %}
Mejlen är stoppade
------------------
{% for row in mail_stopped %}
Inga mejl {% if row.all %}i någon omgång {% endif %}går till deltagarna sedan {{ row.since }}. Skälet: {{ row.why }}
{% endfor %}

{% if held_up %}
{{ held_up }} väntar. Det som fortfarande gäller går när stoppet hävs.

{% endif %}
{% endif %}
{% if to_review %}
Mejl som väntar på granskning
-----------------------------
{{ to_review }} väntar på att du läser och släpper dem.

{% endif %}
{% if late %}
Inte inlämnat
-------------
{% for row in late %}
- {{ row.organisation }}: {{ row.assignment }} ({{ row.place_in_programme }}), {{ row.status }}
{% endfor %}

{% endif %}
{% if stopped %}
Kan inte gå vidare än
---------------------
{% for row in stopped %}
{{ row.organisation }}, {{ row.state }}:

{% for finding in row.findings %}
- {{ finding.text }}
  {{ finding.fix }}
{% endfor %}

{% endfor %}
{% endif %}
{% if ready %}
Kan gå vidare
-------------
{% for row in ready %}
- {{ row.organisation }}, {{ row.state }}: kan gå vidare till {{ row.to }}
{% endfor %}

{% endif %}
{% if coming %}
De närmaste tio arbetsdagarna
-----------------------------
{% for row in coming %}
- {{ row.day | capital }}: {% if row.meeting %}{{ row.meeting }}, {{ row.cluster }}{% else %}sista dag för {{ row.assignment }}, vi väntar på {{ row.waiting }}{% if row.waiting_for %} från {{ row.waiting_for }}{% endif %}{% endif %}

{% endfor %}

{% endif %}
{% if pauses %}
Uppehåll som skulle vara slut
-----------------------------
{% for row in pauses %}
- {{ row.organisation }}: uppehållet var tänkt till {{ row.until }} men är inte avslutat
{% endfor %}

Fråga hur det blir. Avsluta uppehållet eller bestäm en ny dag.

{% endif %}
{% if unwritten %}
Mejl som inte kan skrivas
-------------------------
De går av sig själva när felet är rättat. Be den som sköter jimflow att rätta det.

{% for row in unwritten %}
- Till {{ row.people }}: {{ row.why }}
{% endfor %}

{% endif %}
{% if given_up %}
Mejl som inte har gått
----------------------
Mejlservern har inte tagit emot {{ given_up }}. Inget skickas igen av sig självt. Be den som sköter jimflow att se varför och skicka dem igen.

{% endif %}
Du får översikten för att du {{ duty }}.
