//! Invented works, people and moments that the samples of several pages share.

use super::enter::following::{Following, Keep};
use super::parts::{
    Award, Choice, Contact, HeldFile, InitiativeView, PaintingView, Phrase, SongView, TilesView,
    WorkCard, WorkView,
};

/// 23:59, 30 September 2024 in Sơn La.
pub const CLOSES: i64 = 1_727_715_540_000;
/// 19:30, 7 October 2024 in Sơn La.
pub const ANNOUNCED: i64 = 1_728_304_200_000;
/// 14:32, 27 September 2024 in Sơn La.
pub const NOW: i64 = 1_727_422_320_000;
/// 08:00, 15 July 2024 in Sơn La.
pub const OPENS: i64 = 1_721_005_200_000;

/// The address under which sample pages think they stand.
pub const BASE: &str = "/vi/sonla-2024";

/// Whom sample pages name.
#[must_use]
pub fn contact() -> Contact {
    Contact {
        office: "Phòng Văn hóa và Thông tin thành phố Sơn La".into(),
        phone: "0212 3000 000".into(),
        email: "cuocthi@sonla.example".into(),
    }
}

/// The four categories as answers.
#[must_use]
pub fn categories() -> Vec<Choice> {
    vec![
        Choice::new("song", "Bài hát"),
        Choice::new("painting", "Tranh vẽ"),
        Choice::new("poem", "Thơ"),
        Choice::new("initiative", "Sáng kiến, giải pháp"),
    ]
}

/// The same, each with the address of `page` for it.
#[must_use]
pub fn category_tabs(page: &str) -> Vec<Choice> {
    categories()
        .into_iter()
        .map(|choice| Choice {
            hint: Some(format!("{BASE}/{page}/{}", choice.value)),
            ..choice
        })
        .collect()
}

/// A few works in a list.
#[must_use]
pub fn cards() -> Vec<WorkCard> {
    let card = |code: &str, title: &str, kind: &str, credit: &str, award: Option<Award>| {
        WorkCard {
        href: Some(format!("{BASE}/works/{code}")),
        title: title.into(),
        kind: kind.into(),
        credit: credit.into(),
        image: (kind == "painting").then(|| format!("/m/{code}/400.jpg")),
        width: 320,
        height: 240,
        excerpt: (kind == "poem")
            .then(|| "Sáng nay ban trắng triền đồi\nEm mang cặp sách xuống đồi học chung\nÔng già tóc trắng như sương\nNghe con đọc chữ, rưng rưng mắt cười".into()),
        award,
    }
    };
    vec![
        card(
            "T-0014-H",
            "Lớp học bên suối Nặm La",
            "painting",
            "Học sinh · Trường THCS Chiềng Sinh",
            Some(Award::new("first", "Giải Nhất")),
        ),
        card(
            "P-0031-C",
            "Ông học chữ",
            "poem",
            "Cà Văn Thuận",
            Some(Award::new("second", "Giải B")),
        ),
        card(
            "T-0102-M",
            "Cả bản cùng trồng rừng",
            "painting",
            "Lò Thị Mai Hương",
            Some(Award::new("third", "Giải Ba")),
        ),
        card(
            "B-0003-R",
            "Thành phố mùa ban, thành phố học",
            "song",
            "Quàng Đức Anh",
            Some(Award::new("mention", "Khuyến khích")),
        ),
        card(
            "S-0027-A",
            "Thư viện xe đạp cho các bản xa",
            "initiative",
            "Nhóm tác giả Trường Tiểu học Quyết Tâm",
            None,
        ),
        card(
            "T-0179-K",
            "Dòng sông biết kể chuyện khí hậu của những năm mẹ còn bé",
            "painting",
            "Học sinh · T-0179-K",
            None,
        ),
    ]
}

/// A painting to look at.
#[must_use]
pub fn painting() -> WorkView {
    WorkView {
        kind: "painting".into(),
        painting: Some(PaintingView {
            image: "/m/T-0014-H/1600.jpg".into(),
            large: "/m/T-0014-H/large.jpg".into(),
            tiles: Some(TilesView {
                base: "/m/T-0014-H/tile".into(),
                width: 4_000,
                height: 3_000,
                side: 512,
            }),
            alt: "Trẻ em và người già ngồi học bên suối, hoa ban nở trên đồi".into(),
            technique: "Màu nước trên giấy, khổ A3".into(),
        }),
        ..WorkView::default()
    }
}

/// A poem to read.
#[must_use]
pub fn poem() -> WorkView {
    let stanza = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect();
    WorkView {
        kind: "poem".into(),
        poem: Some(vec![
            stanza(&[
                "  Sáng nay ban trắng triền đồi",
                "Em mang cặp sách xuống đồi học chung",
                "  Ông già tóc trắng như sương",
                "Nghe con đọc chữ, rưng rưng mắt cười",
            ]),
            stanza(&[
                "  Bảy mươi tuổi, chữ còn tươi",
                "Bàn tay cầm cuốc học người cầm nghiên",
                "  Mưa về, nước lũ triền miên",
                "Học cách giữ đất, giữ miền ban xưa",
            ]),
        ]),
        ..WorkView::default()
    }
}

/// A song to listen to.
#[must_use]
pub fn song() -> WorkView {
    WorkView {
        kind: "song".into(),
        song: Some(SongView {
            audio: "/m/B-0003-R/listen.mp3".into(),
            seconds: 214,
            peaks: "M0 24V20M8 34V14M16 40V8M24 36V12M32 30V18M40 42V6M48 38V10M56 28V20M64 44V4M72 40V8M80 30V18M88 36V12M96 42V6M104 32V16M112 28V20M120 38V10M128 44V4M136 36V12M144 30V18M152 40V8".into(),
            lyrics: poem().poem.unwrap_or_default(),
            sheets: Vec::new(),
            sheet: None,
        }),
        ..WorkView::default()
    }
}

/// An initiative to study.
#[must_use]
pub fn initiative() -> WorkView {
    WorkView {
        kind: "initiative".into(),
        initiative: Some(InitiativeView {
            problem: "Mùa mưa đường vào ba bản bị chia cắt, học sinh nghỉ học 10–15 ngày mỗi năm và không có sách đọc.".into(),
            solution: "Một xe đạp thồ mang 120 cuốn sách đi luân phiên ba bản, mỗi bản giữ một tuần; người lớn tuổi kể chuyện khí hậu địa phương để các em ghi lại.".into(),
            result: "Sau 6 tháng: 214 lượt mượn, 38 người lớn cùng đọc, 12 câu chuyện được chép lại.".into(),
            adopters: "Hai trường tiểu học đã xin làm theo.".into(),
            cost: "4.200.000 đ cho một xe, gồm xe cũ sửa lại và bạt che mưa.".into(),
            pages: vec!["/m/S-0027-A/page-1.jpg".into()],
            document: None,
        }),
        ..WorkView::default()
    }
}

/// A file as the server keeps it.
#[must_use]
pub fn held() -> HeldFile {
    HeldFile {
        name: "IMG_2041.jpg".into(),
        size: 4_210_000,
        preview: Some("/m/T-0179-K/400.jpg".into()),
        hash: "3f7a9c0e5b1d48c2a6e4f1907bd2c85e9a3471f06cd82be5174a90fe63d2b81c".into(),
        href: None,
        advice: vec![Phrase::new(
            "advice-small-for-print",
            &[("encoding", "".into())],
        )],
    }
}

/// An original on its way.
#[must_use]
pub fn following(state: &str) -> Following {
    Following {
        href: "/vi/b/9f2kq7/uploads/0192".into(),
        form_action: "/vi/b/9f2kq7/uploads/0192/file".into(),
        name: "tranh-cua-em.jpg".into(),
        size: 4_312_000,
        received: if state == "waiting" {
            1_572_864
        } else {
            4_312_000
        },
        hash: "9c1185a5c5e9fc54612808977ee8f548b2258d31e0a4c3b1a2f7e6d5c4b3a291".into(),
        state: state.into(),
        altered: false,
        refusal: (state == "refused").then(|| Phrase::new("refusal-broken", &[])),
        until: CLOSES,
    }
}

/// How to come back to a draft.
#[must_use]
pub fn keep() -> Keep {
    Keep {
        private_link: "https://thi.sonla.example/vi/b/9f2kq7xw31".into(),
        qr: "<svg viewBox=\"0 0 7 7\"><path d=\"M0 0h3v3H0zM4 0h3v3H4zM0 4h3v3H0zM4 4h1v1H4zM6 6h1v1H6z\"/></svg>".into(),
        following: vec![following("waiting")],
    }
}
