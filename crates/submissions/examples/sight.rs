//! How well pictures are found again after what is done to hide them, and how often strangers look alike:
//! `cargo run --release -p submissions --example sight -- <folder of pictures> [strangers to invent]`.
//!
//! Prints, for each change, how many pictures were found by their keys and how many were then told alike; and the
//! largest agreement of two pictures that have nothing to do with each other. The thresholds in
//! `originality::sight` were chosen from this.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "figures for people, and pixels of 8 bits"
)]

use std::{
    collections::HashMap,
    io::{Cursor, Write},
    ops::Range,
};

use image::{DynamicImage, GrayImage, Rgb, RgbImage, imageops};
use submissions::originality::sight::{Feature, keys, overlay, queries, see};

type Change = (&'static str, fn(&RgbImage) -> RgbImage);

fn jpeg(picture: &RgbImage, quality: u8) -> RgbImage {
    let mut out = Cursor::new(Vec::new());
    let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut out, quality);
    picture
        .write_with_encoder(encoder)
        .expect("a picture is encoded");
    image::load_from_memory(out.get_ref())
        .expect("and decoded")
        .to_rgb8()
}

fn scaled(picture: &RgbImage, permille: u32) -> RgbImage {
    let side = |n: u32| (n * permille / 1000).max(8);
    imageops::resize(
        picture,
        side(picture.width()),
        side(picture.height()),
        imageops::FilterType::Triangle,
    )
}

fn cropped(picture: &RgbImage, [left, top, width, height]: [u32; 4]) -> RgbImage {
    let of = |n: u32, part: u32| n * part / 100;
    let (w, h) = picture.dimensions();
    imageops::crop_imm(
        picture,
        of(w, left),
        of(h, top),
        of(w, width),
        of(h, height),
    )
    .to_image()
}

/// Turned by degrees, the corners white; `shear` leans it as a photo from the side does.
fn turned(picture: &RgbImage, degrees: f32, shear: f32) -> RgbImage {
    let (sin, cos) = degrees.to_radians().sin_cos();
    let (w, h) = (picture.width() as f32, picture.height() as f32);
    RgbImage::from_fn(picture.width(), picture.height(), |x, y| {
        let (dx, dy) = (x as f32 - w / 2.0, y as f32 - h / 2.0);
        let dx = dx + shear * dy;
        let at = (cos * dx + sin * dy + w / 2.0, cos * dy - sin * dx + h / 2.0);
        imageops::interpolate_bilinear(picture, at.0, at.1).unwrap_or(Rgb([255; 3]))
    })
}

fn each(picture: &RgbImage, change: impl Fn([f32; 3]) -> [f32; 3]) -> RgbImage {
    let mut out = picture.clone();
    for pixel in out.pixels_mut() {
        pixel.0 = change(pixel.0.map(f32::from)).map(|v| v.clamp(0.0, 255.0) as u8);
    }
    out
}

const CHANGES: &[Change] = &[
    ("the same", Clone::clone),
    ("jpeg quality 30", |p| jpeg(p, 30)),
    ("half size", |p| scaled(p, 500)),
    ("240 pixels", |p| {
        imageops::resize(
            p,
            240,
            240 * p.height() / p.width(),
            imageops::FilterType::Triangle,
        )
    }),
    ("brighter, flatter", |p| {
        each(p, |v| v.map(|c| c * 0.7 + 70.0))
    }),
    ("darker, gamma", |p| {
        each(p, |v| v.map(|c| (c / 255.0).powf(1.7) * 255.0))
    }),
    ("warmer", |p| {
        each(p, |[r, g, b]| [r * 1.2 + 10.0, g, b * 0.7])
    }),
    ("colours swapped", |p| each(p, |[r, g, b]| [g, b, r])),
    ("grey", |p| {
        DynamicImage::ImageRgb8(p.clone()).grayscale().to_rgb8()
    }),
    ("mirrored", imageops::flip_horizontal),
    ("turned 90", imageops::rotate90),
    ("turned 180", imageops::rotate180),
    ("mirrored, turned 270", |p| {
        imageops::rotate270(&imageops::flip_horizontal(p))
    }),
    ("turned 3", |p| turned(p, 3.0, 0.0)),
    ("turned 15", |p| turned(p, 15.0, 0.0)),
    ("turned 8, leaning", |p| turned(p, 8.0, 0.15)),
    ("cropped to 64 %", |p| cropped(p, [10, 10, 80, 80])),
    ("cropped to 36 %", |p| cropped(p, [5, 30, 60, 60])),
    ("cropped to 20 %", |p| cropped(p, [30, 30, 45, 45])),
    ("mirrored, cropped to 49 %, jpeg 60", |p| {
        jpeg(
            &imageops::flip_horizontal(&cropped(p, [20, 10, 70, 70])),
            60,
        )
    }),
    ("turned 5, cropped, brighter", |p| {
        each(&cropped(&turned(p, 5.0, 0.0), [12, 12, 70, 75]), |v| {
            v.map(|c| c + 30.0)
        })
    }),
    ("blurred", |p| imageops::blur(&scaled(p, 400), 1.5)),
    ("white border", |p| {
        let (w, h) = p.dimensions();
        let mut out = RgbImage::from_pixel(w * 14 / 10, h * 13 / 10, Rgb([250; 3]));
        imageops::overlay(&mut out, p, i64::from(w / 5), i64::from(h / 8));
        out
    }),
];

fn features(picture: &RgbImage) -> Vec<Feature> {
    let grey: GrayImage = DynamicImage::ImageRgb8(picture.clone()).to_luma8();
    see(&grey)
}

struct Known {
    name: String,
    picture: RgbImage,
    features: Vec<Feature>,
}

fn known(name: String, picture: &DynamicImage) -> Known {
    let picture = picture.thumbnail(800, 800).to_rgb8();
    Known {
        name,
        features: features(&picture),
        picture,
    }
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().expect("a folder of pictures");
    let invented: u32 = arguments.next().and_then(|n| n.parse().ok()).unwrap_or(120);
    let mut out = std::io::stdout().lock();
    let mut pictures = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("a file").path();
        if let Ok(picture) = image::open(&path) {
            pictures.push(known(path.display().to_string(), &picture));
        }
    }
    let real = pictures.len();
    for n in 0..invented {
        let it = rehearsal::painting(rehearsal::Seed(2024), n);
        let picture = image::load_from_memory(&it.jpeg).expect("an invented picture");
        pictures.push(known(format!("invented {n}"), &picture));
    }
    strangers(&pictures, real, &mut out);
    let mut index: HashMap<i64, Vec<usize>> = HashMap::new();
    for (at, own) in pictures.iter().enumerate() {
        for key in keys(&own.features) {
            index.entry(key).or_default().push(at);
        }
    }
    for (name, part) in [
        ("real", 0..real),
        ("invented", real..(real + 30).min(pictures.len())),
    ] {
        writeln!(out, "{name}:").ok();
        for change in CHANGES {
            found_again(&pictures, &index, (change, part.clone()), &mut out);
        }
    }
}

/// The pairs of pictures that agree most although nobody changed one into the other.
fn strangers(pictures: &[Known], real: usize, out: &mut impl Write) {
    let mut found = Vec::new();
    for (a, one) in pictures.iter().enumerate() {
        for (b, other) in pictures.iter().enumerate().skip(a + 1) {
            if a % 3 == 0 || b < real {
                found.push((
                    overlay(&one.features, &other.features),
                    &one.name,
                    &other.name,
                ));
            }
        }
    }
    found.sort_by_key(|(seen, ..)| std::cmp::Reverse(seen.points));
    let alike = found.iter().filter(|(seen, ..)| seen.is_alike()).count();
    writeln!(
        out,
        "{} pairs of strangers, {alike} told alike",
        found.len()
    )
    .ok();
    for (seen, one, other) in found.iter().take(8) {
        let permille = seen.permille();
        writeln!(
            out,
            "  {} points, {permille} ‰: {one} / {other}",
            seen.points
        )
        .ok();
    }
}

fn found_again(
    pictures: &[Known],
    index: &HashMap<i64, Vec<usize>>,
    ((name, change), part): (&Change, Range<usize>),
    out: &mut impl Write,
) {
    let (mut found, mut told, mut points, mut least) = (0, 0, 0, i64::MAX);
    let n = part.len().max(1);
    for at in part {
        let changed = features(&change(&pictures[at].picture));
        let mut votes: HashMap<usize, usize> = HashMap::new();
        for key in queries(&changed) {
            for other in index.get(&key).into_iter().flatten() {
                *votes.entry(*other).or_default() += 1;
            }
        }
        found += usize::from(votes.contains_key(&at));
        let seen = overlay(&pictures[at].features, &changed);
        told += usize::from(seen.is_alike());
        points += seen.points;
        least = least.min(seen.permille());
    }
    let mean = points as f64 / n as f64;
    writeln!(
        out,
        "  {name:38} found {found:3}/{n}  alike {told:3}/{n}  ({mean:5.1} points, least {least} ‰)"
    )
    .ok();
}
