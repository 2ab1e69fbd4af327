//! How well pictures are found again after what is done to hide them, and how often strangers look alike:
//! `cargo run --release -p submissions --example sight -- <folder of pictures> [strangers to invent]`.
//!
//! Prints, for each change, how many pictures were found by their keys and how many were then told alike; and the
//! largest agreement of two pictures that have nothing to do with each other. The thresholds in
//! `originality::sight` were chosen from this.

use std::{
    collections::{HashMap, HashSet},
    io::{Cursor, Write},
};

use image::{DynamicImage, GenericImageView, GrayImage, Rgb, RgbImage, imageops};
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

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().expect("a folder of pictures");
    let invented: u32 = arguments.next().and_then(|n| n.parse().ok()).unwrap_or(120);
    let mut out = std::io::stdout().lock();
    let mut pictures: Vec<(String, RgbImage)> = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("a file").path();
        if let Ok(picture) = image::open(&path) {
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let picture = picture.thumbnail(800, 800);
            if picture.dimensions().0 > 64 {
                pictures.push((name, picture.to_rgb8()));
            }
        }
    }
    let real = pictures.len();
    for n in 0..invented {
        let it = rehearsal::painting(rehearsal::Seed(2024), n);
        let picture = image::load_from_memory(&it.jpeg).expect("an invented picture");
        pictures.push((
            format!("invented {n}"),
            picture.thumbnail(800, 800).to_rgb8(),
        ));
    }
    let known: Vec<Vec<Feature>> = pictures.iter().map(|(_, p)| features(p)).collect();
    let mut index: HashMap<i64, Vec<usize>> = HashMap::new();
    for (at, own) in known.iter().enumerate() {
        for key in keys(own) {
            index.entry(key).or_default().push(at);
        }
    }
    let most = index.values().map(Vec::len).max().unwrap_or(0);
    let total: usize = index.values().map(Vec::len).sum();
    writeln!(
        out,
        "{} pictures ({real} real), {} keys each, largest key {most}",
        pictures.len(),
        total / pictures.len()
    )
    .ok();
    let mut strangers: Vec<(i64, usize, u32, usize, usize)> = Vec::new();
    for a in 0..known.len() {
        for b in a + 1..known.len() {
            if a % 3 == 0 || b < real {
                let found = overlay(&known[a], &known[b]);
                strangers.push((found.permille(), found.points, found.span, a, b));
            }
        }
    }
    strangers.sort_unstable_by_key(|s| std::cmp::Reverse((s.1, s.0)));
    let alike = strangers
        .iter()
        .filter(|s| overlay(&known[s.3], &known[s.4]).is_alike())
        .count();
    writeln!(
        out,
        "{} pairs of strangers, {alike} told alike; the most alike:",
        strangers.len()
    )
    .ok();
    for s in strangers.iter().take(8) {
        writeln!(
            out,
            "  {} points, {} ‰, span {}: {} / {}",
            s.1, s.0, s.2, pictures[s.3].0, pictures[s.4].0
        )
        .ok();
    }
    for part in [
        ("real", 0..real),
        ("invented", real..(real + 30).min(pictures.len())),
    ] {
        writeln!(out, "{}:", part.0).ok();
        for (name, change) in CHANGES {
            let (mut found, mut told, mut shared, mut points, mut least) = (0, 0, 0, 0, i64::MAX);
            for at in part.1.clone() {
                let changed = features(&change(&pictures[at].1));
                let mut votes: HashMap<usize, usize> = HashMap::new();
                let asked: HashSet<i64> = queries(&changed).into_iter().collect();
                for key in asked {
                    for other in index.get(&key).into_iter().flatten() {
                        *votes.entry(*other).or_default() += 1;
                    }
                }
                let own = votes.get(&at).copied().unwrap_or(0);
                let before = votes.values().filter(|v| **v > own).count();
                found += usize::from(own > 0 && before < 64);
                shared += own;
                let seen = overlay(&known[at], &changed);
                told += usize::from(seen.is_alike());
                points += seen.points;
                least = least.min(seen.permille());
            }
            let n = part.1.len().max(1);
            writeln!(out, "  {name:38} found {found:3}/{n} (keys {:5.1})  alike {told:3}/{n} (points {:5.1}, least {least} ‰)", shared as f64 / n as f64, points as f64 / n as f64).ok();
        }
    }
}
