//! What a picture looks like to somebody who compares: a few dozen striking points, what is around each, and where
//! they lie. Turned, cropped, mirrored, lightened or smaller, most of them are still there.

mod agree;
mod describe;
mod keys;
mod plane;
mod points;
mod record;

use image::{GrayImage, imageops};

use describe::Look;
use plane::Plane;
use points::{Point, Scales};

pub use agree::{Overlay, overlay};
pub use keys::{keys, queries};
pub use record::{read, to_bytes};

/// Longest side of the working picture, in pixels.
pub const SIDE: u32 = 448;
/// Points of a picture that are kept.
pub const KEPT: usize = 160;
/// Points by which a picture is found, the most striking first.
pub const FOUND_BY: usize = 40;

/// A striking point of a picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Feature {
    /// In pixels of the working picture.
    pub x: f32,
    /// In pixels of the working picture.
    pub y: f32,
    /// In pixels of the working picture.
    pub size: f32,
    /// From 0 to 2π.
    pub angle: f32,
    /// What is around it.
    pub look: Look,
}

impl Feature {
    /// The point in a mirror.
    #[must_use]
    pub fn mirrored(&self) -> Self {
        Self {
            x: -self.x,
            y: self.y,
            size: self.size,
            angle: (std::f32::consts::PI - self.angle).rem_euclid(std::f32::consts::TAU),
            look: describe::mirrored(self.look),
        }
    }
}

/// The striking points of a picture, the most striking first.
#[must_use]
pub fn see(picture: &GrayImage) -> Vec<Feature> {
    let long = picture.width().max(picture.height()).max(1);
    let side = |n: u32| (n * SIDE / long).max(1);
    let (width, height) = (side(picture.width()), side(picture.height()));
    let small = imageops::resize(picture, width, height, imageops::FilterType::Triangle);
    let scales = Scales::of(&Plane::of(&small));
    let points = spread(scales.points(), (width as f32, height as f32));
    points
        .iter()
        .map(|point| Feature {
            x: point.x,
            y: point.y,
            size: point.size,
            angle: point.angle,
            look: describe::look(&scales, point),
        })
        .collect()
}

/// The strongest points of all parts of the picture, so that one busy corner does not take all places.
fn spread(mut points: Vec<Point>, (width, height): (f32, f32)) -> Vec<Point> {
    const PARTS: usize = 4;
    points.sort_by(|a, b| b.strength.total_cmp(&a.strength));
    let part = |point: &Point| {
        let of = |at: f32, side: f32| ((at / side * PARTS as f32).max(0.0) as usize).min(PARTS - 1);
        of(point.y, height) * PARTS + of(point.x, width)
    };
    // Round by round, each part gives its next strongest.
    let mut given = [0_usize; PARTS * PARTS];
    let mut ranked: Vec<(usize, Point)> = points
        .into_iter()
        .map(|point| {
            let rank = given[part(&point)];
            given[part(&point)] += 1;
            (rank, point)
        })
        .collect();
    ranked.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.strength.total_cmp(&a.1.strength)));
    ranked.into_iter().take(KEPT).map(|(_, p)| p).collect()
}

#[cfg(test)]
mod tests;
