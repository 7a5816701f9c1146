{{ host }} bjuder in {{ organisation }} till {{ round }}. Svara ja eller nej senast {{ answer_by }}.

Under ett år jämför ni era arbetssätt med andra kommuner och får in jämställdhet i styrning och ledning. När året är slut är målet att

- ni har påbörjat jämställdhetsintegreringen av kommunens system för styrning och ledning
- ni har minst ett nytt eller ändrat arbetssätt inom en kärnverksamhet.

Så går det till
---------------
Ni ingår i en grupp med två eller tre kommuner som ligger nära varandra eller arbetar med samma verksamhet. Vi föreslår {{ the_group }} {{ cluster }}. En kommun som redan har genomfört programmet kan vara mentor.

Ni möts på {{ meeting_count }} träffar. Däremellan förbättrar ni hemma det ni har jämfört. Räkna med {{ effort }} sammanlagt för {{ organisation }}, utöver träffarna. Arbetet fördelas på flera funktioner.

Träffarna
---------
{% for m in meetings %}
- {{ m.number | capital }}, {{ m.title }}{% if m.day %}, {{ m.day }}{% if example %} (exempeldatum){% endif %}{% endif %}

  {{ m.purpose }}
{% endfor %}

Det här behövs
--------------
- Ett politiskt beslut om jämställdhetsintegrering. Det behöver inte vara fattat när ni svarar, men innan ni kan antas.
- Från varje kommun deltar någon ur den högsta politiska ledningen, en chef i kommunens ledning, en chef i kärnverksamheten, jämställdhetsstrategen och gärna en controller. De är med på alla träffar.

Så svarar ni
------------
Svara på det här mejlet. Säger ni ja får jämställdhetsstrategen en kort intresseanmälan att fylla i. Säger ni nej hör vi gärna varför.

Du får inbjudan för att du {{ duty }}.
