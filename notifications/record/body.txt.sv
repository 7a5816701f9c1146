{{ meeting | capital }} med {{ cluster }} var {{ meeting_day }}{% if example %} (exempeldatum){% endif %}. Anteckna vilka som var med, markera träffen som genomförd och för {{ the_group }} vidare i dag.

Räkna med en kvart. Kommandona är jimflow meeting hold, jimflow attendance record och jimflow advance --cluster.

Den som inte var med får en uppgift att ta igen träffen. Det sker när närvaron är antecknad.

Du får uppgiften för att du {{ duty }}.
