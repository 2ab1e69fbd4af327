//! Encodings of Vietnamese before Unicode: TCVN 5712 (TCVN3, «ABC»), VNI Windows, Windows-1258.
//!
//! None of them says what it is. The one that makes Vietnamese syllables of the bytes is right; where none does, the
//! text is refused rather than kept as nonsense.

use unicode_normalization::UnicodeNormalization;

use super::{Read, syllable};

/// Share of words that must be Vietnamese syllables, in hundredths.
const LEAST: usize = 80;

/// Reads bytes that are no UTF-8.
pub(super) fn decoded(bytes: &[u8]) -> Option<Read> {
    let western: String = bytes.iter().map(|b| western(*b)).collect();
    best(&western, bytes)
}

/// Reads text that was typed with an old font and saved as Unicode later: its Latin letters are the old bytes.
pub(super) fn retyped(text: &str) -> Option<Read> {
    let foreign = text
        .chars()
        .filter(|c| ('\u{A0}'..='\u{FF}').contains(c))
        .count();
    let words = text.split_whitespace().count().max(1);
    let proper = text.chars().any(|c| {
        ('\u{1EA0}'..='\u{1EF9}').contains(&c) || matches!(c, 'ơ' | 'ư' | 'Ơ' | 'Ư' | 'đ' | 'ă')
    });
    if foreign * 4 < words || proper || syllable::share(text) >= LEAST {
        return None;
    }
    let bytes: Vec<u8> = text
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap_or(b' '))
        .collect();
    best(text, &bytes)
}

fn best(western: &str, bytes: &[u8]) -> Option<Read> {
    let candidates = [
        ("TCVN3", tcvn3(western)),
        ("VNI", vni(western)),
        ("Windows-1258", windows_1258(bytes, western)),
    ];
    candidates
        .into_iter()
        .map(|(encoding, text)| {
            let text: String = text.nfc().collect();
            (syllable::share(&text), Read { text, encoding })
        })
        .filter(|(share, _)| *share >= LEAST)
        .max_by_key(|(share, _)| *share)
        .map(|(_, read)| read)
}

/// Windows-1252, in whose letters the old bytes were shown.
fn western(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž',
        '\u{8F}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}',
        'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9F => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

/// TCVN 5712:1993 VN3: one byte for each lower-case letter; capitals with tones are set in a font of capitals.
fn tcvn3(western: &str) -> String {
    const FIRST: &str = "ĂÂÊÔƠƯĐăâêôơưđ";
    const TONES: &[(u32, &str)] = &[
        (0xB5, "àảãáạ"),
        (0xBB, "ằẳẵắ"),
        (0xC6, "ặầẩẫấậè"),
        (0xCE, "ẻẽéẹềểễếệìỉ"),
        (0xDC, "ĩíịò"),
        (0xE1, "ỏõóọồổỗốộờởỡớợù"),
        (0xF1, "ủũúụừửữứựỳỷỹýỵ"),
    ];
    western
        .chars()
        .map(|c| {
            let code = u32::from(c);
            if let Some(letter) = code
                .checked_sub(0xA1)
                .and_then(|n| FIRST.chars().nth(n as usize))
            {
                return letter;
            }
            TONES
                .iter()
                .rev()
                .find(|(start, _)| *start <= code)
                .filter(|_| code <= 0xFF)
                .and_then(|(start, letters)| letters.chars().nth((code - start) as usize))
                .unwrap_or(c)
        })
        .collect()
}

/// VNI for Windows: a letter, then a byte that stands for its hat and tone.
fn vni(western: &str) -> String {
    let mut out = String::with_capacity(western.len());
    for c in western.chars() {
        let upper = c.is_uppercase();
        let lower = c.to_lowercase().next().unwrap_or(c);
        let base = out
            .chars()
            .last()
            .map(|b| b.to_lowercase().next().unwrap_or(b));
        let joined = base.and_then(|base| marks(base, lower));
        if let Some(marks) = joined {
            out.push_str(marks);
            continue;
        }
        let whole = match lower {
            'ô' => "ơ",
            'ö' => "ư",
            'ñ' => "đ",
            'í' => "í",
            'ì' => "ì",
            'æ' => "ỉ",
            'ó' => "ĩ",
            'ò' => "ị",
            'î' => "ỵ",
            _ => {
                out.push(c);
                continue;
            }
        };
        if upper {
            out.push_str(&whole.to_uppercase());
        } else {
            out.push_str(whole);
        }
    }
    out
}

/// Combining marks that a VNI byte puts on the letter before it.
fn marks(base: char, byte: char) -> Option<&'static str> {
    let round = matches!(base, 'a' | 'e' | 'o');
    Some(match byte {
        'ù' if is_vowel(base) => "\u{301}",
        'ø' if is_vowel(base) => "\u{300}",
        'û' if is_vowel(base) => "\u{309}",
        'õ' if is_vowel(base) => "\u{303}",
        'ï' if is_vowel(base) => "\u{323}",
        'â' if round => "\u{302}",
        'á' if round => "\u{302}\u{301}",
        'à' if round => "\u{302}\u{300}",
        'å' if round => "\u{302}\u{309}",
        'ã' if round => "\u{302}\u{303}",
        'ä' if round => "\u{302}\u{323}",
        'ê' if base == 'a' => "\u{306}",
        'é' if base == 'a' => "\u{306}\u{301}",
        'è' if base == 'a' => "\u{306}\u{300}",
        'ú' if base == 'a' => "\u{306}\u{309}",
        'ü' if base == 'a' => "\u{306}\u{303}",
        'ë' if base == 'a' => "\u{306}\u{323}",
        _ => return None,
    })
}

const fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'ơ' | 'ư')
}

/// Windows-1258: the letters of Windows-1252, but ă, đ, ơ, ư, and tones as marks behind their letter.
fn windows_1258(bytes: &[u8], western: &str) -> String {
    bytes
        .iter()
        .zip(western.chars())
        .map(|(byte, western)| match byte {
            0xC3 => 'Ă',
            0xE3 => 'ă',
            0xD0 => 'Đ',
            0xF0 => 'đ',
            0xD5 => 'Ơ',
            0xF5 => 'ơ',
            0xDD => 'Ư',
            0xFD => 'ư',
            0xFE => '₫',
            0xCC => '\u{300}',
            0xD2 => '\u{309}',
            0xDE => '\u{303}',
            0xEC => '\u{301}',
            0xF2 => '\u{323}',
            _ => western,
        })
        .collect()
}
