{% for words in paragraphs %}
{{ words }}

{% endfor %}
Du får mejlet för att du {{ duty }}.
