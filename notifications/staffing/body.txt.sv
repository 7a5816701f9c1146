Det här har de som samordnar arbetet hos sig själva ändrat. Du behöver inte göra något.

{% for row in changed %}
- {{ row.organisation }}{% if row.function %}, {{ row.function }}{% endif %}: {% if row.what == "new" %}någon ny från {{ row.day }}{% elif row.what == "ends" %}en innehavare slutar, sista dag {{ row.day }}{% elif row.what == "vacant" %}innehavaren slutar, sista dag {{ row.day }}, och ingen är utsedd efter det{% elif row.what == "changed" %}uppgifterna om innehavaren är ändrade{% elif row.what == "registrar" %}kvitton går nu även till registratorn{% else %}kvitton går inte längre till registratorn{% endif %}

{% endfor %}

Vem det är står {% if site %}här: {{ site }}/rounds/{{ round_code }}/people

{% else %}i jimflow. {% endif %}Du får beskedet för att du {{ duty }}.
