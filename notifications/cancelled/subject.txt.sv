Inställd {{ day_short }}: {{ title }}{{ tail }}
