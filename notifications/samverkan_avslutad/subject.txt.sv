Tack: {{ organisation }} är avslutad
