<p class="lead">{{ host }} bjuder in {% if about %}er till {{ round }}. Det gäller {{ about }}.{% else %}{{ organisation }} till {{ round }}.{% endif %} Svara ja eller nej senast <strong>{{ answer_by }}</strong>.</p>
<p>Ni möter de andra i {{ the_group }} {{ cluster }} på {{ meeting_count }} träffar och arbetar på hemmaplan däremellan, med en uppgift före och en efter varje träff. Räkna med {{ effort }} sammanlagt för {{ organisation }}, utöver träffarna. Arbetet fördelas på flera funktioner.</p>
<h{{ level }}>Träffarna</h{{ level }}>
<ul>
{% for m in meetings %}
<li><strong>{{ m.number | capital }}, {{ m.title }}</strong>{% if m.day %}, {{ m.day }}{% if example %} (exempeldatum){% endif %}{% endif %}<br>
<span class="note">{{ m.purpose }}</span></li>
{% endfor %}
</ul>
<h{{ level }}>Vilka som deltar</h{{ level }}>
{% if every_time %}
<p>Vi rekommenderar att de här funktionerna är med på varje träff:</p>
<ul>
{% for f in every_time %}
<li>{{ f }}</li>
{% endfor %}
</ul>
{% endif %}
{% if first_and_last %}
<p>Till den första och den sista träffen bjuder vi också in:</p>
<ul>
{% for f in first_and_last %}
<li>{{ f }}</li>
{% endfor %}
</ul>
{% endif %}
<p>Du får inbjudan för att du {{ duty }}.</p>
<h{{ level }}>Så svarar ni</h{{ level }}>
<p>Svara på det här mejlet. Säger ni ja börjar förberedelserna, och de första uppgifterna kommer i ett eget mejl. Säger ni nej hör vi gärna varför.</p>
