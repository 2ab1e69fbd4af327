//! Songs that nobody sang: a melody on a mountain scale, a bass, a soft drum, and words.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "samples: bounded numbers, no result depends on their last bit"
)]

mod words;

use std::f32::consts::TAU;

use crate::Seed;
use crate::dice::Dice;

/// Samples per second.
const RATE: f32 = 22_050.0;

/// A song with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InventedSong {
    /// Its title.
    pub title: String,
    /// WAV: mono, 16 bit, 22,050 Hz, 20–35 s.
    pub wav: Vec<u8>,
    /// Two verses and a refrain, lines joined by `\n`, verses by an empty line.
    pub lyrics: String,
}

/// Song `index`.
#[must_use]
pub fn song(seed: Seed, index: u32) -> InventedSong {
    let mut dice = Dice::new(seed.0, "song", index);
    let (title, lyrics) = words::words(seed, index);
    let tune = Tune::new(&mut dice);
    InventedSong {
        title,
        wav: wav(&tune.play(&mut dice)),
        lyrics,
    }
}

/// Which instrument carries the melody.
#[derive(Clone, Copy)]
enum Voice {
    /// A plucked lute, the Thái tính tẩu.
    Lute,
    /// A bamboo flute, the pí.
    Flute,
    /// Bamboo tubes struck, the t'rưng.
    Tubes,
}

/// The plan of one song.
struct Tune {
    beat: f32,
    root: f32,
    scale: [i32; 5],
    voice: Voice,
    /// Notes as (scale step, length in beats); a rest has no step.
    melody: Vec<(Option<i32>, f32)>,
}

impl Tune {
    fn new(dice: &mut Dice) -> Self {
        let scales = [
            [0, 2, 4, 7, 9],
            [0, 3, 5, 7, 10],
            [0, 2, 5, 7, 9],
            [0, 2, 5, 7, 10],
        ];
        let beat = 60.0 / dice.between(78.0, 126.0);
        let voice = *dice.pick(&[Voice::Lute, Voice::Flute, Voice::Tubes]);
        let (a, b) = (phrase(dice), phrase(dice));
        // as many phrases of eight beats as fit into 32 s, in the order A A B A
        let phrases = ((32.0 / (beat * 8.0)) as usize).clamp(4, 8);
        let melody = (0..phrases)
            .flat_map(|i| if i % 4 == 2 { b.clone() } else { a.clone() })
            .collect();
        Self {
            beat,
            root: dice.between(170.0, 240.0),
            scale: *dice.pick(&scales),
            voice,
            melody,
        }
    }

    fn pitch(&self, step: i32) -> f32 {
        let semitones = self.scale[step.rem_euclid(5) as usize] + 12 * step.div_euclid(5);
        self.root * 2.0_f32.powf(semitones as f32 / 12.0)
    }

    fn play(&self, dice: &mut Dice) -> Vec<f32> {
        let beats: f32 = self.melody.iter().map(|n| n.1).sum();
        let mut out = vec![0.0; ((beats * self.beat + 1.5) * RATE) as usize];
        let mut at = 0.0;
        for &(step, long) in &self.melody {
            if let Some(step) = step {
                note(
                    &mut out,
                    at * self.beat,
                    long * self.beat,
                    self.pitch(step),
                    self.voice,
                );
            }
            at += long;
        }
        for beat in 0..beats as usize {
            let start = beat as f32 * self.beat;
            if beat % 2 == 0 {
                let step = [0, 0, 3, 2][(beat / 4) % 4];
                bass(&mut out, start, self.beat * 1.8, self.pitch(step) / 4.0);
            }
            drum(
                &mut out,
                start,
                if beat % 4 == 0 { 0.3 } else { 0.12 },
                dice,
            );
        }
        out
    }
}

/// Eight beats that wander over the scale and come home.
fn phrase(dice: &mut Dice) -> Vec<(Option<i32>, f32)> {
    let mut notes = Vec::new();
    let mut left = 7.0_f32;
    let mut step = i32::try_from(dice.below(5)).unwrap_or(0) + 2;
    while left > 0.01 {
        let long = dice.pick(&[0.5_f32, 0.5, 1.0, 1.0, 1.5]).min(left);
        let rest = dice.chance(7);
        notes.push(((!rest).then_some(step), long));
        step = (step + [-2, -1, -1, 1, 1, 2, 0][dice.below(7)]).clamp(-1, 9);
        left -= long;
    }
    notes.push((Some(if step > 5 { 5 } else { 0 }), 1.0));
    notes
}

fn note(out: &mut [f32], start: f32, long: f32, pitch: f32, voice: Voice) {
    let first = (start * RATE) as usize;
    let ring = match voice {
        Voice::Flute => long,
        Voice::Lute | Voice::Tubes => long + 0.5,
    };
    for (i, sample) in out
        .iter_mut()
        .skip(first)
        .take((ring * RATE) as usize)
        .enumerate()
    {
        let t = i as f32 / RATE;
        let phase = (pitch * t).fract() * TAU;
        *sample += match voice {
            Voice::Lute => {
                let fade = (-t * 3.4).exp() * (t * 400.0).min(1.0);
                fade * 0.26
                    * (phase.sin()
                        + 0.5 * (2.0 * phase).sin() * (-t * 3.0).exp()
                        + 0.3 * (3.0 * phase).sin() * (-t * 6.0).exp())
            }
            Voice::Flute => {
                let swell = (t * 14.0).min(1.0) * ((long - t) * 12.0).clamp(0.0, 1.0);
                let shake = (TAU * 5.2 * t).sin() * 0.16 * (t * 3.0).min(1.0);
                swell
                    * 0.2
                    * ((phase + shake).sin()
                        + 0.24 * (2.0 * phase).sin()
                        + 0.06 * (3.0 * phase).sin())
            }
            Voice::Tubes => {
                let fade = (-t * 6.5).exp() * (t * 900.0).min(1.0);
                fade * 0.32 * (phase.sin() + 0.35 * (phase * 3.98).sin() * (-t * 20.0).exp())
            }
        };
    }
}

fn bass(out: &mut [f32], start: f32, long: f32, pitch: f32) {
    let first = (start * RATE) as usize;
    for (i, sample) in out
        .iter_mut()
        .skip(first)
        .take((long * RATE) as usize)
        .enumerate()
    {
        let t = i as f32 / RATE;
        let phase = TAU * pitch * t;
        *sample += 0.2
            * (-t * 2.2).exp()
            * (t * 120.0).min(1.0)
            * (phase.sin() + 0.3 * (2.0 * phase).sin());
    }
}

fn drum(out: &mut [f32], start: f32, loud: f32, dice: &mut Dice) {
    let first = (start * RATE) as usize;
    for (i, sample) in out.iter_mut().skip(first).take(3_300).enumerate() {
        let t = i as f32 / RATE;
        *sample += loud
            * (-t * 26.0).exp()
            * ((TAU * (52.0 + 70.0 * (-t * 30.0).exp()) * t).sin()
                + 0.16 * dice.between(-1.0, 1.0));
    }
}

/// RIFF/WAVE with one `fmt ` and one `data` chunk (Multimedia Programming Interface 1.0, 1991).
fn wav(samples: &[f32]) -> Vec<u8> {
    let size = u32::try_from(samples.len() * 2).expect("35 s of sound are 1.5 MB");
    let peak = samples.iter().fold(0.01_f32, |most, s| most.max(s.abs()));
    let rate = RATE as u32;
    let mut out = Vec::with_capacity(44 + samples.len() * 2);
    out.extend_from_slice(b"RIFF");
    out.extend_from_slice(&(36 + size).to_le_bytes());
    out.extend_from_slice(b"WAVEfmt ");
    out.extend_from_slice(&16_u32.to_le_bytes());
    out.extend_from_slice(&1_u16.to_le_bytes());
    out.extend_from_slice(&1_u16.to_le_bytes());
    out.extend_from_slice(&rate.to_le_bytes());
    out.extend_from_slice(&(rate * 2).to_le_bytes());
    out.extend_from_slice(&2_u16.to_le_bytes());
    out.extend_from_slice(&16_u16.to_le_bytes());
    out.extend_from_slice(b"data");
    out.extend_from_slice(&size.to_le_bytes());
    for sample in samples {
        out.extend_from_slice(&((sample / peak * 29_000.0) as i16).to_le_bytes());
    }
    out
}

#[cfg(test)]
mod tests {
    use unicode_normalization::is_nfc;

    use super::*;

    #[test]
    fn eight_songs_have_valid_headers_and_lengths() {
        for index in 0..8 {
            let s = song(Seed(4), index);
            assert_eq!(&s.wav[..4], b"RIFF");
            assert_eq!(&s.wav[8..16], b"WAVEfmt ");
            let word =
                |at: usize| u32::from_le_bytes(s.wav[at..at + 4].try_into().expect("four bytes"));
            assert_eq!(word(4) as usize, s.wav.len() - 8);
            assert_eq!(word(24), 22_050);
            assert_eq!(word(40) as usize, s.wav.len() - 44);
            let seconds = word(40) / 44_100;
            assert!((20..=35).contains(&seconds), "{seconds} s");
            assert!(is_nfc(&s.lyrics) && s.lyrics.lines().count() > 8);
        }
    }

    #[test]
    fn songs_are_stable_audible_and_different() {
        let (a, b) = (song(Seed(4), 0), song(Seed(4), 1));
        assert_eq!(a, song(Seed(4), 0));
        assert_ne!(a.wav, b.wav);
        assert_ne!(a.title, b.title);
        let loud = a.wav[44..]
            .chunks_exact(2)
            .filter(|s| i16::from_le_bytes([s[0], s[1]]).unsigned_abs() > 2_000)
            .count();
        assert!(loud > a.wav.len() / 20, "{loud}");
    }
}
