{{ organisation }} har genomfört {{ round }} och blir mentor
