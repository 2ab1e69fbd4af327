//! Texts in files: read by whatever encoding makes Vietnamese of them, kept with their lines.

mod legacy;
mod syllable;
mod verse;

use contest::folding::tidy_verse;

use super::{Accepted, Advice, Made, Properties, Recipe, Refusal, document, sniff::Found};
use crate::kinds::MAX_TEXT_BYTES;

pub use verse::is_luc_bat;

/// A text and how it was written down.
struct Read {
    text: String,
    encoding: &'static str,
}

/// Judges a text file or the text of a DOCX.
pub(super) fn inspect(found: Found, bytes: &[u8]) -> Result<Accepted, Refusal> {
    let (media_type, read) = match found {
        Found::Zip => {
            let text = document::docx_text(bytes)?;
            let read = legacy::retyped(&text).unwrap_or(Read {
                text,
                encoding: "UTF-8",
            });
            (document::DOCX, read)
        }
        Found::Compound => return Err(document::refused_compound(bytes)),
        Found::Other | Found::Sound(_) => ("text/plain", read(bytes)?),
        _ => return Err(Refusal::WrongType),
    };
    let text = tidy_verse(&read.text);
    if text.len() > MAX_TEXT_BYTES {
        return Err(Refusal::TooLarge);
    }
    if text.is_empty() {
        return Err(Refusal::Empty);
    }
    let converted = !read.encoding.starts_with("UTF");
    Ok(Accepted {
        media_type: media_type.to_owned(),
        properties: Properties {
            lines: text.lines().filter(|l| !l.trim().is_empty()).count(),
            characters: text.chars().count(),
            encoding: read.encoding.to_owned(),
            luc_bat: is_luc_bat(&text),
            advice: converted.then_some(Advice::Converted).into_iter().collect(),
            ..Properties::default()
        },
        made: vec![Made {
            recipe: Recipe::Text,
            media_type: "text/plain; charset=utf-8".to_owned(),
            width: 0,
            height: 0,
            bytes: text.into_bytes(),
        }],
    })
}

/// By the mark at its start, as UTF-8, as UTF-16 without a mark, or as the old encoding that makes Vietnamese of it.
fn read(bytes: &[u8]) -> Result<Read, Refusal> {
    // UTF-16 takes up to twice the bytes of UTF-8 for the same text.
    if bytes.len() > MAX_TEXT_BYTES * 2 {
        return Err(Refusal::TooLarge);
    }
    let (text, encoding) = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => {
            (std::str::from_utf8(rest).ok().map(str::to_owned), "UTF-8")
        }
        [0xFF, 0xFE, rest @ ..] => (utf16(rest, u16::from_le_bytes), "UTF-16LE"),
        [0xFE, 0xFF, rest @ ..] => (utf16(rest, u16::from_be_bytes), "UTF-16BE"),
        _ => return read_unmarked(bytes),
    };
    let text = text.ok_or(Refusal::Encoding)?;
    plain(Read { text, encoding })
}

fn read_unmarked(bytes: &[u8]) -> Result<Read, Refusal> {
    if bytes.contains(&0) {
        // Of two bytes one is often zero, even in Vietnamese: spaces, line feeds and plain letters.
        let zeros = |odd: usize| {
            bytes
                .iter()
                .skip(odd)
                .step_by(2)
                .filter(|b| **b == 0)
                .count()
        };
        let (text, encoding) = if zeros(1) >= zeros(0) {
            (utf16(bytes, u16::from_le_bytes), "UTF-16LE")
        } else {
            (utf16(bytes, u16::from_be_bytes), "UTF-16BE")
        };
        let text = text.ok_or(Refusal::Encoding)?;
        return plain(Read { text, encoding });
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        if bytes.len() > MAX_TEXT_BYTES {
            return Err(Refusal::TooLarge);
        }
        let read = legacy::retyped(text).unwrap_or_else(|| Read {
            text: text.to_owned(),
            encoding: "UTF-8",
        });
        return plain(read);
    }
    if bytes.len() > MAX_TEXT_BYTES {
        return Err(Refusal::TooLarge);
    }
    plain(legacy::decoded(bytes).ok_or(Refusal::Encoding)?)
}

/// Refuses what is no text: control characters other than tab, line feed, form feed and return.
fn plain(read: Read) -> Result<Read, Refusal> {
    let odd = read
        .text
        .chars()
        .filter(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{0C}'))
        .count();
    if odd > 0 {
        Err(Refusal::Encoding)
    } else {
        Ok(read)
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let units: Vec<u16> = bytes
        .chunks_exact(2)
        .map(|pair| unit([pair[0], pair[1]]))
        .collect();
    String::from_utf16(&units)
        .ok()
        .filter(|_| bytes.len().is_multiple_of(2))
}

#[cfg(test)]
mod tests;
