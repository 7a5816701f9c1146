<!doctype html>
<html lang="{{ lang }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>{{ subject }}</title>
<style>
{% include "layout.css" %}
{% if slots %}
{% include "door.css" %}
{% endif %}
</style>
</head>
<body style="margin: 0; font-family: 'Segoe UI', Arial, sans-serif; font-size: 16px; line-height: 1.5">
<div class="page" style="max-width: 640px; margin: 0 auto; padding: 24px 20px">
<div class="top"><strong>{{ round }}</strong>{% if place %} · {{ place }}{% endif %}</div>
{% if example %}
<p class="example"><span>Påhittat exempel, se sist i mejlet</span></p>
{% endif %}
<main>
<h1>{% if several %}{{ count | capital }} saker i {{ round }}{% else %}{{ heading }}{% endif %}</h1>
<p>Hej!</p>
{% if several %}
<p>Det här mejlet gäller {{ count }} saker i {{ round }}:</p>
<ol class="list">
{% for piece in pieces %}
<li>{{ piece.heading }}</li>
{% endfor %}
</ol>
{% endif %}
{% for piece in pieces %}
{% if several %}
<h2 class="part">{{ loop.index }}. {{ piece.heading }}</h2>
{% endif %}
{{ piece.html }}
{% endfor %}
{% if materials %}
<h2>Material</h2>
<ul>
{% for material in materials %}
<li><a href="{{ material.url }}">{{ material.title }}</a></li>
{% endfor %}
</ul>
{% endif %}
{% if asks and pages %}
<h2>Går det inte att öppna sidan?</h2>
<p>Svara på det här mejlet i stället och skriv frågans nummer före varje svar. {{ sender | capital }} tar emot svaren.</p>
{% elif asks %}
<div class="answer">
<h2>Så svarar du</h2>
<p>Svara på det här mejlet och skriv frågans nummer före varje svar. Det går bra att svara på några frågor nu och resten senare. {{ sender | capital }} tar emot svaren.</p>
<p>Ska någon annan svara? Skicka mejlet vidare och tala om för oss vem det är.</p>
</div>
{% endif %}
</main>
<div class="end">
{% if not to_host %}
<p>Frågor? Svara på mejlet, så svarar {{ sender }}.</p>
{% endif %}
{% if pages %}
<p>{% if coded %}Adressen och koden är dina.{% else %}Adressen är din.{% endif %} Inget ändras av att du öppnar adressen, och vi frågar aldrig efter lösenord.</p>
{% endif %}
<p>Hälsningar<br>
<strong>{{ signature }}</strong><br>
<a href="mailto:{{ mailbox }}">{{ mailbox }}</a></p>
{% if public_records or asks or case_number %}
<p class="small">{% if public_records and to_host %}Mejlet är en allmän handling hos {{ host }}.{% elif public_records and asks %}Ditt svar blir en allmän handling hos {{ host }} som andra kan begära ut. Skriv därför inget som omfattas av sekretess.{% elif public_records %}Mejlet och det du svarar blir allmänna handlingar hos {{ host }}.{% elif asks %}Skriv inget i svaret som omfattas av sekretess.{% endif %}{% if case_number %}{{ " " if public_records or asks else "" }}Vårt dnr: {{ case_number }}.{% endif %}</p>
{% endif %}
{% if site and not to_host %}
<p class="small ways"><a href="{{ site }}/my/me">Byt språk eller hur du får mejl</a><br><a href="{{ site }}/privacy">Så hanterar vi personuppgifter</a></p>
{% endif %}
{% if example %}
<p class="small">{{ example_note }}</p>
{% endif %}
</div>
</div>
</body>
</html>
