{% if replaces %}Ändrat svar: {{ organisation }} har skickat in ”{{ title }}” på nytt{% else %}{{ organisation }} har skickat in ”{{ title }}”{% endif %}{% if late %}, efter sista dagen{% endif %}. Här är kvittot med {% if complete %}hela svaret{% else %}det som är inskickat hittills{% endif %}.

- Kvitto: {{ reference }}{% if replaces %}, ersätter kvitto {{ replaces }}{% endif %}

- Inskickat: {{ day }} {{ hour }}{% if by %} av {{ by }}{% endif %}{% if behalf %} för {{ behalf }}{% endif %}

- För: {{ functions }}
{% if anchored %}
- Förankrat hos: {{ anchored }}
{% endif %}

{% if copy %}
Du får en kopia för att du tar emot kvitton åt {{ organisation }}: er samordnare har angett adressen.
{% else %}
Du får kvittot för att du skickade in svaret.
{% endif %}

{% if until %}
Svaret går att ändra till och med {{ until }}. Öppna uppgiften som förut, ändra och skicka in igen: då gäller det nya svaret och det kommer ett nytt kvitto.
{% else %}
Behöver svaret ändras? Svara på mejlet, så kan {{ sender }} öppna uppgiften igen.
{% endif %}


Svaret
------
{% for item in answers %}
{{ item.question }}
   {{ item.answer | replace("\n", "\n   ") }}

{% endfor %}
{% if files %}
Bifogade filer
--------------
{% for name in files %}
- {{ name }}
{% endfor %}
{% endif %}
