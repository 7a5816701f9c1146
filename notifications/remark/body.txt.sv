{% if kind == "completion" %}{{ sender | capital }} ber er komplettera svaret på ”{{ assignment }}”. Uppgiften är öppen igen och era svar är kvar.{% if due %} Skicka in på nytt senast {{ due }}.{% else %} Skicka in på nytt när ni är klara.{% endif %}{% elif kind == "comment" %}{{ sender | capital }} har skrivit en kommentar om ”{{ assignment }}”.{% else %}{{ organisation }}{% if by %} ({{ by }}){% endif %} har skrivit om ”{{ assignment }}”.{% endif %}


{{ words }}

{% if link %}
{% include "page.txt.sv" %}
{% endif %}

Du får mejlet för att {% if sent_on_by %}{{ sent_on_by }} har skickat uppgiften vidare till dig{% else %}du {{ duty }}{% endif %}.
