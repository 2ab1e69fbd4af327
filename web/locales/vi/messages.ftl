messages-title = Tin nhắn
messages-lead = Nhắc việc và báo tin. Thư viết sẵn từ dữ liệu thật, đọc lại rồi mới gửi; mỗi người mỗi ngày nhiều nhất một thư cho mỗi việc.
messages-no-server = Máy chủ chưa đặt hộp thư gửi, nên thư chờ ở đây. Chép nội dung để gửi qua Zalo hoặc tin nhắn.
messages-write = Viết cho
messages-people = { $n } người
messages-nobody = Lúc này không có ai cần nhắc.
messages-jurors = Nhắc giám khảo còn bài
messages-jurors-hint = Vòng chấm đang mở, chưa chấm xong
messages-drafts = Nhắc bài chưa gửi
messages-drafts-hint = Đã bắt đầu, có tên tác giả, chưa bấm gửi
messages-winners = Báo tin cho tác giả đạt giải
messages-winners-hint = Kèm giờ và nơi trao giải nếu đã đặt
messages-outbox = Thư đã viết
messages-none = Chưa có thư nào.
messages-subject = Tiêu đề
messages-recipient = Gửi đến
messages-at = Viết lúc
messages-state = Trạng thái
messages-state-waiting = Chờ gửi
messages-state-sent = Đã gửi
messages-state-refused = Bị từ chối, xem lại địa chỉ
messages-texts = Ai không có thư điện tử thì nhận tin nhắn không dấu, không có đường dẫn.
messages-state-failed = Không gửi được
messages-attempts = { $n } lần thử
messages-again = Gửi lại
letters-lead = Bỏ dấu chọn ở thư không muốn gửi, mở thư để sửa. Người không có thư điện tử: chép nội dung, gửi qua tin nhắn.
letters-prepare = Viết { $n } thư
letters-nobody = Lúc này không có ai cần nhắc.
letters-no-mail = không có thư điện tử
letters-subject = Tiêu đề
letters-body = Nội dung
letters-text = Ghi tiêu đề và nội dung, nhiều nhất 200 và 4.000 ký tự.
letters-unticked = Thư bỏ chọn sẽ không gửi trong hôm nay.
letters-post = Gửi ({ $n })
letters-today = Hôm nay
letters-state-pending = Chờ đọc lại
letters-state-sent = Đã chuyển để gửi
letters-state-handed = Tự chuyển
letters-state-dropped = Bỏ qua
letters-handed-hint = Không dấu và không có đường dẫn, để gửi bằng tin nhắn điện thoại.
letters-short = Tin nhắn
letters-jurors-subject = Còn { $n } bài chờ chấm
letters-jurors-body =
    Kính gửi { $name },

    Cuộc thi “{ $contest }” còn { $n } bài chờ ông/bà chấm. Hạn chấm: { $until }.

    Trang chấm: { $link }

    Trân trọng cảm ơn.
letters-drafts-subject = Bài “{ $title }” chưa gửi
letters-drafts-body =
    Kính gửi { $name },

    Bài dự thi “{ $title }” của { $author } trong cuộc thi “{ $contest }” đã bắt đầu nhưng chưa gửi. Hạn nhận bài: { $until }.

    Mời mở lại đường dẫn riêng đã lưu của bài để hoàn tất. Cần giúp xin gọi { $phone }.
letters-winners-subject = Chúc mừng: { $award } – { $contest }
letters-winners-body =
    Kính gửi { $name },

    Ban Tổ chức trân trọng báo tin: tác phẩm “{ $title }” của { $author } đạt { $award }, thể loại { $category }, cuộc thi “{ $contest }”.

    { $evening }

    Kết quả: { $link }
