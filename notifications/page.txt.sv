Öppna uppgiften
{{ link }}

Koden till sidan är {{ code }}.

