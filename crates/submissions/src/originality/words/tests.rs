use std::collections::HashSet;

use proptest::prelude::*;

use super::{agree::Agreement, *};

fn script(text: &str) -> Script {
    Script {
        parts: vec![text.to_owned()],
        given: vec!["Thành phố học tập toàn cầu tôi yêu".to_owned()],
    }
}

fn compare(a: &str, b: &str) -> Agreement {
    agree(&script(a), &script(b), &HashSet::new())
}

const RIVER: &str = "Sông Đà nước chảy đôi bờ\nHoa ban trắng nở đợi chờ ai sang\nNgười đi qua mấy mùa ban\nCòn nghe tiếng suối hát ngang lưng trời";
const OTHER: &str = "Em ngồi bên cửa lớp con\nVẽ thêm một bản cho tròn ước mơ\nsong da nuoc chay doi bo\nhoa ban trang no doi cho ai sang\nMai sau lớn chẳng ngu ngơ";
const NEW: &str = "Mẹ dệt khăn piêu bên bếp\nSợi chàm nhuộm nắng ban mai\nBà kể chuyện ngày xưa ấy\nCả bản ngồi nghe đêm dài";

#[test]
fn two_verses_without_marks_are_found_and_shown() {
    let found = compare(RIVER, OTHER);
    assert!(found.is_alike(), "{found:?}");
    assert_eq!((found.words, found.lines), (14, 2));
    let (_, right) = shown(&script(RIVER), &script(OTHER));
    let marked: Vec<&str> = right
        .iter()
        .flatten()
        .filter(|p| p.shared)
        .map(|p| p.text.as_str())
        .collect();
    assert_eq!(
        marked,
        [
            "song da nuoc chay doi bo",
            "hoa ban trang no doi cho ai sang"
        ]
    );
    let keys: HashSet<i64> = script(RIVER).keys().into_iter().collect();
    assert!(
        script(OTHER)
            .keys()
            .iter()
            .filter(|k| keys.contains(k))
            .count()
            >= 3
    );
}

#[test]
fn works_of_their_own_share_nothing() {
    assert_eq!(compare(RIVER, NEW).words, 0);
    assert!(!compare(RIVER, NEW).is_alike());
}

#[test]
fn what_the_contest_gives_to_everybody_is_no_likeness() {
    let a = format!("{RIVER}\nThành phố học tập toàn cầu tôi yêu");
    let b = format!("{NEW}\nthanh pho hoc tap TOAN CAU toi yeu");
    assert_eq!(compare(&a, &b).words, 0);
    let keys: HashSet<i64> = script(&a).keys().into_iter().collect();
    assert!(script(&b).keys().iter().all(|k| !keys.contains(k)));
}

#[test]
fn what_many_write_counts_only_where_it_is_half_of_the_work() {
    let phrase = "em vẽ bức tranh này để tặng cô giáo và các bạn của em";
    let common = script(phrase).run_hashes();
    let (a, b) = (format!("{RIVER}\n{phrase}"), format!("{NEW}\n{phrase}"));
    let found = agree(&script(&a), &script(&b), &common);
    assert_eq!(found.rare, 0);
    assert!(!found.is_alike());
    assert!(agree(&script(phrase), &script(phrase), &common).is_alike());
}

#[test]
fn shown_lines_are_the_text_itself() {
    let text = "  Một — hai, ba! \n\nbốn… năm?  ";
    let (lines, _) = shown(&script(text), &script(text));
    let again: Vec<String> = lines
        .iter()
        .map(|l| l.iter().map(|p| p.text.as_str()).collect())
        .collect();
    assert_eq!(again.join("\n"), text);
}

proptest! {
    #[test]
    fn likeness_is_symmetric_and_within_bounds(a in "([a-d]{1,2}[ \n]){0,60}", b in "([a-d]{1,2}[ \n]){0,60}") {
        let (there, back) = (compare(&a, &b), compare(&b, &a));
        prop_assert_eq!(there, back);
        prop_assert!((0..=1_000).contains(&there.permille()));
        prop_assert!(there.rare <= there.words && there.words <= there.of);
    }

    #[test]
    fn a_text_is_wholly_like_itself_in_any_dress(words in prop::collection::vec("[a-zăâđêôơư]{1,6}", 5..60)) {
        let text = words.join(" ");
        let loud = format!("  {}.", words.join("\t").to_uppercase());
        let found = compare(&text, &loud);
        prop_assert_eq!(found.permille(), 1_000);
        prop_assert_eq!(script(&text).keys(), script(&loud).keys());
    }

    /// The guarantee of winnowing (§3): a shared run of RUN + WINDOW - 1 words leaves a shared key.
    #[test]
    fn a_long_enough_run_always_leaves_a_shared_key(
        run in prop::collection::vec("[a-z]{3,8}", (RUN + WINDOW - 1)..20),
        before in prop::collection::vec("[0-9]{4,8}", 0..30),
        after in prop::collection::vec("[A-Z]{9,12}", 0..30),
    ) {
        let a = format!("{} {}", before.join(" "), run.join(" "));
        let b = format!("{} {}", run.join(" "), after.join(" "));
        let keys: HashSet<i64> = script(&a).keys().into_iter().collect();
        prop_assert!(script(&b).keys().iter().any(|k| keys.contains(k)));
    }
}
