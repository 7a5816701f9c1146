Du tar över{% if due %}, senast {{ due_short }}{% endif %}: {{ short }}{{ tail }}
