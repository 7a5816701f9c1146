<h{{ level }}>Frågor</h{{ level }}>
{% if alone or with_others %}
<p>{% if alone %}Frågor märkta ”bara din funktion” svarar du själv på.{% endif %}{% if alone and with_others %} {% endif %}{% if with_others %}Står det flera funktioner vid en fråga är det de som svarar på den, tillsammans.{% endif %} De andra svarar ni på gemensamt, en gång.</p>
{% endif %}
{% for group in groups %}
{% if group.title %}
<h{{ level + 1 }}>{{ group.title }}</h{{ level + 1 }}>
{% endif %}
{% if group.choice %}
<p>{{ group.choice }}</p>
{% if group.choices %}
<ul>
{% for choice in group.choices %}
<li>{{ choice }}</li>
{% endfor %}
</ul>
{% endif %}
{% endif %}
<ol start="{{ group.questions[0].number }}">
{% for question in group.questions %}
<li>{{ question.text }}{% if question.alone %} <span class="only">(bara din funktion)</span>{% elif question.with_others %} <span class="only">(bara din funktion och {{ question.with_others }})</span>{% endif %}

{% if question.note %}
<br><span class="note">{{ question.note }}</span>
{% endif %}
{% if question.choices %}
<ul class="note">
{% for choice in question.choices %}
<li>{{ choice }}</li>
{% endfor %}
</ul>
{% endif %}
{% if question.answer %}
<p class="note">Tidigare svar, ändra om det behövs:</p>
<blockquote>{{ question.answer }}</blockquote>
{% endif %}
</li>
{% endfor %}
</ol>
{% endfor %}
