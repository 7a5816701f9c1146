Svara med ett namn: {% if vacancies | length > 1 %}{{ vacancies | length }} funktioner är vakanta{% else %}{{ vacancies[0].vacant }} är vakant{% endif %}{{ tail }}
