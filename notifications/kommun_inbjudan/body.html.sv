<p class="lead">{{ host }} bjuder in {{ organisation }} till {{ round }}. Svara ja eller nej senast <strong>{{ answer_by }}</strong>.</p>
<p>Under ett år jämför ni era arbetssätt med andra kommuner och får in jämställdhet i styrning och ledning. När året är slut är målet att</p>
<ul>
<li>ni har påbörjat jämställdhetsintegreringen av kommunens system för styrning och ledning</li>
<li>ni har minst ett nytt eller ändrat arbetssätt inom en kärnverksamhet.</li>
</ul>
<h{{ level }}>Så går det till</h{{ level }}>
<p>Ni ingår i en grupp med två eller tre kommuner som ligger nära varandra eller arbetar med samma verksamhet. Vi föreslår {{ the_group }} {{ cluster }}. En kommun som redan har genomfört programmet kan vara mentor.</p>
<p>Ni möts på {{ meeting_count }} träffar. Däremellan förbättrar ni hemma det ni har jämfört. Räkna med {{ effort }} sammanlagt för {{ organisation }}, utöver träffarna. Arbetet fördelas på flera funktioner.</p>
<h{{ level }}>Träffarna</h{{ level }}>
<ul>
{% for m in meetings %}
<li><strong>{{ m.number | capital }}, {{ m.title }}</strong>{% if m.day %}, {{ m.day }}{% if example %} (exempeldatum){% endif %}{% endif %}<br>
<span class="note">{{ m.purpose }}</span></li>
{% endfor %}
</ul>
<h{{ level }}>Det här behövs</h{{ level }}>
<ul>
<li>Ett politiskt beslut om jämställdhetsintegrering. Det behöver inte vara fattat när ni svarar, men innan ni kan antas.</li>
<li>Från varje kommun deltar någon ur den högsta politiska ledningen, en chef i kommunens ledning, en chef i kärnverksamheten, jämställdhetsstrategen och gärna en controller. De är med på alla träffar.</li>
</ul>
<h{{ level }}>Så svarar ni</h{{ level }}>
<p>Svara på det här mejlet. Säger ni ja får jämställdhetsstrategen en kort intresseanmälan att fylla i. Säger ni nej hör vi gärna varför.</p>
<p>Du får inbjudan för att du {{ duty }}.</p>
