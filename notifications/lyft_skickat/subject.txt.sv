Skickat till departementet: {{ organisation }}
