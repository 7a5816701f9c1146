{% if lost %}Mejl når inte fram{% else %}Vill inte ha fler mejl{% endif %}: {{ places }}
