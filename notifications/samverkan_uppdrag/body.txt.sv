Regeringen har gett uppdraget att ta fram en plan för {{ organisation }}. Ni är med i arbetet. Börja med att läsa uppdraget.

Så går det till
---------------
- Först enas ni om problemet. Åtgärderna kommer sedan.
- Planen säger vilka mål ni har, vad var och en bidrar med, hur styrgruppen och arbetsgrupperna arbetar och hur länge planen gäller.
- Arbetet ska bli en del av det ordinarie arbetet hos var och en.
- Styrgruppen antar planen. Därefter avgör regeringen om den ska genomföras.
- Andra aktörer kan bjudas in. Säg till om ni saknar någon.
- Uppgifterna kommer i egna mejl. Vi påminner bara om det som inte är inskickat.

{% if assignments %}
Det börjar med uppgift{% if assignment_count == 1 %}en{% else %}erna{% endif %} {{ assignments }}. Samordnaren för området får {% if assignment_count == 1 %}den{% else %}dem{% endif %} och samlar de andra.

{% endif %}
Du får mejlet för att du {{ duty }}.{% if coordinates %} Du kan svara på alla uppgifter för {{ organisation }}.{% endif %}
