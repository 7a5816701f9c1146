{% if replaces %}Ändrat svar, kvitto: {% else %}Kvitto: {% endif %}{{ title }}{{ tail }}
