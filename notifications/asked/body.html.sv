<p class="lead">{{ host }} bjuder in {% if about %}er till {{ round }}. Det gäller {{ about }}.{% else %}{{ organisation }} till {{ round }}.{% endif %}{% if not step %} Svara ja eller nej senast <strong>{{ answer_by }}</strong>.{% endif %}</p>
<ul>
{% for m in meetings %}
<li><strong>{{ m.title }}</strong>{% if m.day %}, {{ m.day }}{% if example %} (exempeldatum){% endif %}{% endif %}<br>
<span class="note">{{ m.purpose }}</span></li>
{% endfor %}
</ul>
<p>Du får inbjudan för att du {{ duty }}.</p>
<h{{ level }}>Så svarar ni</h{{ level }}>
{% if step %}
<p>Ni anmäler er genom att svara på frågorna i {{ assignments }}, som kommer i ett eget mejl till den som ska svara. Kan ni inte delta, svara på det här mejlet.</p>
{% else %}
<p>Svara på det här mejlet. Säger ni nej hör vi gärna varför.</p>
{% endif %}
