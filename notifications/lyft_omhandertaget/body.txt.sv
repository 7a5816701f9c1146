Departementet har svarat att det tar hand om problemet ”{{ organisation }}”.

Vad som händer nu
-----------------
- Svaret finns hos oss. Skriv till oss om du vill läsa det.
- Problemet är därmed klart hos oss, och vi skickar inga fler påminnelser om det.

Du får mejlet för att du {{ duty }}.
