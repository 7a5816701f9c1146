<p class="lead">{{ meeting | capital }} med {{ cluster }} var <strong>{{ meeting_day }}</strong>{% if example %} (exempeldatum){% endif %}. Anteckna vilka som var med, markera träffen som genomförd och för {{ the_group }} vidare i dag.</p>
<p>Räkna med en kvart. Kommandona är jimflow meeting hold, jimflow attendance record och jimflow advance --cluster.</p>
<p>Den som inte var med får en uppgift att ta igen träffen. Det sker när närvaron är antecknad.</p>
<p>Du får uppgiften för att du {{ duty }}.</p>
