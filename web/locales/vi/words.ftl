# Times, numbers, sizes
words-money = { $amount } đ
words-days = { $n } ngày
words-hours = { $n } giờ
words-minutes = { $n } phút
words-under-a-minute = dưới 1 phút
words-monday = Thứ Hai
words-tuesday = Thứ Ba
words-wednesday = Thứ Tư
words-thursday = Thứ Năm
words-friday = Thứ Sáu
words-saturday = Thứ Bảy
words-sunday = Chủ Nhật
words-zone-vietnam = giờ Việt Nam
words-datetime = { $clock } { $weekday }, { $date } ({ $zone })
words-day = { $weekday }, { $date }
