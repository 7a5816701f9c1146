<div class="answer">
<h{{ level }}>Så svarar du</h{{ level }}>
{% if meets %}
<ol>
<li><a class="go" href="{{ link }}">Öppna träffen</a><br>
<a class="address" href="{{ link }}">{{ link }}</a></li>
<li>Säg om du kommer, eller vem som kommer i ditt ställe{% if answer_by %}, gärna senast {{ answer_by }}{% endif %}.</li>
<li>Skicka svaret med koden<br>
<strong class="code">{{ code }}</strong></li>
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
<li>Svara på frågorna. Du kan spara och fortsätta senare.</li>
<li>Skicka in med koden<br>
<strong class="code">{{ code }}</strong></li>
</ol>
<p>Ska någon annan svara? Välj Skicka vidare på sidan.</p>
{% endif %}
</div>
