Svara senast {{ answer_by_short }}: vill {{ organisation }} vara med i {{ programme }}?
