//! Names in verse, in prose, in capitals, without diacritics.

use proptest::prelude::*;

use super::*;

fn makers() -> Makers {
    Makers {
        authors: vec![
            "Lò Thị Mai Hương".into(),
            "Cà Văn Thuận".into(),
            "Hà Giang".into(),
        ],
        guardian: "Lò Văn Thắng".into(),
        groups: vec!["Trường THCS Chiềng Sinh".into(), "Nhóm Ban Trắng".into()],
        class: "Lớp Chồi Non".into(),
    }
}

fn covered(text: &str) -> String {
    covered_text(text, &find(text, &makers()))
}

#[test]
fn every_way_of_telling_is_found() {
    for (text, passage, tells) in [
        (
            "Tác giả: Lò Thị Mai Hương",
            "Lò Thị Mai Hương",
            Tells::Author,
        ),
        (
            "tranh cua LO THI MAI HUONG",
            "LO THI MAI HUONG",
            Tells::Author,
        ),
        ("em Mai Hương vẽ", "Mai Hương", Tells::Author),
        ("bạn Lò Hương vẽ", "Lò Hương", Tells::Author),
        ("(L.T.M. Hương)", "L.T.M. Hương", Tells::Author),
        ("ký: L.T.M.H.", "L.T.M.H", Tells::Author),
        ("Em tên là Hương.", "Hương", Tells::Author),
        ("cùng bạn cà văn thuận", "cà văn thuận", Tells::Author),
        ("bạn Hà Giang kể", "Hà Giang", Tells::Author),
        ("lothimaihuong_tranh.jpg", "lothimaihuong", Tells::Author),
        (
            "Lo\u{300} Thi\u{323} Mai Hu\u{31B}o\u{31B}ng",
            "Lo\u{300} Thi\u{323} Mai Hu\u{31B}o\u{31B}ng",
            Tells::Author,
        ),
        ("Bố em, Lò Văn Thắng, kể", "Lò Văn Thắng", Tells::Guardian),
        (
            "ở trường THCS Chiềng Sinh có cây ban",
            "trường THCS Chiềng Sinh",
            Tells::Group,
        ),
        (
            "Thư viện THCS Chiềng Sinh",
            "THCS Chiềng Sinh",
            Tells::Group,
        ),
        ("của nhóm Ban Trắng", "nhóm Ban Trắng", Tells::Group),
        ("chúng em lớp 5A trồng cây", "lớp 5A", Tells::Class),
        ("các bạn Lớp Chồi Non", "Lớp Chồi Non", Tells::Class),
        ("gọi 0912.345.678 nhé", "0912.345.678", Tells::Phone),
        ("gọi +84 912 345 678 nhé", "+84 912 345 678", Tells::Phone),
        ("gọi 84912345678 nhé", "84912345678", Tells::Phone),
        (
            "viết cho mai.huong@example.com.",
            "mai.huong@example.com",
            Tells::Email,
        ),
    ] {
        let found = find(text, &makers());
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert_eq!(&text[found[0].from..found[0].to], passage, "{text}");
        assert_eq!(found[0].tells, tells, "{text}");
    }
}

#[test]
fn ordinary_words_are_left_alone() {
    for text in [
        "Hương ban thơm ngát núi đồi",
        "mai hương sắc nở trên đồi",
        "từ hà giang về xuôi",
        "Lớp học bên suối có 12 bạn",
        "Năm 2024 có 290 bài, tốn 1.900.000 đồng",
        "có 82 345 678 900 hạt thóc",
        "Trường học của em xanh mát",
        "Toàn thắng rồi! Ban trắng núi đồi",
        "giá 5@ một cân",
    ] {
        assert_eq!(find(text, &makers()), [], "{text}");
    }
}

#[test]
fn nobody_known_finds_nothing_but_addresses() {
    let nobody = Makers::default();
    assert_eq!(find("Lò Thị Mai Hương vẽ", &nobody), []);
    assert_eq!(find("gọi 0912345678", &nobody).len(), 1);
}

#[test]
fn the_copy_covers_what_is_found_and_nothing_else() {
    assert_eq!(
        covered("Em là Lò Thị Mai Hương, lớp 7B.\n  Quê em có suối."),
        "Em là […], […].\n  Quê em có suối."
    );
}

proptest! {
    #[test]
    fn a_covered_text_tells_nothing_more(before in "\\PC{0,40}", after in "\\PC{0,40}") {
        let text = format!("{before} Lò Thị Mai Hương {after}");
        let covered = covered(&text);
        prop_assert!(!covered.contains("Lò Thị Mai Hương"));
        prop_assert_eq!(find(&covered, &makers()), []);
    }
}
