Departementet tar hand om: {{ organisation }}
