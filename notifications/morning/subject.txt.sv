Läget {{ today_short }}: {{ late_count }} har inte kommit, {{ stopped | length }} kan inte gå vidare{{ tail }}
