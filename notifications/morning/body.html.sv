<p class="lead">Så ser {{ round }} ut <strong>{{ today }}</strong>.</p>
{% if mail_stopped %}
<h{{ level }}>Mejlen är stoppade</h{{ level }}>
{% for row in mail_stopped %}
<p>Inga mejl {% if row.all %}i någon omgång {% endif %}går till deltagarna sedan <strong>{{ row.since }}</strong>. Skälet: {{ row.why }}</p>
{% endfor %}
{% if held_up %}
<p><strong>{{ held_up }}</strong> väntar. Det som fortfarande gäller går när stoppet hävs.</p>
{% endif %}
{% endif %}
{% if to_review %}
<h{{ level }}>Mejl som väntar på granskning</h{{ level }}>
<p><strong>{{ to_review }}</strong> väntar på att du läser och släpper dem.</p>
{% endif %}
{% if late %}
<h{{ level }}>Inte inlämnat</h{{ level }}>
<ul>
{% for row in late %}
<li><strong>{{ row.organisation }}</strong>: {{ row.assignment }} ({{ row.place_in_programme }}), {{ row.status }}</li>
{% endfor %}
</ul>
{% endif %}
{% if stopped %}
<h{{ level }}>Kan inte gå vidare än</h{{ level }}>
{% for row in stopped %}
<p><strong>{{ row.organisation }}</strong>, {{ row.state }}:</p>
<ul>
{% for finding in row.findings %}
<li>{{ finding.text }}<br>
<span class="note">{{ finding.fix }}</span></li>
{% endfor %}
</ul>
{% endfor %}
{% endif %}
{% if ready %}
<h{{ level }}>Kan gå vidare</h{{ level }}>
<ul>
{% for row in ready %}
<li><strong>{{ row.organisation }}</strong>, {{ row.state }}: kan gå vidare till {{ row.to }}</li>
{% endfor %}
</ul>
{% endif %}
{% if coming %}
<h{{ level }}>De närmaste tio arbetsdagarna</h{{ level }}>
<ul>
{% for row in coming %}
<li><strong>{{ row.day | capital }}</strong>: {% if row.meeting %}{{ row.meeting }}, {{ row.cluster }}{% else %}sista dag för {{ row.assignment }}, vi väntar på {{ row.waiting }}{% if row.waiting_for %} från {{ row.waiting_for }}{% endif %}{% endif %}</li>
{% endfor %}
</ul>
{% endif %}
{% if pauses %}
<h{{ level }}>Uppehåll som skulle vara slut</h{{ level }}>
<ul>
{% for row in pauses %}
<li><strong>{{ row.organisation }}</strong>: uppehållet var tänkt till {{ row.until }} men är inte avslutat</li>
{% endfor %}
</ul>
<p>Fråga hur det blir. Avsluta uppehållet eller bestäm en ny dag.</p>
{% endif %}
{% if unwritten %}
<h{{ level }}>Mejl som inte kan skrivas</h{{ level }}>
<p>De går av sig själva när felet är rättat. Be den som sköter jimflow att rätta det.</p>
<ul>
{% for row in unwritten %}
<li>Till <strong>{{ row.people }}</strong>: {{ row.why }}</li>
{% endfor %}
</ul>
{% endif %}
{% if given_up %}
<h{{ level }}>Mejl som inte har gått</h{{ level }}>
<p>Mejlservern har inte tagit emot <strong>{{ given_up }}</strong>. Inget skickas igen av sig självt. Be den som sköter jimflow att se varför och skicka dem igen.</p>
{% endif %}
<p>Du får översikten för att du {{ duty }}.</p>
