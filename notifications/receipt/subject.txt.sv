Kvitto: {{ title }}{{ tail }}
