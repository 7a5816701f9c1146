<div class="answer">
<h{{ level }}>Så svarar du</h{{ level }}>
{% if meets %}
<ol>
<li><a class="go" href="{{ link }}">Öppna träffen</a><br>
<a class="address" href="{{ link }}">{{ link }}</a></li>
<li>Skriv koden<br>
<strong class="code">{{ code }}</strong></li>
<li>Säg om du kommer, eller vem som kommer i ditt ställe{% if answer_by %}, gärna senast {{ answer_by }}{% endif %}.</li>
</ol>
{% if organiser %}
<p>Du kan också svara ja eller nej i din kalender.</p>
{% else %}
<p>Kalenderposten ligger i den bifogade filen invite.ics.</p>
{% endif %}
{% else %}
<ol>
<li><a class="go" href="{{ link }}">Öppna uppgiften</a><br>
<a class="address" href="{{ link }}">{{ link }}</a></li>
<li>Skriv koden<br>
<strong class="code">{{ code }}</strong></li>
<li>Svara. Du kan spara och fortsätta senare. Skicka in när ni är klara.</li>
</ol>
<p>Ska någon annan svara? Skicka vidare finns på sidan när du har skrivit koden.</p>
{% endif %}
</div>
