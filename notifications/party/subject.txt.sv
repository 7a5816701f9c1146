{% if invited %}Svara ja eller nej: delta i {{ organisation }} som {{ part }}{% else %}Ni deltar i {{ organisation }} som {{ part }}{% endif %}{{ tail }}
