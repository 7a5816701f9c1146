{% if step %}Anmäl er till {{ round }}{% else %}Svara senast {{ answer_by_short }}: vill ni vara med i {{ round }}?{% endif %}
