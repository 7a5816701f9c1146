{% for group in groups %}
{{ group.meeting | capital }} är {{ group.meeting_day }}{% if example %} (exempeldatum){% endif %}. Som det ser ut nu saknas något{% if to_host %} från {{ group.organisation }}{% endif %}:

{% for finding in group.findings %}
- {{ finding.text }}
  {{ finding.fix }}
{% endfor %}

{% if group.link %}
Öppna träffen
{{ group.link }}

Koden till sidan är {{ code }}. Där kan du svara åt dina kollegor och säga vem som kommer i stället.

{% endif %}
{% endfor %}
{% if to_host %}
Samordnarna där har fått samma besked. Du får det för att du {{ duty }}.

{% else %}
Ordna det helst före träffen. Går det inte, svara på mejlet. Du får beskedet för att du {{ duty }}.

{% endif %}
