Regeringen ger inget uppdrag för {{ organisation }}. Arbetet avslutas här.

Vad som händer nu
-----------------
- Det ni har tagit fram finns kvar och får användas i det ordinarie arbetet.
- Vi skickar inga fler uppgifter eller påminnelser.
- Har du frågor om beslutet, svara på mejlet.

Du får mejlet för att du {{ duty }}.
