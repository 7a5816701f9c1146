Läget {{ today_short }}: {{ late | length }} svar har inte kommit, {{ stopped | length }} kan inte gå vidare{{ tail }}
