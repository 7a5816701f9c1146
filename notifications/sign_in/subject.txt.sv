Koden du bad om, för att logga in
