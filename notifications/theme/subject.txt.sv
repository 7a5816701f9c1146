Välj tema före {{ day_short }}: {{ cluster }}{{ tail }}
