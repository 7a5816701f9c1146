Välkomna! {{ organisation }} är antagen till {{ round }} och ingår i {{ the_group }} {{ cluster }}. Lägg in träffarna i kalendern redan nu. Inbjudan med dagordning kommer två veckor före varje träff.

Träffarna
---------
{% for m in meetings %}
- {{ m.number | capital }}, {{ m.title }}{% if m.day %}, {{ m.day }}{% if example %} (exempeldatum){% endif %}{% endif %}

  {{ m.purpose }}
{% endfor %}

Så går det till
---------------
- En vecka före varje träff lämnar ni underlag. De andra kommunerna i {{ the_group }} läser det.
- Mellan träffarna förbättrar ni något i styrningen och i en kärnverksamhet.
- Varje uppgift kommer i ett mejl till den funktion som ska svara, med frågorna i mejlet. Vi påminner bara om det som inte är inskickat.
- Byter ni ut någon? Svara på mejlet med namn, adress och funktion.

{% if assignments %}
Ni börjar med uppgift{% if assignment_count == 1 %}en{% else %}erna{% endif %} {{ assignments }}. Jämställdhetsstrategen får {% if assignment_count == 1 %}den{% else %}dem{% endif %} och samlar de andra.

{% endif %}
Du får mejlet för att du {{ duty }}.{% if coordinates %} Du kan svara på alla uppgifter för {{ organisation }}.{% endif %}
