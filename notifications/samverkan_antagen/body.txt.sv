Styrgruppen har antagit planen för {{ organisation }}. Samordnaren för området lämnar den nu till departementet.

Vad som händer sedan
--------------------
- Regeringen tar ställning till om planen ska genomföras. Vi hör av oss när det är klart.
- Börja förbereda det som är er del. Det ni redan kan göra i det ordinarie arbetet behöver inte vänta.
- Ändras något hos er som påverkar vad ni bidrar med, svara på mejlet.

Du får mejlet för att du {{ duty }}.
