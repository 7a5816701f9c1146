Frågor
------
{% if alone or with_others %}
{% if alone %}Frågor märkta ”bara din funktion” svarar du själv på.{% endif %}{% if alone and with_others %} {% endif %}{% if with_others %}Står det flera funktioner vid en fråga är det de som svarar på den, tillsammans.{% endif %} De andra svarar ni på gemensamt, en gång.

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
{{ question.number }}. {{ question.text }}{% if question.alone %} (bara din funktion){% elif question.with_others %} (bara din funktion och {{ question.with_others }}){% endif %}

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
