//! Recordings: heard once to know length, outline and loudness; served without their tags.

mod clean;
mod envelope;
mod listen;

use super::{Accepted, Advice, Made, Properties, Recipe, Refusal, sniff::Sound, tags};
use crate::kinds::MIN_SOUND_MS;

/// Softer than this, and listeners will turn it up (hundredths of LUFS).
const QUIET_CENTI_LUFS: i64 = -3_500;

/// Judges a recording and makes what is played of it.
pub(super) fn inspect(kind: Sound, bytes: &[u8]) -> Result<Accepted, Refusal> {
    if kind == Sound::Matroska {
        return Err(Refusal::Video);
    }
    // What is heard is what will be played, with lengths that are true.
    let played = clean::without_tags(kind, bytes).ok_or(Refusal::Broken)?;
    let heard = listen::listen(&played)?;
    if heard.duration_ms < MIN_SOUND_MS {
        return Err(Refusal::TooShort);
    }
    let mut advice = Vec::new();
    if heard.cut {
        advice.push(Advice::CutShort);
    }
    if heard
        .loudness_centi_lufs
        .is_some_and(|loudness| loudness < QUIET_CENTI_LUFS)
    {
        advice.push(Advice::Quiet);
    }
    let media_type = kind.media_type().to_owned();
    Ok(Accepted {
        media_type: media_type.clone(),
        properties: Properties {
            duration_ms: heard.duration_ms,
            encoding: heard.codec.to_owned(),
            loudness_centi_lufs: heard.loudness_centi_lufs,
            peaks: heard.peaks,
            advice,
            tags: tags::of_sound(bytes),
            ..Properties::default()
        },
        made: vec![Made {
            recipe: Recipe::Sound,
            media_type,
            width: 0,
            height: 0,
            bytes: played,
        }],
    })
}

/// Gives rate, channels and interleaved samples of one packet after the other, until `take` has had enough.
/// Tells whether there was anything to hear.
pub(super) fn hear(bytes: &[u8], mut take: impl FnMut(u32, usize, &[f32]) -> Option<()>) -> bool {
    let mut any = false;
    // What stops it early is no refusal here: what was heard until then counts.
    let _ = listen::each_packet(bytes, |rate, channels, samples| {
        any = true;
        take(rate, channels, samples).ok_or(Refusal::TooLong)
    });
    any
}

#[cfg(test)]
mod tests;
