<div class="answer">
<p><a class="go" href="{{ link }}">Öppna uppgiften</a><br>
<a class="address" href="{{ link }}">{{ link }}</a></p>
<p>Koden till sidan är<br>
<strong class="code">{{ code }}</strong></p>
</div>
