Uppdrag att ta fram en plan: {{ organisation }}
