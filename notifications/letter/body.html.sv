{% for words in paragraphs %}
<p{% if loop.first %} class="lead"{% endif %}>{{ words }}</p>
{% endfor %}
<p>Du får mejlet för att du {{ duty }}.</p>
