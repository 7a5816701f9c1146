<p class="lead">Regeringen har gett uppdraget att ta fram en plan för {{ organisation }}. Ni är med i arbetet. <strong>Börja med att läsa uppdraget.</strong></p>
<h{{ level }}>Så går det till</h{{ level }}>
<ul>
<li>Först enas ni om problemet. Åtgärderna kommer sedan.</li>
<li>Planen säger vilka mål ni har, vad var och en bidrar med, hur styrgruppen och arbetsgrupperna arbetar och hur länge planen gäller.</li>
<li>Arbetet ska bli en del av det ordinarie arbetet hos var och en.</li>
<li>Styrgruppen antar planen. Därefter avgör regeringen om den ska genomföras.</li>
<li>Andra aktörer kan bjudas in. Säg till om ni saknar någon.</li>
<li>Uppgifterna kommer i egna mejl. Vi påminner bara om det som inte är inskickat.</li>
</ul>
{% if assignments %}
<p>Det börjar med uppgift{% if assignment_count == 1 %}en{% else %}erna{% endif %} {{ assignments }}. Samordnaren för området får {% if assignment_count == 1 %}den{% else %}dem{% endif %} och samlar de andra.</p>
{% endif %}
<p>Du får mejlet för att du {{ duty }}.{% if coordinates %} Du kan svara på alla uppgifter för {{ organisation }}.{% endif %}</p>
