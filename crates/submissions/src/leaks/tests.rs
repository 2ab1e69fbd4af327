//! Names in verse, in prose, in capitals, without diacritics.

use proptest::prelude::*;

use super::*;

fn author() -> Author {
    Author {
        full_name: "Lò Thị Mai Hương".into(),
        birth_year: 2012,
        phone: "0912 345 678".into(),
        phone_e164: "+84912345678".into(),
        email: String::new(),
        ward: "Chiềng Sinh".into(),
        school: "Trường THCS Chiềng Sinh".into(),
        class_name: String::new(),
        guardian_name: "Lò Văn Thắng".into(),
        guardian_relation: "father".into(),
        guardian_phone: String::new(),
    }
}

#[test]
fn every_way_of_telling_is_found() {
    for (text, tells) in [
        ("Tác giả: Lò Thị Mai Hương", Tells::Author),
        ("tranh cua LO THI MAI HUONG", Tells::Author),
        ("em Mai Hương vẽ", Tells::Author),
        ("(L.T.M. Hương)", Tells::Author),
        (
            "Lo\u{300} Thi\u{323} Mai Hu\u{31B}o\u{31B}ng",
            Tells::Author,
        ),
        ("Bố em, Lò Văn Thắng, kể", Tells::Guardian),
        ("ở trường THCS Chiềng Sinh có cây ban", Tells::School),
        ("chúng em lớp 5A trồng cây", Tells::Class),
        ("gọi 0912.345.678 nhé", Tells::Phone),
        ("viết cho mai.huong@example.com.", Tells::Email),
    ] {
        let found = find(text, &author());
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert_eq!(found[0].tells, tells, "{text}");
    }
}

#[test]
fn ordinary_words_are_left_alone() {
    for text in [
        "Hương ban thơm ngát núi đồi",
        "mai hương sắc nở trên đồi",
        "Lớp học bên suối có 12 bạn",
        "Năm 2024 có 290 bài, tốn 1.900.000 đồng",
        "Trường học của em xanh mát",
        "Toàn thắng rồi!",
    ] {
        assert_eq!(find(text, &author()), [], "{text}");
    }
}

#[test]
fn the_copy_covers_what_is_found_and_nothing_else() {
    let text = "Em là Lò Thị Mai Hương, lớp 7B.\n  Quê em có suối.";
    assert_eq!(
        covered_text(text, &author()),
        "Em là […], […].\n  Quê em có suối."
    );
}

proptest! {
    #[test]
    fn a_covered_text_tells_nothing_more(before in "\\PC{0,40}", after in "\\PC{0,40}") {
        let text = format!("{before} Lò Thị Mai Hương {after}");
        let covered = covered_text(&text, &author());
        prop_assert!(!covered.contains("Lò Thị Mai Hương"));
        prop_assert_eq!(find(&covered, &author()), []);
    }
}
