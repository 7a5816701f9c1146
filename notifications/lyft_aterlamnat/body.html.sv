<p class="lead">Departementet har svarat att det inte tar hand om problemet ”{{ organisation }}”.</p>
<h{{ level }}>Vad som händer nu</h{{ level }}>
<ul>
<li>Skälet står i svaret, som finns hos oss. Skriv till oss om du vill läsa det.</li>
<li>Se efter om ni kan göra något annat. Vill ni lyfta problemet på nytt, med nya skäl, hör av er.</li>
</ul>
<p>Du får mejlet för att du {{ duty }}.</p>
