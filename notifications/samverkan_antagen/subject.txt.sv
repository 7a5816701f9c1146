Styrgruppen har antagit planen: {{ organisation }}
