<p class="lead">Välkomna! {{ organisation }} är antagen till {{ round }} och ingår i {{ the_group }} {{ cluster }}. <strong>Lägg in träffarna i kalendern redan nu.</strong> Inbjudan med dagordning kommer två veckor före varje träff.</p>
<h{{ level }}>Träffarna</h{{ level }}>
<ul>
{% for m in meetings %}
<li><strong>{{ m.number | capital }}, {{ m.title }}</strong>{% if m.day %}, {{ m.day }}{% if example %} (exempeldatum){% endif %}{% endif %}<br>
<span class="note">{{ m.purpose }}</span></li>
{% endfor %}
</ul>
<h{{ level }}>Så går det till</h{{ level }}>
<ul>
<li>En vecka före varje träff lämnar ni underlag. De andra kommunerna i {{ the_group }} läser det.</li>
<li>Mellan träffarna förbättrar ni något i styrningen och i en kärnverksamhet.</li>
<li>Varje uppgift kommer i ett mejl till den funktion som ska svara, med frågorna i mejlet. Vi påminner bara om det som inte är inskickat.</li>
<li>Byter ni ut någon? Svara på mejlet med namn, adress och funktion.</li>
</ul>
{% if assignments %}
<p>Ni börjar med uppgift{% if assignment_count == 1 %}en{% else %}erna{% endif %} {{ assignments }}. Jämställdhetsstrategen får {% if assignment_count == 1 %}den{% else %}dem{% endif %} och samlar de andra.</p>
{% endif %}
<p>Du får mejlet för att du {{ duty }}.{% if coordinates %} Du kan svara på alla uppgifter för {{ organisation }}.{% endif %}</p>
