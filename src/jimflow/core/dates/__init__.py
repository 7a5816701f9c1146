"""What planning a meeting's day looks at: what it runs into, the deadlines it gives, and which days are better."""
