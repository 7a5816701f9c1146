Problemet ”{{ organisation }}” är nu skickat till departementet. Ni behöver inte göra något.

Vad som händer sedan
--------------------
- Departementet svarar om det tar hand om problemet eller lämnar tillbaka det. Vi hör av oss då.
- Arbeta vidare med det ni själva rår på.

Du får mejlet för att du {{ duty }}.
