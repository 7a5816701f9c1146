Du är ersättare för {{ holder }} {{ since_short }}–{{ until_short }}{{ tail }}
