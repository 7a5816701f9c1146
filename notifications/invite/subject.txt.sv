Inbjudan {{ day_short }}: {{ title }}{{ tail }}
