//! Words to sing.

use crate::Seed;
use crate::dice::deal;

const TITLES: [&str; 12] = [
    "Khúc hát mùa ban",
    "Thành phố học tập tôi yêu",
    "Em đi giữa mùa xanh",
    "Trang sách và dòng suối",
    "Sơn La gọi nắng về",
    "Bài ca người gieo chữ",
    "Gió trên đèo Pha Đin",
    "Mẹ tôi đi học",
    "Hát cho hàng cây",
    "Nhịp xòe con chữ",
    "Lời ru của núi",
    "Ngày mai bắt đầu từ hôm nay",
];

const VERSES: [&str; 10] = [
    "Sáng nay sương còn ngủ trên đồi\nTiếng trống trường gọi nắng về thôi\nBàn chân nhỏ qua con suối nhỏ\nTrang vở thơm mùi hoa ban rơi",
    "Bà tôi học chữ lúc bảy mươi\nViết tên mình rồi bà mỉm cười\nBao nhiêu mùa gặt qua tay đó\nNay gặt thêm một chữ trong đời",
    "Mưa năm nay to hơn năm trước\nNước về nhanh, ta học giữ rừng\nMỗi gốc cây là người giữ đất\nMỗi con người giữ một mùa xuân",
    "Phố lên đèn thư viện còn sáng\nAi ngồi đọc giữa những hàng cây\nCha lật sách, con ngồi đếm lá\nMột buổi chiều học hết trời mây",
    "Trên nương cao chị tôi gieo hạt\nDưới mái trường em gieo ước mơ\nHạt của chị thành cơm thành gạo\nHạt của em thành tiếng thành thơ",
    "Nắng trên mái hóa thành ngọn điện\nGió trên đồi quay cánh quạt vui\nBản mình học cách thương trái đất\nBếp thôi khói và suối thôi vơi",
    "Thầy tôi đi qua mùa lũ cũ\nMang sách khô trong áo mưa dày\nLớp học mở bên nền nhà mới\nChữ nảy mầm trên những bàn tay",
    "Vòng xòe mở không ai đứng lẻ\nNgười biết rồi kéo bạn theo sau\nHọc cũng thế, tay cầm tay nhé\nChậm một chút mà đến cùng nhau",
    "Dòng Nậm La hát qua thành phố\nMang chuyện rừng kể với mái trường\nEm lắng nghe và em chép lại\nBài học đầu là bài yêu thương",
    "Đồi hôm qua còn trơ đất đỏ\nHôm nay xanh những búp tay em\nMười năm nữa dưới tầng lá ấy\nCó lớp học mở cửa ban đêm",
];

const REFRAINS: [&str; 6] = [
    "Học đi em, như cây học gió\nHọc đi anh, như suối học nguồn\nThành phố tôi, một trang sách mở\nĐọc cả đời vẫn thấy yêu hơn",
    "Ơi Sơn La, thành phố học tập\nNúi gọi tên từng đứa con xa\nHọc để giữ màu xanh cho núi\nHọc để hoa ban trắng hiên nhà",
    "La la la, ta cùng nhau hát\nMỗi ngày thêm một điều mới tinh\nTrái đất nóng, lòng ta vẫn mát\nVì bên nhau ta học hết mình",
    "Hỡi bạn ơi, đừng lo đường dốc\nTừng bậc thang là một mùa vàng\nTừng con chữ là từng bước nhỏ\nĐi với nhau qua mọi mùa màng",
    "Hát lên nào, cho rừng xanh mãi\nCho nguồn trong chảy tới mai sau\nNgười đi học là người đi tới\nThành phố này học để thương nhau",
    "Một ngọn đèn thêm một ngọn đèn\nĐêm trên bản hóa trời đầy sao\nMột người học thêm một người nữa\nThành phố tôi sáng tự khi nào",
];

/// A title and the words of a song.
pub(super) fn words(seed: Seed, index: u32) -> (String, String) {
    let title = TITLES[deal(seed.0, "song title", index, TITLES.len())];
    let first = VERSES[deal(seed.0, "verse", index * 2, VERSES.len())];
    let second = VERSES[deal(seed.0, "verse", index * 2 + 1, VERSES.len())];
    let refrain = REFRAINS[deal(seed.0, "refrain", index, REFRAINS.len())];
    (
        title.to_owned(),
        format!("{first}\n\n{refrain}\n\n{second}\n\n{refrain}"),
    )
}
