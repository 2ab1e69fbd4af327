# Times, numbers, sizes
words-money = VND { $amount }
words-days = { $n } { $n ->
    [one] day
   *[other] days
}
words-hours = { $n } { $n ->
    [one] hour
   *[other] hours
}
words-minutes = { $n } { $n ->
    [one] minute
   *[other] minutes
}
words-under-a-minute = under 1 minute
words-monday = Monday
words-tuesday = Tuesday
words-wednesday = Wednesday
words-thursday = Thursday
words-friday = Friday
words-saturday = Saturday
words-sunday = Sunday
words-zone-vietnam = Vietnam time
words-datetime = { $clock } { $weekday }, { $date } ({ $zone })
words-day = { $weekday }, { $date }
