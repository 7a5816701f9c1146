{% if kind == "completion" %}Komplettera svaret: {{ assignment }}{% elif kind == "comment" %}Kommentar: {{ assignment }}{% else %}{{ organisation }} skriver: {{ assignment }}{% endif %}{{ tail }}
