//! JPEG, decoded at an eighth to the whole of its size: most of a photo's pixels are never computed.

use image::{RgbImage, metadata::Orientation};
use turbojpeg::{Decompressor, Image, PixelFormat, ScalingFactor};

use super::{Decoded, check_size, colour};
use crate::files::inspect::Refusal;

/// What the segments before the picture say.
#[derive(Default)]
struct Head {
    orientation: Option<Orientation>,
    profile: Vec<(u8, Vec<u8>)>,
    adobe: bool,
}

/// Decodes a picture to at least `side` pixels on its longest side, if it has them.
pub(super) fn decode(bytes: &[u8], side: u32) -> Result<Decoded, Refusal> {
    let head = read_head(bytes).ok_or(Refusal::Broken)?;
    let mut decoder = Decompressor::new().map_err(|_| Refusal::Broken)?;
    let header = decoder.read_header(bytes).map_err(|_| Refusal::Broken)?;
    let pixels = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let whole = (pixels(header.width), pixels(header.height));
    check_size(whole.0, whole.1)?;
    // A picture of many scans costs a pass over the whole for each: a bomb in small.
    decoder.set_scan_limit(500).map_err(|_| Refusal::Broken)?;
    if !header.is_lossless {
        let factor = factor(whole.0.max(whole.1), side);
        decoder
            .set_scaling_factor(factor)
            .map_err(|_| Refusal::Broken)?;
    }
    let scaled = if header.is_lossless {
        header
    } else {
        header.scaled(decoder.scaling_factor())
    };
    let inks = matches!(
        header.colorspace,
        turbojpeg::Colorspace::CMYK | turbojpeg::Colorspace::YCCK
    );
    let format = if inks {
        PixelFormat::CMYK
    } else {
        PixelFormat::RGB
    };
    let pitch = scaled.width * format.size();
    let mut image = Image {
        pixels: vec![0_u8; pitch * scaled.height],
        width: scaled.width,
        pitch,
        height: scaled.height,
        format,
    };
    match decoder.decompress(bytes, image.as_deref_mut()) {
        Err(error) if is_fatal(&error.to_string()) => return Err(Refusal::Broken),
        _ => {}
    }
    let (width, height) = (pixels(scaled.width), pixels(scaled.height));
    let profile = head.joined_profile();
    let picture = if inks {
        colour::from_cmyk(
            (width, height),
            image.pixels,
            head.adobe,
            profile.as_deref(),
        )?
    } else {
        let mut picture = RgbImage::from_raw(width, height, image.pixels).ok_or(Refusal::Broken)?;
        colour::to_srgb(&mut picture, profile.as_deref());
        picture
    };
    Ok(Decoded {
        picture,
        size: whole,
        orientation: head.orientation.unwrap_or(Orientation::NoTransforms),
    })
}

/// The smallest of 1/8, 1/4, 1/2 and 1 that still has `side` pixels; the others have no fast path.
fn factor(longest: u32, side: u32) -> ScalingFactor {
    let denominator = [8, 4, 2]
        .into_iter()
        .find(|d| longest.div_ceil(*d) >= side)
        .unwrap_or(1);
    ScalingFactor::new(1, denominator as usize)
}

/// The decoder warns of many a thing that cameras do; only these leave a hole in the picture.
fn is_fatal(words: &str) -> bool {
    let harmless = [
        "extraneous bytes",
        "Unknown Adobe color transform",
        "Unknown JFIF",
        "Inconsistent progression",
        "Unsupported marker",
        "Warning",
    ];
    !harmless.iter().any(|word| words.contains(word))
}

/// Walks the segments to the end mark. None where the picture has none: it was cut.
fn read_head(bytes: &[u8]) -> Option<Head> {
    let mut head = Head::default();
    let mut at = 2;
    loop {
        while *bytes.get(at)? != 0xFF {
            at += 1;
        }
        let marker = *bytes.get(at + 1)?;
        match marker {
            0xD9 => return Some(head),
            // Fill bytes, stuffed bytes of a scan, restart marks.
            0xFF => at += 1,
            0x00 | 0x01 | 0xD0..=0xD8 => at += 2,
            _ => {
                let length = usize::from(u16::from_be_bytes([
                    *bytes.get(at + 2)?,
                    *bytes.get(at + 3)?,
                ]));
                let content = bytes.get(at + 4..at + 2 + length.max(2))?;
                head.note(marker, content);
                at += 2 + length.max(2);
            }
        }
    }
}

impl Head {
    fn note(&mut self, marker: u8, content: &[u8]) {
        match marker {
            0xE1 => {
                if let Some(exif) = content.strip_prefix(b"Exif\0\0") {
                    self.orientation = self.orientation.or(Orientation::from_exif_chunk(exif));
                }
            }
            0xE2 => {
                if let Some([number, _, part @ ..]) = content.strip_prefix(b"ICC_PROFILE\0") {
                    self.profile.push((*number, part.to_vec()));
                }
            }
            0xEE => self.adobe |= content.starts_with(b"Adobe"),
            _ => {}
        }
    }

    fn joined_profile(&self) -> Option<Vec<u8>> {
        let mut parts: Vec<_> = self.profile.iter().collect();
        parts.sort_by_key(|(number, _)| *number);
        let joined: Vec<u8> = parts
            .into_iter()
            .flat_map(|(_, part)| part.clone())
            .collect();
        (!joined.is_empty()).then_some(joined)
    }
}
