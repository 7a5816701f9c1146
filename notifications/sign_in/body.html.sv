<p class="lead">Här är din kod:</p>
<p><strong class="code">{{ secret }}</strong></p>
<p>Skriv den i webbläsaren där du bad om den, <strong>senast {{ until }}</strong>. Den gäller en gång.</p>
<p>Har du inte bett om den? Då behöver du inte göra något, ingen kommer in utan koden. Lämna aldrig ut den, inte ens till oss.</p>
<p>Du får mejlet för att du bad om en kod, eller för att någon annan skrev din adress på inloggningssidan.</p>
