Departementet har svarat att det inte tar hand om problemet ”{{ organisation }}”.

Vad som händer nu
-----------------
- Skälet står i svaret, som finns hos oss. Skriv till oss om du vill läsa det.
- Se efter om ni kan göra något annat. Vill ni lyfta problemet på nytt, med nya skäl, hör av er.

Du får mejlet för att du {{ duty }}.
