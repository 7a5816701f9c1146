Regeringen har gett uppdraget att genomföra planen för {{ organisation }}. Sätt igång med er del av planen.

Så går det till
---------------
- Var och en gör sin del, som en del av det ordinarie arbetet.
- Efter ett halvår berättar ni hur det går. Efter ett år redovisar ni resultaten. Uppgifterna kommer i egna mejl.
- Håller planen inte, säg till. Den kan ändras, och då tar styrgruppen ställning igen.
- Möter ni ett problem som ingen av er kan lösa, varken ensam eller tillsammans, kan det lyftas till regeringen.

Du får mejlet för att du {{ duty }}.
