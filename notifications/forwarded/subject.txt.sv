Från {{ by }}{% if due %}, senast {{ due_short }}{% endif %}: {{ short }}{{ tail }}
