{% if invited %}Svara: {{ organisation }} bjuder in er som {{ part }}{% else %}Ni deltar som {{ part }}: {{ organisation }}{% endif %}{{ tail }}
