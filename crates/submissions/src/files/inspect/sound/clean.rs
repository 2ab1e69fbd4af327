//! A recording without anything but sound: frames and the boxes that players need are kept, tags are not.

use std::io::Cursor;

use lofty::{
    config::{ParseOptions, WriteOptions},
    file::TaggedFileExt,
    probe::Probe,
    tag::TagType,
};

use crate::files::inspect::sniff::{Sound, after_id3, frame_length};

/// None where the container is damaged.
pub(super) fn without_tags(kind: Sound, bytes: &[u8]) -> Option<Vec<u8>> {
    let bytes = after_id3(bytes);
    match kind {
        Sound::Mpeg | Sound::Adts => Some(frames_only(kind, bytes)),
        Sound::Flac => flac(bytes),
        Sound::Wav => wav(bytes),
        Sound::Mp4 => mp4(bytes),
        Sound::Ogg => ogg(bytes),
        Sound::Matroska => None,
    }
}

/// Frame after frame; whatever stands between, before or behind them is no sound.
fn frames_only(kind: Sound, bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at + 4 <= bytes.len() {
        let rest = &bytes[at..];
        let Some((_, length)) = frame_length(rest).filter(|(found, _)| *found == kind) else {
            at += 1;
            continue;
        };
        // Eleven set bits may stand in a text too: a frame is followed by a frame, a tag or the end.
        let next = rest.get(length..).unwrap_or_default();
        let goes_on = next.len() < 4
            || frame_length(next).is_some_and(|(found, _)| found == kind)
            || [b"TAG".as_slice(), b"ID3", b"APE", b"LYR", b"\0\0\0"]
                .iter()
                .any(|word| next.starts_with(word));
        if goes_on && rest.len() >= length {
            out.extend_from_slice(&rest[..length]);
            at += length;
        } else {
            at += 1;
        }
    }
    out
}

/// `fLaC`, its stream information and seek table, and the frames (RFC 9639 §8).
fn flac(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut blocks = Vec::new();
    let mut rest = bytes.strip_prefix(b"fLaC")?;
    loop {
        let [kind, a, b, c, ..] = rest else {
            return None;
        };
        let length = usize::from(*a) << 16 | usize::from(*b) << 8 | usize::from(*c);
        let (block, after) = rest.split_at_checked(4 + length)?;
        if matches!(kind & 0x7F, 0 | 3) {
            blocks.push(block);
        }
        rest = after;
        if kind & 0x80 != 0 {
            break;
        }
    }
    let mut out = b"fLaC".to_vec();
    let last = blocks.len().checked_sub(1)?;
    for (n, block) in blocks.into_iter().enumerate() {
        let flag = if n == last { 0x80 } else { 0 };
        out.push(block[0] & 0x7F | flag);
        out.extend_from_slice(&block[1..]);
    }
    out.extend_from_slice(rest);
    Some(out)
}

/// The format, the count and the samples; broadcast, list and ID3 chunks name people and places.
fn wav(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = b"RIFF\0\0\0\0WAVE".to_vec();
    let mut rest = bytes.get(12..)?;
    while let Some((head, after)) = rest.split_at_checked(8) {
        let told = u32::from_le_bytes([head[4], head[5], head[6], head[7]]);
        // Recorders that were cut off, or wrote to a pipe, tell a length that is not there.
        let length = (told as usize).min(after.len());
        let content = &after[..length];
        if matches!(&head[..4], b"fmt " | b"fact" | b"data") {
            out.extend_from_slice(&head[..4]);
            out.extend_from_slice(&u32::try_from(length).ok()?.to_le_bytes());
            out.extend_from_slice(content);
            if length % 2 == 1 {
                out.push(0);
            }
        }
        rest = after.get(length + length % 2..).unwrap_or_default();
    }
    let size = u32::try_from(out.len() - 8).ok()?;
    out[4..8].copy_from_slice(&size.to_le_bytes());
    Some(out)
}

/// Boxes that describe are made free space of the same length, so that no offset moves (ISO 14496-12 §8.1.2).
fn mp4(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = bytes.to_vec();
    blank_boxes(&mut out, 0).then_some(out)
}

fn blank_boxes(bytes: &mut [u8], depth: u8) -> bool {
    let mut at = 0;
    while let Some(head) = bytes.get(at..at + 8) {
        let kind = [head[4], head[5], head[6], head[7]];
        let told = u32::from_be_bytes([head[0], head[1], head[2], head[3]]);
        let (size, header) = match told {
            0 => (bytes.len() - at, 8),
            1 => {
                let Some(long) = bytes.get(at + 8..at + 16) else {
                    return false;
                };
                let long = long.iter().fold(0_u64, |sum, b| sum << 8 | u64::from(*b));
                (usize::try_from(long).unwrap_or(usize::MAX), 16)
            }
            n => (n as usize, 8),
        };
        if size < header {
            return false;
        }
        let end = at.saturating_add(size).min(bytes.len());
        match &kind {
            b"udta" | b"meta" | b"uuid" | b"free" | b"skip" | b"ilst" | b"XMP_" => {
                bytes[at + 4..at + 8].copy_from_slice(b"free");
                bytes[at + header..end].fill(0);
            }
            b"moov" | b"trak" | b"mdia" | b"minf" | b"stbl" | b"edts" | b"moof" | b"traf"
                if depth < 8 && !blank_boxes(&mut bytes[at + header..end], depth + 1) =>
            {
                return false;
            }
            _ => {}
        }
        at = end;
    }
    true
}

fn ogg(bytes: &[u8]) -> Option<Vec<u8>> {
    let options = ParseOptions::new().read_properties(false);
    let probe = Probe::new(Cursor::new(bytes))
        .options(options)
        .guess_file_type()
        .ok()?;
    let tagged = probe.read().ok()?;
    let found: Vec<TagType> = tagged
        .tags()
        .iter()
        .map(lofty::tag::Tag::tag_type)
        .collect();
    let mut cleaned = Cursor::new(bytes.to_vec());
    for tag in found {
        cleaned.set_position(0);
        tag.remove_from(&mut cleaned, WriteOptions::default())
            .ok()?;
    }
    Some(cleaned.into_inner())
}
