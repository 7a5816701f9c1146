Läget {{ today_short }}: {{ late_count }} har inte kommit, {{ stopped_count }} kan inte gå vidare{{ tail }}
