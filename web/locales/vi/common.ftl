site-name = Hoa Ban
layout-skip = x
form-title-error = Lỗi:
styleguide-title = Bộ thành phần giao diện
error-phone = x
