//! What pupils write beside their pictures.

use super::hand::Hand;
use crate::dice::Dice;

/// The words of one painting.
pub(super) struct Words {
    pub(super) title: String,
    pub(super) statement: String,
    pub(super) alt: String,
}

/// Titles, statements and what is to be seen, for one recipe.
struct Recipe {
    titles: [&'static str; 5],
    statements: [&'static str; 3],
    seen: &'static str,
}

/// In the order of `scenes::RECIPES`.
const WORDS: [Recipe; 18] = [
    Recipe {
        titles: [
            "Đường em đến lớp",
            "Buổi sáng ở bản",
            "Tiếng trống trường trong sương",
            "Bản em đi học",
            "Con đường có hoa ban",
        ],
        statements: [
            "Sáng nào chúng em cũng đi bộ qua bản để đến trường. Em vẽ con đường quen thuộc nhất của em.",
            "Bản em có nhà sàn, có hoa ban và có các bạn nhỏ thích đi học.",
            "Em muốn con đường đến lớp lúc nào cũng mát bóng cây.",
        ],
        seen: "Bản nhà sàn giữa núi đồi, các em nhỏ đeo cặp đi học trên con đường đất, một cây ban nở hoa",
    },
    Recipe {
        titles: [
            "Ruộng bậc thang mùa nước đổ",
            "Trâu ơi, nghe em đọc sách",
            "Mùa vàng trên nương",
            "Em học bên ruộng nhà em",
            "Bậc thang tri thức",
        ],
        statements: [
            "Ruộng bậc thang dạy em rằng muốn lên cao phải đi từng bậc một.",
            "Chiều chăn trâu em vẫn mang sách theo. Con trâu nghe em đọc chuyện.",
            "Bà em nói trời mưa nắng bây giờ khác xưa, nên phải học cách giữ nước cho ruộng.",
        ],
        seen: "Ruộng bậc thang xếp tầng trên sườn núi, em nhỏ ngồi trên lưng trâu đọc sách",
    },
    Recipe {
        titles: [
            "Dòng suối Nậm La",
            "Cây cầu nối hai bờ",
            "Thành phố bên suối",
            "Giữ sạch dòng suối quê em",
            "Suối trong, cá lội",
        ],
        statements: [
            "Em mong dòng suối chảy qua thành phố luôn trong để cá về.",
            "Cây cầu giúp các bạn bên kia suối đến lớp cả khi mùa mưa.",
            "Chúng em học cách không vứt rác xuống suối.",
        ],
        seen: "Dòng suối có cá bơi chảy dưới cây cầu cong, hai em nhỏ đứng trên cầu, phố nhỏ và núi phía sau",
    },
    Recipe {
        titles: [
            "Hoa ban trắng",
            "Mùa ban nở",
            "Cành ban bên cửa lớp",
            "Sắc ban Tây Bắc",
            "Em yêu hoa ban",
        ],
        statements: [
            "Hoa ban là loài hoa của quê em. Mùa hoa nở là lúc chúng em ôn bài thật chăm.",
            "Nếu trời nóng lên, hoa ban nở sai mùa. Em vẽ để nhớ hoa đang đẹp thế nào.",
            "Em nhìn hoa ban qua cửa sổ lớp học và vẽ lại bằng tất cả màu em có.",
        ],
        seen: "Cành hoa ban trắng hồng nở to phía trước, núi xanh nhiều lớp và nhà sàn phía sau",
    },
    Recipe {
        titles: [
            "Vòng xòe đoàn kết",
            "Đêm hội bản em",
            "Nắm tay nhau cùng học",
            "Xòe quanh bếp lửa",
            "Vòng tay lớn",
        ],
        statements: [
            "Vòng xòe không có người đứng ngoài. Em muốn lớp học cũng như vậy.",
            "Bà dạy em điệu xòe, em dạy bà đọc chữ.",
            "Đêm hội ai cũng nắm tay nhau, già trẻ đều vui.",
        ],
        seen: "Mọi người nắm tay thành vòng xòe quanh bếp lửa dưới trăng sao, hai bên là nhà sàn sáng đèn",
    },
    Recipe {
        titles: [
            "Sân trường giờ ra chơi",
            "Ngôi trường em yêu",
            "Ngày khai giảng",
            "Trường em dưới chân núi",
            "Lá cờ trên sân trường",
        ],
        statements: [
            "Trường em tường vàng mái đỏ, đứng ở đâu trong bản cũng nhìn thấy.",
            "Giờ ra chơi chúng em đọc sách dưới gốc cây.",
            "Em mong bạn nào cũng được đến trường.",
        ],
        seen: "Ngôi trường tường vàng mái đỏ, lá cờ đỏ sao vàng trên cột, các em nhỏ vui chơi trên sân",
    },
    Recipe {
        titles: [
            "Cây sách",
            "Dưới bóng cây tri thức",
            "Cây nở ra sách",
            "Hái một cuốn sách",
            "Tán cây biết kể chuyện",
        ],
        statements: [
            "Cây của em ra quả là sách, ai cũng được hái, hái rồi lại mọc.",
            "Trồng một cây, đọc một cuốn sách, năm nào em cũng làm cả hai.",
            "Trời càng nóng, bóng cây và cuốn sách càng quý.",
        ],
        seen: "Cây cổ thụ có những cuốn sách mở giữa tán lá, các em nhỏ ngồi đọc dưới bóng mát",
    },
    Recipe {
        titles: [
            "Thư viện của chúng em",
            "Căn phòng đầy ắp sách",
            "Giờ đọc sách",
            "Cửa sổ nhìn ra núi",
            "Tủ sách lớp em",
        ],
        statements: [
            "Thư viện nhỏ thôi nhưng qua cửa sổ em thấy cả dãy núi.",
            "Em thích nhất tiết đọc sách, cả lớp im lặng mà rất vui.",
            "Sách cũ của anh chị để lại cho chúng em, chúng em để lại cho các em.",
        ],
        seen: "Phòng đọc với hai giá sách nhiều màu, cửa sổ nhìn ra núi, các em nhỏ ngồi đọc trên thảm",
    },
    Recipe {
        titles: [
            "Bà học cùng em",
            "Lớp học của bà",
            "Bà kể chuyện bản",
            "Học suốt đời",
            "Bà và cháu đọc sách",
        ],
        statements: [
            "Bà em bảy mươi tuổi mới học chữ. Em là cô giáo của bà.",
            "Bà kể chuyện ngày xưa suối nhiều nước thế nào, em ghi lại vào vở.",
            "Ai cũng có thể là thầy cô, ai cũng có thể là học trò.",
        ],
        seen: "Bà đội khăn piêu đọc sách cùng các cháu trước ngôi nhà sàn",
    },
    Recipe {
        titles: [
            "Ngọn đèn học khuya",
            "Đêm sao bản em",
            "Ánh sáng từ mặt trời",
            "Ô cửa sáng đèn",
            "Đọc sách dưới trăng",
        ],
        statements: [
            "Nhà em có tấm pin mặt trời nên tối em vẫn có đèn học bài.",
            "Đêm ở bản nhiều sao lắm, mỗi ô cửa sáng là một bạn đang học.",
            "Mẹ đi học lớp buổi tối, em chờ mẹ bên ngọn đèn.",
        ],
        seen: "Đêm trăng sao, ngôi nhà sàn sáng đèn, một em nhỏ ngồi đọc sách gần tấm pin mặt trời",
    },
    Recipe {
        titles: [
            "Thuyền sách ra khơi",
            "Sách chở em đi",
            "Con thuyền tri thức",
            "Trên sông Đà",
            "Ra biển lớn bằng trang sách",
        ],
        statements: [
            "Em chưa được thấy biển, nhưng cuốn sách đã chở em ra đó.",
            "Mỗi cuốn sách là một con thuyền, ai biết đọc là người cầm lái.",
            "Nước dâng thì mình học đóng thuyền.",
        ],
        seen: "Các em nhỏ ngồi trên con thuyền là cuốn sách mở có cánh buồm, giữa sông nước và núi",
    },
    Recipe {
        titles: [
            "Leo núi sách",
            "Bậc thang bằng sách",
            "Đỉnh núi của em",
            "Từng bước một",
            "Núi cao bao nhiêu, em học bấy nhiêu",
        ],
        statements: [
            "Em xếp sách thành núi, leo hết một chồng là thấy xa hơn một chút.",
            "Bạn nào lên trước thì đưa tay kéo bạn sau.",
            "Học không bao giờ hết, cũng như núi quê em.",
        ],
        seen: "Những chồng sách cao dần như bậc thang, các em nhỏ leo lên và vẫy tay trên đỉnh",
    },
    Recipe {
        titles: [
            "Khinh khí cầu chở sách",
            "Sách bay về bản",
            "Bay trên thành phố em",
            "Món quà từ bầu trời",
            "Em bay cùng trang sách",
        ],
        statements: [
            "Khinh khí cầu không khói, chở sách đến những bản xa nhất.",
            "Em muốn nhìn thành phố học tập của em từ trên cao.",
            "Nếu đường bị mưa lũ chia cắt thì sách sẽ bay đến.",
        ],
        seen: "Khinh khí cầu nhiều màu chở những chồng sách bay trên phố núi, các em nhỏ vẫy tay",
    },
    Recipe {
        titles: [
            "Quê em trong trang sách",
            "Thung lũng mở ra",
            "Cuốn sách Sơn La",
            "Mở sách ra là thấy núi",
            "Trang sách xanh",
        ],
        statements: [
            "Em mở sách ra và thấy cả thung lũng của mình đứng dậy.",
            "Ai đọc cuốn sách này sẽ biết vì sao phải giữ rừng.",
            "Em muốn viết một cuốn sách về bản em.",
        ],
        seen: "Cuốn sách lớn mở ra, trên trang sách mọc lên núi, nhà sàn, trường học và cây ban; hai em nhỏ đứng hai bên",
    },
    Recipe {
        titles: [
            "Gió và nắng giúp em học",
            "Năng lượng xanh trên đồi",
            "Chong chóng khổng lồ",
            "Bản em dùng điện mặt trời",
            "Ngày mai xanh",
        ],
        statements: [
            "Gió trên đồi nhà em mạnh lắm, em nghĩ gió cũng biết làm việc.",
            "Điện từ nắng thắp đèn cho lớp học buổi tối của bố mẹ em.",
            "Em học về biến đổi khí hậu và nghĩ ra bản làng không khói.",
        ],
        seen: "Quạt gió trên triền núi, tấm pin mặt trời bên nhà sàn, hai em nhỏ đứng trước",
    },
    Recipe {
        titles: [
            "Mưa về trên lối học",
            "Những chiếc ô xinh",
            "Trời mưa vẫn đến lớp",
            "Hứng nước mưa",
            "Cơn mưa đầu mùa",
        ],
        statements: [
            "Mưa to hơn mọi năm, chúng em rủ nhau đi chung ô đến thư viện.",
            "Lớp em học cách hứng nước mưa để tưới cây mùa khô.",
            "Em thích tiếng mưa trên mái nhà sàn khi em đọc sách.",
        ],
        seen: "Trời mưa, mây xám, các em nhỏ che ô nhiều màu đi về phía ngôi nhà dưới chân núi",
    },
    Recipe {
        titles: [
            "Trồng cây gây rừng",
            "Đồi trọc thay áo mới",
            "Mỗi em một mầm xanh",
            "Tưới cho mai sau",
            "Cây em trồng hôm nay",
        ],
        statements: [
            "Cây em trồng hôm nay sẽ cao hơn em khi em học lớp chín.",
            "Sau trận lũ, trường em trồng lại cây trên đồi.",
            "Ông bà trồng cây cho em bóng mát, em trồng cho người sau.",
        ],
        seen: "Các em nhỏ tưới những cây non trên sườn đồi, bên cạnh là cây ban đang nở hoa",
    },
    Recipe {
        titles: [
            "Trái Đất mỉm cười",
            "Một Trái Đất, một lớp học",
            "Em bảo vệ hành tinh xanh",
            "Ý tưởng xanh",
            "Trái Đất trong vòng tay em",
        ],
        statements: [
            "Trái Đất đang nóng, chúng em học để Trái Đất lại mỉm cười.",
            "Cả Trái Đất là một lớp học lớn, ai cũng là bạn cùng lớp.",
            "Em vẽ một vòng hoa ban tặng Trái Đất.",
        ],
        seen: "Hình tròn lớn ở giữa toả sáng giữa hoa và lá, phía dưới các em nhỏ đứng nắm tay và vẫy chào",
    },
];

/// Words for a recipe, in one pupil's choice.
pub(super) fn words(recipe: usize, hand: Hand, dice: &mut Dice) -> Words {
    let recipe = &WORDS[recipe];
    let technique = match hand {
        Hand::Crayon => "Tranh sáp màu",
        Hand::Watercolour => "Tranh màu nước",
        Hand::Gouache => "Tranh màu bột",
        Hand::InkWash => "Tranh mực nho",
        Hand::PaperCut => "Tranh xé dán giấy màu",
        Hand::Pencil => "Tranh bút chì màu",
        Hand::Batik => "Tranh theo lối vẽ sáp ong nhuộm chàm",
    };
    Words {
        title: (*dice.pick(&recipe.titles)).to_owned(),
        statement: (*dice.pick(&recipe.statements)).to_owned(),
        alt: format!("{technique}: {}.", recipe.seen),
    }
}
