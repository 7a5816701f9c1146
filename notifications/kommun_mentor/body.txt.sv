Tack! {{ organisation }} har genomfört {{ round }}, nått målen och blir mentor för två eller tre kommuner i nästa omgång. Ni behöver inte göra något nu.

Det innebär det att vara mentor
-------------------------------
- Ni är med på träffarna i en grupp och delar med er av det som gick bra och det som inte gjorde det.
- Utbytet är ömsesidigt. Ni behöver inte ha svaren, och ni lär av de andra.
- Ni har inga egna uppgifter att lämna in.

Vi hör av oss när grupperna i nästa omgång är klara. Då kommer vi överens om vem hos er som är mentor.

Era svar finns kvar hos {{ host }}. Vill ni rätta eller lägga till något, svara på mejlet.

Du får mejlet för att du {{ duty }}.
