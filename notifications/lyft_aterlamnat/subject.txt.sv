Departementet lämnar tillbaka: {{ organisation }}
