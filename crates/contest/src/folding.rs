//! How Vietnamese text is compared: stored as NFC, searched without case, tone, hat or đ, listed in the order of its alphabet.

use std::{cmp::Ordering, sync::LazyLock};

use icu_collator::{CollatorBorrowed, CollatorPreferences, options::CollatorOptions};
use icu_locale_core::locale;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Text as it is stored: NFC, without control characters but tab and line feed, trimmed at both ends.
#[must_use]
pub fn tidy(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let kept: String = text.nfc().filter(|c| !is_unwanted(*c)).collect();
    kept.trim().to_owned()
}

/// One line of text: [`tidy`], with every run of white space made one space.
#[must_use]
pub fn tidy_line(text: &str) -> String {
    tidy(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Verse keeps its lines, its indents and one empty line between stanzas; ends of lines and of the text go.
#[must_use]
pub fn tidy_verse(text: &str) -> String {
    let tidied = tidy(&format!("|{text}"));
    let body = tidied.strip_prefix('|').unwrap_or(&tidied);
    let mut lines: Vec<&str> = Vec::new();
    for line in body.lines().map(str::trim_end) {
        if !(line.is_empty() && lines.last().is_none_or(|last| last.is_empty())) {
            lines.push(line);
        }
    }
    lines.join("\n").trim_end().to_owned()
}

/// Control characters and the invisible marks that make text show other than it is stored (bidi, zero width).
fn is_unwanted(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// The same text without marks, đ as d: a short message of the telephone holds 160 such letters, but 70 with marks.
#[must_use]
pub fn unmarked(text: &str) -> String {
    text.nfd()
        .filter(|c| !is_combining_mark(*c))
        .map(|c| match c {
            'đ' => 'd',
            'Đ' => 'D',
            other => other,
        })
        .collect()
}

/// Text for searching: lower case, no marks, đ as d, single spaces. «Hòa» and «hoà» fold alike.
#[must_use]
pub fn fold(text: &str) -> String {
    let bare = unmarked(text).to_lowercase();
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Vietnamese order of letters and tones: CLDR's tailoring `vi`, where ă, â, đ, ê, ô, ơ, ư are letters of their own and the
/// tones follow one another as ngang, huyền, hỏi, ngã, sắc, nặng.
static ALPHABET: LazyLock<CollatorBorrowed<'static>> = LazyLock::new(|| {
    let vietnamese = CollatorPreferences::from(&locale!("vi"));
    CollatorBorrowed::try_new(vietnamese, CollatorOptions::default())
        .expect("the tailoring is compiled in")
});

/// The order of two texts in the Vietnamese alphabet; texts that are written alike are equal.
#[must_use]
pub fn by_alphabet(a: &str, b: &str) -> Ordering {
    ALPHABET.compare(a, b)
}

/// «Lò Thị Mai | Hương»: the given name is the last word.
#[must_use]
pub fn split_name(name: &str) -> (&str, &str) {
    name.rsplit_once(' ').unwrap_or(("", name))
}

/// The order of a Vietnamese list of names: by given name, then by family and middle names.
#[must_use]
pub fn by_given_name(a: &str, b: &str) -> Ordering {
    let ((family, given), (other_family, other_given)) = (split_name(a), split_name(b));
    by_alphabet(given, other_given).then_with(|| by_alphabet(family, other_family))
}

/// A text for a short message: without marks, which would cost three times as much, in one line, without links, which people
/// are warned of; [`MOST_SHORT`] characters at most, cut between words.
#[must_use]
pub fn short_message(text: &str) -> String {
    let mut short = String::new();
    for word in unmarked(text).split_whitespace() {
        if word.starts_with("http") {
            continue;
        }
        if short.chars().count() + 1 + word.chars().count() > MOST_SHORT {
            break;
        }
        if !short.is_empty() {
            short.push(' ');
        }
        short.push_str(word);
    }
    short
}

/// Three short messages in one, as telephones join them (3GPP TS 23.040).
pub const MOST_SHORT: usize = 459;

/// A Vietnamese telephone number in E.164, from any usual way of writing it; foreign numbers need their `+`.
#[must_use]
pub fn phone_e164(text: &str) -> Option<String> {
    let text = text.trim();
    if text
        .chars()
        .any(|c| !c.is_ascii_digit() && !matches!(c, '+' | ' ' | '.' | '-' | '(' | ')'))
    {
        return None;
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let national = match (
        text.starts_with('+'),
        digits.strip_prefix("84"),
        digits.strip_prefix('0'),
    ) {
        (true, None, _) if (8..=15).contains(&digits.len()) => return Some(format!("+{digits}")),
        (_, Some(rest), _) if rest.len() >= 9 => rest,
        (false, _, Some(rest)) => rest,
        _ => return None,
    };
    ((9..=10).contains(&national.len()) && !national.starts_with('0'))
        .then(|| format!("+84{national}"))
}

/// A printed code however it is typed: upper case, without hyphens and blanks.
#[must_use]
pub fn printed_code(typed: &str) -> String {
    let kept = typed.chars().filter(char::is_ascii_alphanumeric);
    kept.map(|c| c.to_ascii_uppercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_forgets_case_tone_hat_and_bar() {
        assert_eq!(fold("Đường về  Chiềng Lề"), "duong ve chieng le");
        assert_eq!(fold("hoà"), fold("Hòa"));
        assert_eq!(fold("e\u{302}\u{301}"), "e");
    }

    #[test]
    fn tidying_composes_and_drops_what_cannot_be_seen() {
        assert_eq!(tidy("  Nguye\u{302}\u{303}n\u{202E}\r\nA\0 "), "Nguyễn\nA");
        assert_eq!(tidy_line(" Lò \n Văn\tA "), "Lò Văn A");
    }

    #[test]
    fn verse_keeps_lines_indents_and_stanzas() {
        let typed = "\r\n  Trăm năm trong cõi  \r\nChữ tài\n\n\n\n   Trải qua\n";
        assert_eq!(
            tidy_verse(typed),
            "  Trăm năm trong cõi\nChữ tài\n\n   Trải qua"
        );
    }

    #[test]
    fn names_stand_by_the_given_name_in_the_order_of_letters_and_tones() {
        let mut names = [
            "Lò Văn Ánh",
            "Cầm Thị An",
            "Vàng A Páo",
            "Bạc Thị An",
            "Hà Ân",
            "Lò Ăn",
            "Lường Đức",
            "Lò Dung",
            "Quàng Bà",
            "Quàng Bả",
            "Quàng Bá",
            "Quàng Bạ",
            "Quàng Bã",
        ];
        names.sort_by(|a, b| by_given_name(a, b));
        assert_eq!(
            names,
            [
                "Bạc Thị An",
                "Cầm Thị An",
                "Lò Văn Ánh",
                "Lò Ăn",
                "Hà Ân",
                "Quàng Bà",
                "Quàng Bả",
                "Quàng Bã",
                "Quàng Bá",
                "Quàng Bạ",
                "Lò Dung",
                "Lường Đức",
                "Vàng A Páo",
            ]
        );
    }

    #[test]
    fn the_given_name_is_the_last_word() {
        assert_eq!(split_name("Lò Thị Mai Hương"), ("Lò Thị Mai", "Hương"));
        assert_eq!(split_name("Ý"), ("", "Ý"));
    }

    #[test]
    fn a_short_message_has_no_marks_no_links_and_an_end() {
        let text = "Kính gửi bà Hạnh,\n\nCòn 12 bài: https://thi.vn/vi/jury\nXin cảm ơn.";
        assert_eq!(
            short_message(text),
            "Kinh gui ba Hanh, Con 12 bai: Xin cam on."
        );
        let long = short_message(&"mười hai ".repeat(100));
        assert!(long.len() <= MOST_SHORT && long.ends_with('i'), "{long}");
        assert!(long.is_ascii());
    }

    #[test]
    fn phones_are_one_number_however_written() {
        for typed in [
            "0912 345 678",
            "+84 912.345.678",
            "84912345678",
            "0912-345-678",
        ] {
            assert_eq!(
                phone_e164(typed).as_deref(),
                Some("+84912345678"),
                "{typed}"
            );
        }
        for typed in ["", "abc", "091", "0912 345 678 999 1", "09x2345678"] {
            assert_eq!(phone_e164(typed), None, "{typed}");
        }
    }
}
