Håll {{ day_short }} fri: {{ title }}{{ tail }}
