{% for group in groups %}
<p class="lead">{{ group.meeting | capital }} är <strong>{{ group.meeting_day }}</strong>{% if example %} (exempeldatum){% endif %}. Som det ser ut nu saknas något{% if to_host %} från {{ group.organisation }}{% endif %}:</p>
<ul>
{% for finding in group.findings %}
<li>{{ finding.text }}<br>
<span class="note">{{ finding.fix }}</span></li>
{% endfor %}
</ul>
{% if group.link %}
<div class="answer">
<p><a class="go" href="{{ group.link }}">Öppna träffen</a><br>
<a class="address" href="{{ group.link }}">{{ group.link }}</a></p>
<p>Koden till sidan är<br>
<strong class="code">{{ code }}</strong></p>
<p>Där kan du svara åt dina kollegor och säga vem som kommer i stället.</p>
</div>
{% endif %}
{% endfor %}
{% if to_host %}
<p>Samordnarna där har fått samma besked. Du får det för att du {{ duty }}.</p>
{% else %}
<p>Ordna det helst före träffen. Går det inte, svara på mejlet. Du får beskedet för att du {{ duty }}.</p>
{% endif %}
