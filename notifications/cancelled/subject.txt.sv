{% if left %}Ur kalendern{% else %}Inställd{% endif %} {{ day_short }}: {{ title }}{{ tail }}
