<p class="lead">Välkomna till {{ round }}! {{ organisation }} är med i {{ the_group }} {{ cluster }}.{% if step %} Ni börjar med steget {{ step }}.{% endif %}</p>
{% if purpose %}
<p>{{ purpose }}{% if assignments %} Det gör ni i {% if assignment_count == 1 %}uppgiften {{ assignments }}, som har en egen sista dag{% else %}uppgifterna {{ assignments }}, som har egna sista dagar{% endif %}.{% endif %}</p>
{% endif %}
<h{{ level }}>Träffarna</h{{ level }}>
<ul>
{% for m in meetings %}
<li><strong>{{ m.number | capital }}, {{ m.title }}</strong>{% if m.day %}, {{ m.day }}{% if example %} (exempeldatum){% endif %}{% endif %}<br>
<span class="note">{{ m.purpose }}</span></li>
{% endfor %}
</ul>
<h{{ level }}>Så går det till</h{{ level }}>
<ul>
{% for line in ["Varje uppgift kommer i ett mejl till den funktion som ska svara, med frågorna i mejlet.", "Vi påminner bara om det som inte är inskickat."] %}
<li>{{ line }}</li>
{% endfor %}
<li>{% if site %}Byter ni ut någon? Ändra det på sidan Hos oss: <a href="{{ site }}/my/agency">{{ site }}/my/agency</a>{% else %}Byter ni ut någon? Svara på mejlet med namn, adress och funktion.{% endif %}</li>
</ul>
<p>Du får mejlet för att du {{ duty }}.{% if coordinates %} Du kan svara på alla uppgifter för {{ organisation }}.{% endif %}</p>
