Ring {{ places }}: svar har inte kommit{{ tail }}
