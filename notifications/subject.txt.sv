{{ programme }}: {{ count }} saker{% if due_short %}, den första {% if passed %}skulle ha kommit{% else %}senast{% endif %} {{ due_short }}{% endif %}
