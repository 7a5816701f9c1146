{% if due %}Sista dag var {{ due_short }}{% else %}Vi har inte fått svaret{% endif %}: {{ short }}{{ tail }}
