Inget uppdrag: {{ organisation }}
