Frågor
------
{% if alone %}
Frågor märkta ”bara din funktion” svarar du själv på. De andra svarar ni på gemensamt, en gång.

{% endif %}
{% for group in groups %}
{% if group.title %}
{{ group.title }}

{% endif %}
{% if group.choice %}
{{ group.choice }}
{% for choice in group.choices %}
- {{ choice }}
{% endfor %}

{% endif %}
{% for question in group.questions %}
{{ question.number }}. {{ question.text }}{% if question.alone %} (bara din funktion){% endif %}

{% if question.note %}
   {{ question.note }}
{% endif %}
{% for choice in question.choices %}
   - {{ choice }}
{% endfor %}
{% if question.answer %}
   Tidigare svar, ändra om det behövs:
   {{ question.answer | replace("\n", "\n   ") }}
{% endif %}

{% endfor %}
{% endfor %}
