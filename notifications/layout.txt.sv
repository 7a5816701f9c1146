{{ round }}{% if place %} · {{ place }}{% endif %}

{% if example %}
[Påhittat exempel, se sist i mejlet]
{% endif %}

Hej!

{% if several %}
Det här mejlet gäller {{ count }} saker i {{ round }}:
{% for piece in pieces %}
{{ loop.index }}. {{ piece.heading }}
{% endfor %}

{% endif %}
{% for piece in pieces %}
{% if several %}

{{ loop.index }}. {{ piece.heading }}
{{ "=" * 72 }}

{% endif %}
{{ piece.text }}

{% endfor %}
{% if materials %}
Material
--------
{% for material in materials %}
- {{ material.title }}
  {{ material.url }}
{% endfor %}

{% endif %}
{% if asks and pages %}
Går det inte att öppna sidan?
-----------------------------
Svara på det här mejlet i stället och skriv frågans nummer före varje svar. {{ sender | capital }} tar emot svaren.

{% elif asks %}
Så svarar du
------------
Svara på det här mejlet och skriv frågans nummer före varje svar. Det går bra att svara på några frågor nu och resten senare. {{ sender | capital }} tar emot svaren.

Ska någon annan svara? Skicka mejlet vidare och tala om för oss vem det är.

{% endif %}
{% if not to_host %}
Frågor? Svara på mejlet, så svarar {{ sender }}.

{% endif %}
{% if pages %}
{% if coded %}Adressen och koden är dina.{% else %}Adressen är din.{% endif %} Inget ändras av att du öppnar adressen, och vi frågar aldrig efter lösenord.

{% endif %}
Hälsningar
{{ signature }}
{{ mailbox }}

{% if public_records or asks or case_number %}
{% if public_records and to_host %}Mejlet är en allmän handling hos {{ host }}.{% elif public_records and asks %}Ditt svar blir en allmän handling hos {{ host }} som andra kan begära ut. Skriv därför inget som omfattas av sekretess.{% elif public_records %}Mejlet och det du svarar blir allmänna handlingar hos {{ host }}.{% elif asks %}Skriv inget i svaret som omfattas av sekretess.{% endif %}{% if case_number %}{{ " " if public_records or asks else "" }}Vårt dnr: {{ case_number }}.{% endif %}

{% endif %}
{% if site and not to_host %}
Byt språk eller hur du får mejl: {{ site }}/my/me
Så hanterar vi personuppgifter: {{ site }}/privacy

{% endif %}
{% if example %}

{{ example_note }}
{% endif %}
