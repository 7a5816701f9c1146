Planen ska genomföras: {{ organisation }}
