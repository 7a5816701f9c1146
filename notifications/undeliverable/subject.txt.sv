Mejl når inte fram: {{ places }}
