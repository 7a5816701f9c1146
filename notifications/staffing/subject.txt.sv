{{ places }} har ändrat vem som gör vad{{ tail }}
