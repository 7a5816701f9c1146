{{ own_subject }}
