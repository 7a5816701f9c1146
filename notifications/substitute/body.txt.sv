{{ by }} har utsett dig till {% if by == holder %}sin ersättare{% else %}ersättare för {{ holder }}{% endif %} som {{ function }} {% if about %}för{% else %}på{% endif %} {{ organisation }} i {{ programme }}. Det gäller från och med {{ since }} till och med {{ until }}.

{% if right == "signature" %}Under de dagarna får du skriva i och skicka in funktionens uppgifter åt {{ holder }}. Mejl om dem kommer också till dig. Det gäller inte träffarna.{% else %}Du kommer till träffarna de dagarna i stället för {{ holder }}. Inbjudningar till dem kommer också till dig. Det gäller inte uppgifterna.{% endif %}


Öppna [[link]] och logga in med e-postadressen som det här mejlet gick till.

Du får mejlet för att du är ersättare. Stämmer det inte? Säg till {{ by }}, eller svara på mejlet.
