{{ round }} är avslutad för {{ organisation }}
