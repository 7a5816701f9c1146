”{{ start }}” är klart för {{ organisation }}: {{ case }} har fått läget {{ ended }}.

Du får beskedet för att du {{ duty }}.
