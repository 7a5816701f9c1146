{% if due %}Påminnelse, senast {{ due_short }}{% else %}Påminnelse{% endif %}: {{ short }}{{ tail }}
