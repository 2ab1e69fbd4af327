//! Small works made by the machine for these tests. Nobody's; dedicated to the public domain under CC0 1.0.

use std::{fmt::Write as _, io::Cursor};

use image::{ImageFormat, Rgb, RgbImage};

fn picture(format: ImageFormat, (width, height): (u32, u32)) -> Vec<u8> {
    let paint = RgbImage::from_fn(width, height, |x, y| {
        Rgb([
            u8::try_from(x % 256).unwrap_or(0),
            u8::try_from(y % 256).unwrap_or(0),
            90,
        ])
    });
    let mut out = Cursor::new(Vec::new());
    paint
        .write_to(&mut out, format)
        .expect("a picture is encoded");
    out.into_inner()
}

/// A PNG of 400 × 320 pixels.
#[must_use]
pub fn png() -> Vec<u8> {
    picture(ImageFormat::Png, (400, 320))
}

/// A JPEG of the same picture.
#[must_use]
pub fn jpeg() -> Vec<u8> {
    picture(ImageFormat::Jpeg, (400, 320))
}

/// A JPEG of 2000 × 1300 pixels: more than one view shows.
#[must_use]
pub fn large_jpeg() -> Vec<u8> {
    picture(ImageFormat::Jpeg, (2_000, 1_300))
}

/// A JPEG of 2500 × 400 pixels: it gets a larger view than others.
#[must_use]
pub fn wide_jpeg() -> Vec<u8> {
    picture(ImageFormat::Jpeg, (2_500, 400))
}

/// Two seconds of a rising tone, 8 kHz, 16 bit, one channel.
#[must_use]
pub fn wav() -> Vec<u8> {
    const RATE: u32 = 8_000;
    let samples: Vec<i16> = (0..RATE * 2)
        .map(|n| {
            let saw = (n * (n / 400 + 20)) % 8_000;
            i16::try_from(saw).unwrap_or(0) - 4_000
        })
        .collect();
    wav_of(RATE, &samples)
}

/// A recording of 16 bit and one channel.
#[must_use]
pub fn wav_of(rate: u32, samples: &[i16]) -> Vec<u8> {
    let size = u32::try_from(samples.len() * 2).unwrap_or(0);
    let mut out = Vec::new();
    out.extend_from_slice(b"RIFF");
    out.extend_from_slice(&(36 + size).to_le_bytes());
    out.extend_from_slice(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    out.extend_from_slice(&rate.to_le_bytes());
    out.extend_from_slice(&(rate * 2).to_le_bytes());
    out.extend_from_slice(b"\x02\0\x10\0data");
    out.extend_from_slice(&size.to_le_bytes());
    out.extend(samples.iter().flat_map(|s| s.to_le_bytes()));
    out
}

/// The document of an invented initiative.
#[must_use]
pub fn pdf() -> Vec<u8> {
    let mut all = (0..40).filter_map(|n| rehearsal::initiative(rehearsal::Seed(7), n).pdf);
    all.next().expect("some invented initiative has a document")
}

/// A PDF of one page with one line on it, in ASCII, and `more` in its catalog.
#[must_use]
pub fn pdf_saying(line: &str, more: &str) -> Vec<u8> {
    let content = format!("BT /F1 14 Tf 72 720 Td ({line}) Tj ET");
    let objects = [
        format!("<</Type/Catalog/Pages 2 0 R{more}>>"),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>".to_owned(),
        format!("<</Length {}>>stream\n{content}\nendstream", content.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
    ];
    let mut out = String::from("%PDF-1.4\n");
    let mut table = String::from("0000000000 65535 f \n");
    for (n, object) in (1..).zip(&objects) {
        let _ = writeln!(table, "{:010} 00000 n ", out.len());
        let _ = write!(out, "{n} 0 obj\n{object}\nendobj\n");
    }
    let size = objects.len() + 1;
    let start = out.len();
    let _ = write!(
        out,
        "xref\n0 {size}\n{table}trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
    );
    out.into_bytes()
}
