Svar: {{ case }} – {{ ended }}{{ tail }}
