Anteckna närvaron {{ day_short }}: {{ cluster }}{{ tail }}
