//! What a recording sounds like: an acoustic fingerprint, eight numbers a second, that survives another encoding and
//! another beginning. It does not survive another key, tempo or singer.
//!
//! Source: Chromaprint (Lalinský, "How does Chromaprint work?", 2011), by its port `rusty-chromaprint`.

use rusty_chromaprint::{Configuration, Fingerprinter, match_fingerprints};
use serde::{Deserialize, Serialize};

use super::mixed;
use crate::files::inspect;

/// One in so many numbers is a key. Which ones depends on the number alone, so a part of a song has the same keys
/// wherever it begins (Manber, "Finding Similar Files in a Large File System", USENIX 1994).
const ONE_IN: u64 = 8;
/// Keys of a song.
const MOST_KEYS: usize = 240;
/// Numbers of the longest song that is kept: half an hour.
const MOST: usize = 16_000;
/// Bits of 32 that differ on average where two recordings are told alike; strangers differ in half of them.
const MOST_BITS: f64 = 8.0;
/// Milliseconds that must be alike.
const LEAST_MS: i64 = 8_000;

/// A stretch that two recordings share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stretch {
    /// Where it begins in the earlier work, in milliseconds.
    pub earlier_ms: i64,
    /// Where it begins in the later work, in milliseconds.
    pub later_ms: i64,
    /// How long it is, in milliseconds.
    pub length_ms: i64,
}

fn configuration() -> Configuration {
    Configuration::preset_test2()
}

/// The fingerprint of a recording; empty where nothing of it is heard.
pub(super) fn hear(bytes: &[u8]) -> Vec<u32> {
    let mut ear = Fingerprinter::new(&configuration());
    let mut started: Option<(u32, usize)> = None;
    let mut whole = Vec::new();
    let heard = inspect::hear(bytes, |rate, channels, samples| {
        if started.is_none() {
            let count = u32::try_from(channels).unwrap_or(0);
            ear.start(rate, count).is_ok().then_some(())?;
            started = Some((rate, channels));
        }
        // A stream that changes its layout midway is heard no further.
        (started == Some((rate, channels))).then_some(())?;
        whole.clear();
        whole.extend(
            samples
                .iter()
                .map(|s| (s.clamp(-1.0, 1.0) * 32_767.0) as i16),
        );
        ear.consume(&whole);
        Some(())
    });
    if !heard || started.is_none() {
        return Vec::new();
    }
    ear.finish();
    let mut print = ear.fingerprint().to_vec();
    print.truncate(MOST);
    print
}

/// The keys under which a recording is found.
pub(super) fn keys(print: &[u32]) -> Vec<i64> {
    let chosen = print.iter().map(|n| mixed(u64::from(*n)));
    let mut keys: Vec<u64> = chosen.filter(|hash| hash % ONE_IN == 0).collect();
    keys.sort_unstable();
    keys.dedup();
    keys.truncate(MOST_KEYS);
    keys.into_iter().map(u64::cast_signed).collect()
}

/// The stretches that two recordings share, and how much of the shorter one they are, from 0 to 1000; none where it
/// is too little to tell.
pub(super) fn agree(a: &[u32], b: &[u32]) -> Option<(i64, Vec<Stretch>)> {
    let configuration = configuration();
    let ms = |items: usize| {
        (items as f64 * f64::from(configuration.item_duration_in_seconds()) * 1_000.0) as i64
    };
    let found = match_fingerprints(a, b, &configuration).ok()?;
    let stretches: Vec<Stretch> = found
        .iter()
        .filter(|segment| segment.score <= MOST_BITS)
        .map(|segment| Stretch {
            earlier_ms: ms(segment.offset1),
            later_ms: ms(segment.offset2),
            length_ms: ms(segment.items_count),
        })
        .collect();
    let shared: i64 = stretches.iter().map(|s| s.length_ms).sum();
    let of = ms(a.len().min(b.len())).max(1);
    (shared >= LEAST_MS.min(of * 9 / 10).max(1_000))
        .then(|| ((shared * 1_000 / of).min(1_000), stretches))
}

/// The fingerprint as bytes, little endian.
pub(super) fn to_bytes(print: &[u32]) -> Vec<u8> {
    print.iter().flat_map(|n| n.to_le_bytes()).collect()
}

/// Reads what [`to_bytes`] wrote; none where it is no such record.
pub(super) fn read(bytes: &[u8]) -> Option<Vec<u32>> {
    let (whole, rest) = bytes.as_chunks::<4>();
    let fits = rest.is_empty() && whole.len() <= MOST;
    fits.then(|| whole.iter().map(|b| u32::from_le_bytes(*b)).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn songs_of_their_own_share_no_stretch() {
        let wav = |n| rehearsal::song(rehearsal::Seed(7), n).wav;
        let prints: Vec<Vec<u32>> = (0..5).map(|n| hear(&wav(n))).collect();
        for (n, one) in prints.iter().enumerate() {
            for other in &prints[n + 1..] {
                assert_eq!(agree(one, other), None);
            }
            let whole = agree(one, one).expect("a song is like itself");
            assert_eq!(whole.0, 1_000);
            assert!(keys(one).len() >= 10, "{} keys", keys(one).len());
        }
    }

    #[test]
    fn what_is_no_sound_is_like_nothing() {
        assert_eq!(hear(b"RIFF nothing"), Vec::<u32>::new());
        assert_eq!(agree(&[], &[]), None);
        assert_eq!(agree(&[1; 40], &[]), None);
    }

    proptest! {
        #[test]
        fn a_later_beginning_leaves_the_keys_of_the_rest(
            print in prop::collection::vec(any::<u32>(), 200..600),
            cut in 0_usize..150,
        ) {
            let (all, rest) = (keys(&print), keys(&print[cut..]));
            prop_assert!(rest.iter().all(|key| all.contains(key)));
            let (permille, stretches) = agree(&print, &print[cut..]).expect("the rest is there");
            prop_assert_eq!(permille, 1_000);
            prop_assert_eq!(stretches[0].later_ms, 0);
            prop_assert_eq!(read(&to_bytes(&print)), Some(print));
        }
    }
}
