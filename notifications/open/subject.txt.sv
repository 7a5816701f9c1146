{% if due %}Senast {{ due_short }}: {{ short }}{% else %}{{ short | capital }}{% endif %}{{ tail }}
