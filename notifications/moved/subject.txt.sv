Ny tid {{ day_short }}: {{ title }}{{ tail }}
