{{ organisation }} är antagen till {{ programme }}: boka in träffarna
