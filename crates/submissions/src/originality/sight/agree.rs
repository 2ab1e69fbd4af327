//! Whether two pictures show the same thing: points that look alike and lie alike.
//!
//! Looks alone are guesses. What convinces is that many of them agree on one way to lay a picture over the other:
//! turned, sized and shifted as a whole, perhaps in a mirror.

use std::f32::consts::PI;

use super::Feature;

/// Bits in which two looks of the same point may differ.
const MOST_BITS: u32 = 30;
/// Side of the working picture, in which places are measured.
const SIDE: f32 = super::SIDE as f32;
/// How far a point may lie from where the others put it: paper bends and a photo is taken from the side.
const NEAR: f32 = SIDE * 0.035;

/// Points from which on two pictures are alike whatever else they show.
const MANY: usize = 24;
/// Points from which on two pictures are alike where these are [`GOOD_PART`] of those that could agree.
const SOME: usize = 9;
/// In thousandths.
const GOOD_PART: i64 = 160;

/// How one picture lies over the other.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Overlay {
    /// Points that agree.
    pub points: usize,
    /// Points that could have agreed: those of the poorer picture that lie within the other.
    pub possible: usize,
    /// Whether one is the mirror image of the other.
    pub mirrored: bool,
    /// Degrees by which one is turned, from -180 to 180.
    pub turned: i32,
    /// How much of the smaller of the two the agreeing points span, in hundredths of its area.
    pub span: u32,
}

impl Overlay {
    /// Whether a person should look: many points, or fewer that are a good part of what both show. Twelve real and sixty
    /// invented pictures, each changed in 23 ways, gave the figures in `examples/sight.rs`: strangers that were drawn
    /// with the same stencils share up to 18 points and 15 % of what could agree.
    #[must_use]
    pub fn is_alike(&self) -> bool {
        self.points >= MANY || (self.points >= SOME && self.permille() >= GOOD_PART)
    }

    /// How alike, from 0 to 1000: the share of points that agree.
    #[must_use]
    pub fn permille(&self) -> i64 {
        let share = self.points * 1_000 / self.possible.max(1);
        i64::try_from(share.min(1_000)).unwrap_or(1_000)
    }
}

struct Pairing {
    a: usize,
    b: usize,
    bits: u32,
}

/// A way to lay `a` over `b`: (x, y) → scale·R(turn)·(±x, y) + shift, as a complex multiplication and a shift.
#[derive(Clone, Copy)]
struct Laying {
    re: f32,
    im: f32,
    dx: f32,
    dy: f32,
}

impl Laying {
    fn of(a: &Feature, b: &Feature) -> Self {
        let scale = b.size / a.size;
        let (sin, cos) = (b.angle - a.angle).sin_cos();
        let (re, im) = (scale * cos, scale * sin);
        Self {
            re,
            im,
            dx: b.x - (re * a.x - im * a.y),
            dy: b.y - (im * a.x + re * a.y),
        }
    }

    fn place(&self, x: f32, y: f32) -> (f32, f32) {
        (
            self.re * x - self.im * y + self.dx,
            self.im * x + self.re * y + self.dy,
        )
    }

    fn scale(&self) -> f32 {
        self.re.hypot(self.im)
    }

    fn turn(&self) -> f32 {
        self.im.atan2(self.re)
    }

    fn agrees(&self, a: &Feature, b: &Feature) -> bool {
        let (x, y) = self.place(a.x, a.y);
        let far = (x - b.x).hypot(y - b.y);
        let size = (b.size / (a.size * self.scale())).ln().abs();
        let turn = turned_by(b.angle - a.angle - self.turn()).abs();
        far <= NEAR * self.scale().clamp(1.0, 2.0) && size <= 0.5 && turn <= 0.45
    }

    /// The best laying of these pairs, by least squares.
    fn fitted(pairs: &[(&Feature, &Feature)]) -> Option<Self> {
        let count = pairs.len() as f32;
        let mean =
            |f: &dyn Fn(&(&Feature, &Feature)) -> f32| pairs.iter().map(f).sum::<f32>() / count;
        let (ax, ay) = (mean(&|p| p.0.x), mean(&|p| p.0.y));
        let (bx, by) = (mean(&|p| p.1.x), mean(&|p| p.1.y));
        let (mut re, mut im, mut weight) = (0.0, 0.0, 0.0);
        for (a, b) in pairs {
            let (x, y, u, v) = (a.x - ax, a.y - ay, b.x - bx, b.y - by);
            re += x * u + y * v;
            im += x * v - y * u;
            weight += x * x + y * y;
        }
        (weight > 1.0).then(|| {
            let (re, im) = (re / weight, im / weight);
            Self {
                re,
                im,
                dx: bx - (re * ax - im * ay),
                dy: by - (im * ax + re * ay),
            }
        })
    }
}

/// An angle as it is nearest to nothing.
fn turned_by(angle: f32) -> f32 {
    (angle + PI).rem_euclid(2.0 * PI) - PI
}

/// The best way to lay one picture over the other, straight or in a mirror.
#[must_use]
pub fn overlay(a: &[Feature], b: &[Feature]) -> Overlay {
    let straight = laid(a, b);
    let flipped: Vec<Feature> = a.iter().map(Feature::mirrored).collect();
    let mirror = laid(&flipped, b);
    if mirror.points > straight.points {
        Overlay {
            mirrored: true,
            ..mirror
        }
    } else {
        straight
    }
}

fn laid(a: &[Feature], b: &[Feature]) -> Overlay {
    let pairings = pairings(a, b);
    let mut best: Vec<(usize, usize)> = Vec::new();
    let mut best_laying = None;
    for seed in &pairings {
        let mut laying = Laying::of(&a[seed.a], &b[seed.b]);
        let mut agreed = agreeing(&laying, &pairings, (a, b));
        for _ in 0..2 {
            let pairs: Vec<_> = agreed.iter().map(|(i, j)| (&a[*i], &b[*j])).collect();
            let Some(fitted) = (pairs.len() >= 3).then(|| Laying::fitted(&pairs)).flatten() else {
                break;
            };
            let again = agreeing(&fitted, &pairings, (a, b));
            if again.len() < agreed.len() {
                break;
            }
            (laying, agreed) = (fitted, again);
        }
        if agreed.len() > best.len() {
            (best, best_laying) = (agreed, Some(laying));
        }
    }
    best_laying.map_or_else(Overlay::default, |laying| told(&laying, &best, (a, b)))
}

/// Pairs of points that look alike, the best first.
fn pairings(a: &[Feature], b: &[Feature]) -> Vec<Pairing> {
    let mut pairings = Vec::new();
    for (i, one) in a.iter().enumerate() {
        let mut near: Vec<Pairing> = b
            .iter()
            .enumerate()
            .map(|(j, other)| Pairing {
                a: i,
                b: j,
                bits: (one.look ^ other.look).count_ones(),
            })
            .filter(|p| p.bits <= MOST_BITS)
            .collect();
        near.sort_by_key(|p| p.bits);
        near.truncate(2);
        pairings.append(&mut near);
    }
    pairings.sort_by_key(|p| p.bits);
    pairings
}

/// The pairs that agree with a laying, each place of either picture counted once.
fn agreeing(
    laying: &Laying,
    pairings: &[Pairing],
    (a, b): (&[Feature], &[Feature]),
) -> Vec<(usize, usize)> {
    if !(0.12..=8.0).contains(&laying.scale()) {
        return Vec::new();
    }
    let mut agreed: Vec<(usize, usize)> = Vec::new();
    for Pairing { a: i, b: j, .. } in pairings {
        let taken = agreed.iter().any(|(k, l)| {
            let same = |x: &Feature, y: &Feature| (x.x - y.x).abs() + (x.y - y.y).abs() < 3.0;
            k == i || l == j || same(&a[*k], &a[*i]) || same(&b[*l], &b[*j])
        });
        if !taken && laying.agrees(&a[*i], &b[*j]) {
            agreed.push((*i, *j));
        }
    }
    agreed
}

fn told(laying: &Laying, agreed: &[(usize, usize)], (a, b): (&[Feature], &[Feature])) -> Overlay {
    let frame = |of: &[Feature]| {
        of.iter()
            .fold([f32::MAX, f32::MAX, 0.0, 0.0], |[l, t, r, d], f| {
                [l.min(f.x), t.min(f.y), f32::max(r, f.x), f32::max(d, f.y)]
            })
    };
    let within = |[l, t, r, d]: [f32; 4], (x, y): (f32, f32)| {
        x >= l - NEAR && y >= t - NEAR && x <= r + NEAR && y <= d + NEAR
    };
    let (fa, fb) = (frame(a), frame(b));
    let (norm, back) = (laying.scale().powi(2), |x: f32, y: f32| {
        let (x, y) = (x - laying.dx, y - laying.dy);
        (laying.re * x + laying.im * y, laying.re * y - laying.im * x)
    });
    // A point that a smaller picture is too small to show could not have agreed.
    let seen = |size: f32| size >= 1.6;
    let of_a = a
        .iter()
        .filter(|f| seen(f.size * laying.scale()) && within(fb, laying.place(f.x, f.y)))
        .count();
    let of_b = b
        .iter()
        .filter(|f| {
            let (x, y) = back(f.x, f.y);
            seen(f.size / laying.scale()) && within(fa, (x / norm, y / norm))
        })
        .count();
    let spanned = frame(&agreed.iter().map(|(i, _)| a[*i]).collect::<Vec<_>>());
    let area = |[l, t, r, d]: [f32; 4]| ((r - l) * (d - t)).max(1.0);
    let smaller = area(fa).min(area(fb) / norm).max(1.0);
    Overlay {
        points: agreed.len(),
        possible: of_a.min(of_b).max(agreed.len()),
        mirrored: false,
        turned: turned_by(laying.turn()).to_degrees().round() as i32,
        span: ((area(spanned) / smaller) * 100.0).min(100.0) as u32,
    }
}
