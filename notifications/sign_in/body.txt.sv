Här är din kod:

{{ secret }}

Skriv den i webbläsaren där du bad om den, senast {{ until }}. Den gäller en gång.

Har du inte bett om den? Då behöver du inte göra något, ingen kommer in utan koden. Lämna aldrig ut den, inte ens till oss.

Du får mejlet för att du bad om en kod, eller för att någon annan skrev din adress på inloggningssidan.
