//! What an original says of itself: who wrote, drew or sang it. None of it is in what is shown; the desk reads it when
//! it looks for names.

use std::io::Cursor;

use contest::folding::tidy_line;
use lofty::{config::ParseOptions, file::TaggedFileExt, probe::Probe, tag::ItemValue};

/// Enough for names; a file that says more of itself is advertising.
const MOST: usize = 20;
/// Longest line, in characters.
const LONGEST: usize = 200;
/// Shorter runs of letters in a binary segment say nothing.
const SHORTEST_RUN: usize = 4;

/// Lines without repetitions, as they may be kept and shown.
pub(super) fn tidied(lines: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for line in lines {
        let line: String = tidy_line(&line).chars().take(LONGEST).collect();
        if kept.len() < MOST && !line.is_empty() && !kept.contains(&line) {
            kept.push(line);
        }
    }
    kept
}

/// The texts among a recording's tags.
pub(super) fn of_sound(bytes: &[u8]) -> Vec<String> {
    let options = ParseOptions::new()
        .read_properties(false)
        .read_cover_art(false);
    let read = Probe::new(Cursor::new(bytes))
        .options(options)
        .guess_file_type()
        .ok()
        .and_then(|probe| probe.read().ok());
    let Some(file) = read else {
        return Vec::new();
    };
    let items = file.tags().iter().flat_map(lofty::tag::Tag::items);
    tidied(items.filter_map(|item| match item.value() {
        ItemValue::Text(text) => Some(text.clone()),
        _ => None,
    }))
}

/// The runs of letters in a picture's segments that hold no pixels.
pub(super) fn of_picture(bytes: &[u8]) -> Vec<String> {
    let segments = if bytes.starts_with(b"\xFF\xD8") {
        jpeg_segments(bytes)
    } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        png_chunks(bytes)
    } else {
        Vec::new()
    };
    tidied(segments.into_iter().flat_map(runs))
}

/// EXIF, XMP, IPTC and comments.
fn jpeg_segments(bytes: &[u8]) -> Vec<&[u8]> {
    let mut segments = Vec::new();
    let mut rest = bytes.get(2..).unwrap_or_default();
    while let [0xFF, marker, high, low, ..] = rest {
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        let Some((segment, after)) = rest.split_at_checked(2 + length.max(2)) else {
            break;
        };
        if *marker == 0xDA {
            break;
        }
        if matches!(marker, 0xE1 | 0xED | 0xFE) {
            segments.push(&segment[4..]);
        }
        rest = after;
    }
    segments
}

fn png_chunks(bytes: &[u8]) -> Vec<&[u8]> {
    let mut chunks = Vec::new();
    let mut rest = &bytes[8..];
    while let [a, b, c, d, kind @ ..] = rest {
        let length = u32::from_be_bytes([*a, *b, *c, *d]) as usize;
        let Some((chunk, after)) = rest.split_at_checked(length.saturating_add(12)) else {
            break;
        };
        if [b"tEXt", b"iTXt", b"eXIf"]
            .iter()
            .any(|k| kind.starts_with(*k))
        {
            chunks.push(&chunk[8..8 + length]);
        }
        rest = after;
    }
    chunks
}

/// Runs of characters that can be read, in UTF-8; an XML without its marks.
fn runs(segment: &[u8]) -> Vec<String> {
    let mut bare = String::new();
    let mut inside = false;
    for c in String::from_utf8_lossy(segment).chars() {
        let is_noise = c.is_control() || c == '\u{FFFD}';
        // A mark that is not closed before something unreadable is none.
        inside = c == '<' || (inside && c != '>' && !is_noise);
        bare.push(if inside || is_noise || c == '>' {
            '\n'
        } else {
            c
        });
    }
    bare.lines()
        .filter(|run| run.chars().filter(|c| c.is_alphabetic()).count() >= SHORTEST_RUN)
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jpeg_with(marker: u8, content: &[u8]) -> Vec<u8> {
        let length = u16::try_from(content.len() + 2).expect("a short segment");
        let mut bytes = vec![0xFF, 0xD8, 0xFF, marker];
        bytes.extend(length.to_be_bytes());
        bytes.extend_from_slice(content);
        bytes.extend(b"\xFF\xDA\0\x02pixels, not words\xFF\xD9");
        bytes
    }

    #[test]
    fn a_pictures_artist_is_read_and_its_pixels_are_not() {
        let exif = [
            b"Exif\0\0MM\0*\0\0\0\x08".as_slice(),
            "Lò Thị Ban\0\x01\x02".as_bytes(),
        ]
        .concat();
        assert!(of_picture(&jpeg_with(0xE1, &exif)).contains(&"Lò Thị Ban".to_owned()));
        let xmp = "<dc:creator><rdf:li>Lò Thị Ban</rdf:li></dc:creator>";
        assert_eq!(of_picture(&jpeg_with(0xE1, xmp.as_bytes())), ["Lò Thị Ban"]);
        assert!(
            of_picture(b"\xFF\xD8\xFF\xE1\xFF\xFF").is_empty(),
            "cut off"
        );
        assert!(of_picture(b"").is_empty());
    }

    #[test]
    fn lines_are_few_short_and_once() {
        let many = (0..50).map(|n| format!("{} {}", "x".repeat(300), n % 3));
        let kept = tidied(many);
        assert_eq!(kept.len(), 1, "the first 200 characters are the same");
        assert_eq!(kept[0].chars().count(), LONGEST);
    }
}
