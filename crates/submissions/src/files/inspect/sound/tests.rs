//! Recordings made here.

use super::*;
use crate::files::inspect::{inspect, sniff::Sound};
use crate::kinds::Slot;

const RATE: u32 = 8_000;

/// A tone of 440 Hz, 16 bit, one channel, with a list of names behind it.
fn wav(seconds: u32) -> Vec<u8> {
    let samples: Vec<u8> = (0..RATE * seconds)
        .flat_map(|n| {
            let turn = f64::from(n) * 440.0 * std::f64::consts::TAU / f64::from(RATE);
            #[expect(clippy::cast_possible_truncation, reason = "within i16")]
            let level = (turn.sin() * 12_000.0) as i16;
            level.to_le_bytes()
        })
        .collect();
    let size = u32::try_from(samples.len()).expect("small");
    let mut out = b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0".to_vec();
    out.extend_from_slice(&RATE.to_le_bytes());
    out.extend_from_slice(&(RATE * 2).to_le_bytes());
    out.extend_from_slice(b"\x02\0\x10\0data");
    out.extend_from_slice(&size.to_le_bytes());
    out.extend_from_slice(&samples);
    out.extend_from_slice(b"LIST\x14\0\0\0INFOIART\x08\0\0\0HIDDEN\0\0");
    out
}

fn has(bytes: &[u8], word: &str) -> bool {
    bytes.windows(word.len()).any(|w| w == word.as_bytes())
}

#[test]
fn a_recording_is_measured_and_loses_its_names() {
    let sent = wav(3);
    assert!(has(&sent, "HIDDEN"));
    let accepted = inspect(Slot::SongAudio, &sent).expect("accepted");
    assert_eq!(accepted.properties.duration_ms, 3_000);
    assert_eq!(accepted.properties.encoding, "PCM");
    assert!(accepted.properties.peaks.len() >= 40);
    let loudness = accepted.properties.loudness_centi_lufs.expect("loud");
    assert!((-1_500..-900).contains(&loudness), "{loudness}");
    assert!(!has(&accepted.made[0].bytes, "HIDDEN"));
    let id3 = b"ID3\x03\0\0\0\0\0\x11TPE1\0\0\0\x07\0\0\0HIDDEN";
    let mut named = id3.to_vec();
    named.extend(
        [0xFF, 0xFB, 0x90, 0x00]
            .iter()
            .chain(&[0x55; 413])
            .cycle()
            .take(417 * 3),
    );
    assert_eq!(tags::of_sound(&named), ["HIDDEN"]);
    assert!(inspect(Slot::SongAudio, &accepted.made[0].bytes).is_ok());
}

#[test]
fn lengths_have_limits() {
    let short = wav(1);
    assert_eq!(
        inspect(Slot::SongAudio, &short[..44 + 8_000]),
        Err(Refusal::TooShort)
    );
}

#[test]
fn boxes_that_describe_are_blanked_in_place() {
    let mut file = b"\0\0\0\x10ftypM4A \0\0\0\0".to_vec();
    file.extend_from_slice(b"\0\0\0\x20moov\0\0\0\x18udta\0\0\0\x10\xA9xyz+10+20/.");
    file.extend_from_slice(b"\0\0\0\x0Cmdatsong");
    let cleaned = clean::without_tags(Sound::Mp4, &file).expect("whole");
    assert_eq!(cleaned.len(), file.len());
    assert!(!has(&cleaned, "+10+20"));
    assert!(has(&cleaned, "song"));
    assert_eq!(clean::without_tags(Sound::Mp4, b"\0\0\0\x02moov"), None);
}

#[test]
fn only_frames_are_left_of_an_mp3() {
    let mut frame = vec![0xFF, 0xFB, 0x90, 0x00];
    frame.resize(417, 0x55);
    let mut file = b"ID3\x04\0\0\0\0\0\x06HIDDEN".to_vec();
    for _ in 0..3 {
        file.extend_from_slice(&frame);
    }
    file.extend_from_slice(b"TAGHIDDEN");
    file.resize(file.len() + 119, 0);
    let cleaned = clean::without_tags(Sound::Mpeg, &file).expect("frames");
    assert_eq!(cleaned, frame.repeat(3));
}
