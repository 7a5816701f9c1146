Välkomna till {{ round }}! {{ organisation }} är med i {{ the_group }} {{ cluster }}.{% if step %} Ni börjar med steget {{ step }}.{% endif %}


{% if purpose %}
{{ purpose }}{% if assignments %} Det gör ni i {% if assignment_count == 1 %}uppgiften {{ assignments }}, som har en egen sista dag{% else %}uppgifterna {{ assignments }}, som har egna sista dagar{% endif %}.{% endif %}


{% endif %}
Träffarna
---------
{% for m in meetings %}
- {{ m.number | capital }}, {{ m.title }}{% if m.day %}, {{ m.day }}{% if example %} (exempeldatum){% endif %}{% endif %}

  {{ m.purpose }}
{% endfor %}

Så går det till
---------------
{% for line in ["Varje uppgift kommer i ett mejl till den funktion som ska svara, med frågorna i mejlet.", "Vi påminner bara om det som inte är inskickat."] %}
- {{ line }}
{% endfor %}
{% if site %}
- Byter ni ut någon? Ändra det på sidan Hos oss: {{ site }}/my/agency
{% else %}
- Byter ni ut någon? Svara på mejlet med namn, adress och funktion.
{% endif %}

Du får mejlet för att du {{ duty }}.{% if coordinates %} Du kan svara på alla uppgifter för {{ organisation }}.{% endif %}
