Det här händer sedan
--------------------
{% if shared %}
När svaret är inskickat kan de andra i {{ the_group }} läsa det{% if before and meeting_day %} inför {{ meeting }} {{ meeting_day }}{% if example %} (exempeldatum){% endif %}{% endif %}.{% if read_outside %} Även {{ read_outside }} kan läsa det.{% endif %}{% if accept %} Uppgiften är klar när vi har läst och godkänt svaret.{% endif %}


{% else %}
Svaret läses av {{ sender }}. {% if read_outside %}Även {{ read_outside }} kan läsa det, men inte de andra i {{ the_group }}.{% else %}Det delas inte med de andra i {{ the_group }}.{% endif %}{% if accept %} Uppgiften är klar när vi har godkänt svaret.{% endif %}


{% endif %}
