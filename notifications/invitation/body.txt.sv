{{ host }} bjuder in {% if about %}er till {{ round }}. Det gäller {{ about }}.{% else %}{{ organisation }} till {{ round }}.{% endif %} Svara ja eller nej senast {{ answer_by }}.

Ni möter de andra i {{ the_group }} {{ cluster }} på {{ meeting_count }} träffar och arbetar på hemmaplan däremellan, med en uppgift före och en efter varje träff. Räkna med {{ effort }} sammanlagt för {{ organisation }}, utöver träffarna. Arbetet fördelas på flera funktioner.

Träffarna
---------
{% for m in meetings %}
- {{ m.number | capital }}, {{ m.title }}{% if m.day %}, {{ m.day }}{% if example %} (exempeldatum){% endif %}{% endif %}

  {{ m.purpose }}
{% endfor %}

Vilka som deltar
----------------
{% if every_time %}
Vi rekommenderar att de här funktionerna är med på varje träff:

{% for f in every_time %}
- {{ f }}
{% endfor %}

{% endif %}
{% if first_and_last %}
Till den första och den sista träffen bjuder vi också in:

{% for f in first_and_last %}
- {{ f }}
{% endfor %}

{% endif %}
Du får inbjudan för att du {{ duty }}.

Så svarar ni
------------
Svara på det här mejlet. Säger ni ja börjar förberedelserna, och de första uppgifterna kommer i ett eget mejl. Säger ni nej hör vi gärna varför.
