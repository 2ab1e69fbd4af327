//! What a Vietnamese syllable can be: an onset, a rime, at most one tone.

use unicode_normalization::UnicodeNormalization;

const ONSETS: &[&str] = &[
    "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh",
    "nh", "p", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x",
];

const RIMES: &[&str] = &[
    "a", "ac", "ach", "ai", "am", "an", "ang", "anh", "ao", "ap", "at", "au", "ay", "ăc", "ăm",
    "ăn", "ăng", "ăp", "ăt", "âc", "âm", "ân", "âng", "âp", "ât", "âu", "ây", "e", "ec", "em",
    "en", "eng", "eo", "ep", "et", "ê", "êch", "êm", "ên", "ênh", "êp", "êt", "êu", "i", "ia",
    "ich", "iêc", "iêm", "iên", "iêng", "iêp", "iêt", "iêu", "im", "in", "inh", "ip", "it", "iu",
    "o", "oa", "oac", "oach", "oai", "oam", "oan", "oang", "oanh", "oao", "oap", "oat", "oay",
    "oăc", "oăm", "oăn", "oăng", "oăt", "oc", "oe", "oen", "oeo", "oet", "oi", "om", "on", "ong",
    "oong", "op", "ot", "ô", "ôc", "ôi", "ôm", "ôn", "ông", "ôp", "ôt", "ơ", "ơi", "ơm", "ơn",
    "ơp", "ơt", "u", "ua", "uân", "uâng", "uât", "uây", "uc", "uê", "uêch", "uênh", "ui", "um",
    "un", "ung", "uôc", "uôi", "uôm", "uôn", "uông", "uôt", "up", "ut", "uy", "uya", "uych",
    "uyên", "uyêt", "uynh", "uyt", "uyu", "uơ", "ư", "ưa", "ưc", "ưi", "ưng", "ươc", "ươi", "ươm",
    "ươn", "ương", "ươp", "ươt", "ươu", "ưt", "ưu", "y", "yêm", "yên", "yêng", "yêt", "yêu", "ynh",
    "yt",
];

/// How many words of a hundred are Vietnamese syllables; 100 where there are no words.
pub(super) fn share(text: &str) -> usize {
    let words = text
        .split(|c: char| !c.is_alphabetic())
        .filter(|w| !w.is_empty());
    let (mut all, mut good) = (0, 0);
    for word in words {
        all += 1;
        good += usize::from(is_syllable(word));
    }
    (good * 100).checked_div(all).unwrap_or(100)
}

/// Whether a word of letters is one Vietnamese syllable.
pub(super) fn is_syllable(word: &str) -> bool {
    let mut tones = 0;
    let bare: String = word
        .chars()
        .flat_map(char::to_lowercase)
        .nfd()
        .filter(|c| {
            let tone = matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}');
            tones += usize::from(tone);
            !tone
        })
        .nfc()
        .collect();
    // A capital inside a word is a byte of another encoding, not a letter.
    let mixed =
        word.chars().skip(1).any(char::is_uppercase) && word.chars().any(char::is_lowercase);
    tones <= 1
        && !mixed
        && ONSETS.iter().any(|onset| {
            bare.strip_prefix(onset).is_some_and(|rime| {
                RIMES.contains(&rime)
                    || *onset == "gi" && (rime.is_empty() || RIMES.contains(&&*format!("i{rime}")))
                    || *onset == "qu" && RIMES.contains(&&*format!("u{rime}"))
            })
        })
}
