{{ host }} bjuder in {% if about %}er till {{ round }}. Det gäller {{ about }}.{% else %}{{ organisation }} till {{ round }}.{% endif %}{% if not step %} Svara ja eller nej senast {{ answer_by }}.{% endif %}


{% for m in meetings %}
- {{ m.title }}{% if m.day %}, {{ m.day }}{% if example %} (exempeldatum){% endif %}{% endif %}

  {{ m.purpose }}
{% endfor %}

Du får inbjudan för att du {{ duty }}.

Så svarar ni
------------
{% if step %}
Ni anmäler er genom att svara på frågorna i {{ assignments }}, som kommer i ett eget mejl till den som ska svara. Kan ni inte delta, svara på det här mejlet.
{% else %}
Svara på det här mejlet. Säger ni nej hör vi gärna varför.
{% endif %}
