# What every page shares
site-name = Hoa Ban
layout-skip = Đến nội dung chính
layout-menu = Mục chính
layout-other-language = English
layout-sign-in = Đăng nhập (Ban Tổ chức, giám khảo)
layout-sign-out = Đăng xuất
layout-help = Hướng dẫn
layout-theme = Nền:
layout-theme-auto = Theo máy
layout-theme-light = Sáng
layout-theme-dark = Tối

nav-rules = Thể lệ
nav-gallery = Triển lãm
nav-winners = Kết quả
nav-lookup = Tra cứu bài
nav-mine = Việc của tôi
nav-contest = Trang cuộc thi

# Kinds of works
kind-song = Bài hát
kind-painting = Tranh vẽ
kind-poem = Thơ
kind-initiative = Sáng kiến

# States of an entry
state-draft = Chưa gửi
state-submitted = Đã nhận
state-returned = Chờ sửa
state-eligible = Hợp lệ
state-ineligible = Không hợp lệ
state-withdrawn = Đã rút
state-duplicate = Trùng bài

# Forms
form-title-error = Lỗi:
form-errors-title = { $n } chỗ cần sửa
form-optional = (không bắt buộc)
form-change = Sửa
form-continue = Tiếp tục
form-save = Lưu
form-send = Gửi
form-back = Quay lại
form-cancel = Thôi
form-counter-left = còn { $n } ký tự
form-counter-over = quá { $n } ký tự
form-counter-lines = { $n }/{ $max } dòng
form-limit-characters = Tối đa { $n } ký tự
form-limit-lines = Tối đa { $n } dòng
form-file-held = Đã tải lên
form-file-replace = Chọn tệp khác nếu muốn thay.
form-yes = Có
form-no = Không
form-filter = Lọc
form-all = Tất cả
dialog-close = Đóng

pager-label = Chuyển trang
pager-previous = Trang trước
pager-next = Trang sau
pager-page = Trang { $page }/{ $pages }

audio-open = Nghe tệp âm thanh
zoom-open = Xem gần
copy-do = Sao chép
copy-done = Đã sao chép
receipt-code = Mã bài dự thi
receipt-at = Nhận lúc
receipt-qr = Mã QR mở trang biên nhận
score-weight = hệ số { $weight }

# Errors that many forms share
error-required = Điền mục này.
error-title = Điền tên tác phẩm.
error-too-long = Rút ngắn còn tối đa { $max } ký tự.
error-name = Điền họ và tên.
error-phone = Điền số điện thoại 10 chữ số, ví dụ 0912 345 678.
error-email = Điền địa chỉ thư điện tử, ví dụ ten@coquan.vn.
error-year = Điền năm sinh gồm 4 chữ số, ví dụ 2012.
error-choice = Chọn một mục.
error-file-missing = Chọn tệp tác phẩm.
error-file-too-big = Tệp lớn quá { $max }. Chọn tệp nhỏ hơn.
error-file-kind = Loại tệp này không nhận được. Chọn loại tệp ghi ở trên.
error-number = Điền một số.
error-number-range = Điền số từ { $min } đến { $max }.
error-password-short = Mật khẩu cần ít nhất { $min } ký tự. Một câu dễ nhớ là tốt nhất.
error-password-same = Hai lần gõ mật khẩu chưa giống nhau.
error-reason = Ghi lý do.
credit-pupil = Học sinh, bài { $code }
credit-author = Tác giả bài { $code }
work-sheet-open = Mở bản nhạc (tệp đính kèm)
error-code = Điền mã bài như trên biên nhận, ví dụ T-0179-K.
notice-saved = Đã lưu.
refusal-empty = Tệp này rỗng. Chọn tệp khác.
refusal-too-large = Tệp lớn quá { $size }. Chọn tệp nhỏ hơn.
refusal-wrong-type = Tệp này không phải { $types }. Chọn tệp khác.
refusal-heic = Ảnh HEIC hoặc AVIF chưa đọc được. Trên iPhone, mở Cài đặt → Camera → Định dạng → «Tương thích nhất» rồi chụp lại; hoặc gửi ảnh chụp màn hình của bức ảnh.
refusal-broken = Tệp bị hỏng hoặc chưa tải đủ. Chọn lại tệp gốc.
refusal-too-many-pixels = Ảnh quá 120 triệu điểm ảnh. Giảm cỡ ảnh rồi gửi lại.
refusal-too-small = Ảnh quá nhỏ: cạnh ngắn cần ít nhất 300 điểm ảnh. Chụp lại gần hơn.
refusal-too-long = Bản ghi dài quá 15 phút.
refusal-too-short = Bản ghi ngắn hơn 1 giây.
refusal-password = Tệp có mật khẩu. Lưu lại không đặt mật khẩu rồi gửi.
refusal-macros = Tệp có macro. Lưu lại dạng .docx không macro, hoặc PDF.
refusal-too-many-pages = Tệp dài quá 200 trang.
refusal-bomb = Tệp nén bất thường nên không nhận được. Lưu lại tệp rồi gửi.
refusal-encoding = Không đọc được chữ trong tệp. Lưu lại tệp ở bảng mã UTF-8, hoặc dán nội dung vào ô chữ.
error-takes-part = Đánh dấu đồng ý dự thi để gửi bài.
error-limit-reached = Tác giả này đã gửi đủ { $max } bài ở thể loại này.
notice-ruled = Đã ghi quyết định.
error-password-long = Mật khẩu dài quá 1.000 byte.
error-password-common = Mật khẩu này quá dễ đoán. Chọn một câu khác.
error-password-context = Mật khẩu gần giống tên cuộc thi hoặc tên của mình. Chọn một câu khác.
refusal-video = Đây là tệp phim, không phải bản ghi âm. Xuất phần tiếng ra MP3 hoặc M4A rồi gửi.
refusal-old-word = Đây là tệp Word cũ (.doc). Mở tệp, chọn Lưu thành → .docx hoặc PDF rồi gửi.
advice-blurry = Ảnh có vẻ bị mờ. Nếu được, chụp lại khi máy đứng yên và đủ sáng.
advice-glare = Ảnh có vệt sáng lóa. Nếu được, chụp lại tránh đèn và nắng chiếu thẳng.
advice-small-for-print = Ảnh đủ để chấm nhưng hơi nhỏ để in khổ A4. Nếu được, gửi ảnh gốc hoặc chụp lại gần hơn.
advice-cut-short = Phần cuối bản ghi không nghe được. Nghe lại xem bản ghi có đủ không.
advice-quiet = Bản ghi nhỏ tiếng. Nếu được, thu lại gần hơn.
advice-converted = Chữ được chuyển từ bảng mã { $encoding }. Đọc lại một lượt xem có chữ nào sai không.
advice-active-content = Bản cho giám khảo xem đã bỏ các phần tự chạy hoặc tệp đính kèm bên trong.
advice-no-pages = Không vẽ được các trang của tài liệu; người xem sẽ tải tệp về.
inspect-accepted = nhận
inspect-rejected = không nhận
inspect-pages = { $n } trang
inspect-lines = { $n } dòng
