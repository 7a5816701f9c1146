{{ organisation }} har genomfört {{ round }}
