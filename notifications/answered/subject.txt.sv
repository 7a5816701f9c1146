Besked: {{ case }} – {{ ended }}{{ tail }}
