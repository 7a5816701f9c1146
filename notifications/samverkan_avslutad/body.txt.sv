{{ organisation }} är redovisad och avslutad. Tack för er del!

Vad som händer nu
-----------------
- Det som har börjat fortsätter i det ordinarie arbetet hos var och en.
- Lärdomarna samlas så att andra kan ha nytta av dem.
- Vi skickar inga fler uppgifter eller påminnelser.

Du får mejlet för att du {{ duty }}.
