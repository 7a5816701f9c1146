<p class="lead">{% if replaces %}Ändrat svar: {{ organisation }} har skickat in ”{{ title }}” på nytt{% else %}{{ organisation }} har skickat in ”{{ title }}”{% endif %}{% if late %}, efter sista dagen{% endif %}. Här är kvittot med {% if complete %}hela svaret{% else %}det som är inskickat hittills{% endif %}.</p>
<ul>
<li>Kvitto: <strong>{{ reference }}</strong>{% if replaces %}, ersätter kvitto {{ replaces }}{% endif %}</li>
<li>Inskickat: {{ day }} {{ hour }}{% if by %} av {{ by }}{% endif %}{% if behalf %} för {{ behalf }}{% endif %}</li>
<li>För: {{ functions }}</li>
{% if anchored %}
<li>Förankrat hos: {{ anchored }}</li>
{% endif %}
</ul>
{% if copy %}
<p>Du får en kopia för att du tar emot kvitton åt {{ organisation }}: er samordnare har angett adressen.</p>
{% else %}
<p>Du får kvittot för att du skickade in svaret.</p>
{% endif %}
{% if until %}
<p>Svaret går att ändra till och med <strong>{{ until }}</strong>. Öppna uppgiften som förut, ändra och skicka in igen: då gäller det nya svaret och det kommer ett nytt kvitto.</p>
{% else %}
<p>Behöver svaret ändras? Svara på mejlet, så kan {{ sender }} öppna uppgiften igen.</p>
{% endif %}
<h{{ level }}>Svaret</h{{ level }}>
{% for item in answers %}
<p><strong>{{ item.question }}</strong></p>
<blockquote>{{ item.answer }}</blockquote>
{% endfor %}
{% if files %}
<h{{ level }}>Bifogade filer</h{{ level }}>
<ul>
{% for name in files %}
<li>{{ name }}</li>
{% endfor %}
</ul>
{% endif %}
