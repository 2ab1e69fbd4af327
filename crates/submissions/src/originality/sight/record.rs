//! Points as they are kept: 24 bytes each, little endian.

use std::f32::consts::TAU;

use super::{Feature, KEPT};

const EACH: usize = 24;
/// Steps to a pixel; the working picture has at most 1,023.
const PLACES: f32 = 64.0;
/// Steps to a pixel of size.
const SIZES: f32 = 256.0;

/// The points as bytes.
#[must_use]
pub fn to_bytes(features: &[Feature]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(features.len() * EACH);
    for f in features {
        let turn = f.angle.rem_euclid(TAU) / TAU * f32::from(u16::MAX);
        for value in [f.x * PLACES, f.y * PLACES, f.size * SIZES, turn] {
            bytes.extend_from_slice(&(value.round() as u16).to_le_bytes());
        }
        bytes.extend_from_slice(&f.look.to_le_bytes());
    }
    bytes
}

/// Reads what [`to_bytes`] wrote; none where it is no such record.
#[must_use]
pub fn read(bytes: &[u8]) -> Option<Vec<Feature>> {
    if !bytes.len().is_multiple_of(EACH) || bytes.len() > KEPT * EACH {
        return None;
    }
    let point = |b: &[u8]| -> Option<Feature> {
        let value = |at: usize| {
            Some(f32::from(u16::from_le_bytes(
                b.get(at..at + 2)?.try_into().ok()?,
            )))
        };
        Some(Feature {
            x: value(0)? / PLACES,
            y: value(2)? / PLACES,
            size: value(4)? / SIZES,
            angle: value(6)? / f32::from(u16::MAX) * TAU,
            look: u128::from_le_bytes(b.get(8..EACH)?.try_into().ok()?),
        })
    };
    bytes.chunks_exact(EACH).map(point).collect()
}
