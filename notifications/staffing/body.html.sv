<p class="lead">Det här har de som samordnar arbetet hos sig själva ändrat. Du behöver inte göra något.</p>
<ul>
{% for row in changed %}
<li><strong>{{ row.organisation }}{% if row.function %}, {{ row.function }}{% endif %}</strong>: {% if row.what == "new" %}någon ny från {{ row.day }}{% elif row.what == "ends" %}en innehavare slutar, sista dag {{ row.day }}{% elif row.what == "vacant" %}innehavaren slutar, sista dag {{ row.day }}, och ingen är utsedd efter det{% elif row.what == "changed" %}uppgifterna om innehavaren är ändrade{% elif row.what == "registrar" %}kvitton går nu även till registratorn{% else %}kvitton går inte längre till registratorn{% endif %}</li>
{% endfor %}
</ul>
<p>{% if site %}<a href="{{ site }}/rounds/{{ round_code }}/people">Se vem det är</a>. {% else %}Vem det är står i jimflow. {% endif %}Du får beskedet för att du {{ duty }}.</p>
