//! Where to look: blobs that stand out from their surroundings at some scale, and which way they point.
//! Source: Lowe, "Distinctive Image Features from Scale-Invariant Keypoints", IJCV 60 (2004), §3–§5; the patent on it
//! ended in March 2020.

use std::f32::consts::{PI, TAU};

use super::plane::Plane;

/// Blurs to an octave after which the picture is halved (§3.3).
const STEPS: usize = 3;
/// Blur of the first picture of each octave, in its pixels (§3.3).
const BASE: f32 = 1.6;
/// Blur that every photo has already.
const GIVEN: f32 = 0.5;
/// Least contrast of a blob; a third of what §4 takes, because crayon on white paper is faint.
const CONTRAST: f32 = 0.01;
/// Bends along an edge at most so many times more than across it (§4.1).
const EDGE: f32 = 10.0;
/// Pictures smaller than this are not halved again.
const SMALLEST: usize = 24;
/// Bins of the circle in which directions are counted (§5).
const BINS: usize = 36;

/// Something to look at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Point {
    /// In pixels of the whole picture.
    pub(super) x: f32,
    /// In pixels of the whole picture.
    pub(super) y: f32,
    /// Its size: the blur at which it stands out most, in pixels of the whole picture.
    pub(super) size: f32,
    /// Which way it points, from 0 to 2π.
    pub(super) angle: f32,
    /// How much it stands out.
    pub(super) strength: f32,
    octave: usize,
    level: usize,
}

/// A picture at growing blurs, octave by octave.
pub(super) struct Scales {
    octaves: Vec<Vec<Plane>>,
}

impl Scales {
    pub(super) fn of(plane: &Plane) -> Self {
        let mut octaves = Vec::new();
        let mut first = plane.blurred((BASE * BASE - GIVEN * GIVEN).sqrt());
        let factor = 2_f32.powf(1.0 / STEPS as f32);
        while first.width.min(first.height) >= SMALLEST {
            let mut levels = vec![first];
            for level in 1..STEPS + 3 {
                let before = BASE * factor.powi(level as i32 - 1);
                let added = before * (factor * factor - 1.0).sqrt();
                let next = levels[level - 1].blurred(added);
                levels.push(next);
            }
            first = levels[STEPS].halved();
            octaves.push(levels);
        }
        Self { octaves }
    }

    /// The picture in which a point is described, and the point in its pixels: x, y, size.
    pub(super) fn around(&self, point: &Point) -> (&Plane, [f32; 3]) {
        let scale = (1_usize << point.octave) as f32;
        let here = [point.x / scale, point.y / scale, point.size / scale];
        (&self.octaves[point.octave][point.level], here)
    }

    /// Everything that stands out, in no order.
    pub(super) fn points(&self) -> Vec<Point> {
        let mut points = Vec::new();
        for (octave, levels) in self.octaves.iter().enumerate() {
            let gaps: Vec<Plane> = levels.windows(2).map(|w| w[1].minus(&w[0])).collect();
            for level in 1..=STEPS {
                self.extrema(&gaps, (octave, level), &mut points);
            }
        }
        points
    }

    fn extrema(&self, gaps: &[Plane], (octave, level): (usize, usize), out: &mut Vec<Point>) {
        let here = &gaps[level];
        for y in 2..here.height.saturating_sub(2) {
            for x in 2..here.width.saturating_sub(2) {
                let value = here.at(x, y);
                if value.abs() < CONTRAST * 0.8 || !stands_out(gaps, level, (x, y)) {
                    continue;
                }
                let Some((shift, strength)) = refined(gaps, level, (x, y)) else {
                    continue;
                };
                if strength < CONTRAST || is_edge(here, (x, y)) {
                    continue;
                }
                let scale = (1_usize << octave) as f32;
                let blur = BASE * 2_f32.powf((level as f32 + shift[2]) / STEPS as f32);
                let point = Point {
                    x: (x as f32 + shift[0]) * scale,
                    y: (y as f32 + shift[1]) * scale,
                    size: blur * scale,
                    angle: 0.0,
                    strength,
                    octave,
                    level,
                };
                for angle in self.directions(&point) {
                    out.push(Point { angle, ..point });
                }
            }
        }
    }

    /// The main direction of the gradients around a point, and a second one that is nearly as strong (§5).
    fn directions(&self, point: &Point) -> Vec<f32> {
        let (plane, [x, y, size]) = self.around(point);
        let reach = 1.5 * size;
        let radius = (3.0 * reach).round() as i32;
        let (cx, cy) = (x.round() as i32, y.round() as i32);
        let mut bins = [0.0_f32; BINS];
        for dy in -radius..=radius {
            for dx in -radius..=radius {
                let Some((length, angle)) = gradient(plane, cx + dx, cy + dy) else {
                    continue;
                };
                let far = (dx * dx + dy * dy) as f32;
                let weight = (-far / (2.0 * reach * reach)).exp();
                bins[(angle / TAU * BINS as f32) as usize % BINS] += length * weight;
            }
        }
        for _ in 0..2 {
            let before = bins;
            for (at, bin) in bins.iter_mut().enumerate() {
                let (left, right) = (before[(at + BINS - 1) % BINS], before[(at + 1) % BINS]);
                *bin = (left + before[at] * 2.0 + right) / 4.0;
            }
        }
        let most = bins.iter().copied().fold(0.0, f32::max);
        let mut peaks: Vec<(f32, f32)> = (0..BINS)
            .filter_map(|at| {
                let (left, here, right) = (
                    bins[(at + BINS - 1) % BINS],
                    bins[at],
                    bins[(at + 1) % BINS],
                );
                let is_peak = here > left && here > right && here >= 0.8 * most;
                let shift = 0.5 * (left - right) / (left - 2.0 * here + right);
                let angle = (at as f32 + 0.5 + shift) / BINS as f32 * TAU;
                is_peak.then_some((here, angle.rem_euclid(TAU)))
            })
            .collect();
        peaks.sort_by(|a, b| b.0.total_cmp(&a.0));
        peaks.into_iter().take(2).map(|(_, angle)| angle).collect()
    }
}

/// Length and direction (0 to 2π) of the change of brightness at a pixel; none at the rim.
pub(super) fn gradient(plane: &Plane, x: i32, y: i32) -> Option<(f32, f32)> {
    let (x, y) = (usize::try_from(x).ok()?, usize::try_from(y).ok()?);
    if x == 0 || y == 0 || x + 1 >= plane.width || y + 1 >= plane.height {
        return None;
    }
    let dx = plane.at(x + 1, y) - plane.at(x - 1, y);
    let dy = plane.at(x, y + 1) - plane.at(x, y - 1);
    let mut angle = dy.atan2(dx);
    if angle < 0.0 {
        angle += 2.0 * PI;
    }
    Some(((dx * dx + dy * dy).sqrt(), angle))
}

/// Whether a value is larger, or smaller, than its 26 neighbours in place and blur.
fn stands_out(gaps: &[Plane], level: usize, (x, y): (usize, usize)) -> bool {
    let value = gaps[level].at(x, y);
    let sign = value.signum();
    for plane in &gaps[level - 1..=level + 1] {
        for ny in y - 1..=y + 1 {
            for nx in x - 1..=x + 1 {
                let is_self = std::ptr::eq(plane, &raw const gaps[level]) && (nx, ny) == (x, y);
                if !is_self && plane.at(nx, ny) * sign >= value * sign {
                    return false;
                }
            }
        }
    }
    true
}

/// How far the true peak lies from the pixel, in each of its three directions, and its height (§4).
fn refined(gaps: &[Plane], level: usize, (x, y): (usize, usize)) -> Option<([f32; 3], f32)> {
    let along = |before: f32, here: f32, after: f32| {
        let (slope, bend) = ((after - before) / 2.0, after - 2.0 * here + before);
        if bend.abs() < 1e-9 {
            0.0
        } else {
            -slope / bend
        }
    };
    let (below, here, above) = (&gaps[level - 1], &gaps[level], &gaps[level + 1]);
    let value = here.at(x, y);
    let shift = [
        along(here.at(x - 1, y), value, here.at(x + 1, y)),
        along(here.at(x, y - 1), value, here.at(x, y + 1)),
        along(below.at(x, y), value, above.at(x, y)),
    ];
    let near = shift.iter().all(|s| s.abs() <= 1.0);
    near.then_some((shift, value.abs()))
}

fn is_edge(plane: &Plane, (x, y): (usize, usize)) -> bool {
    let value = plane.at(x, y) * 2.0;
    let xx = plane.at(x + 1, y) + plane.at(x - 1, y) - value;
    let yy = plane.at(x, y + 1) + plane.at(x, y - 1) - value;
    let xy = (plane.at(x + 1, y + 1) - plane.at(x - 1, y + 1) - plane.at(x + 1, y - 1)
        + plane.at(x - 1, y - 1))
        / 4.0;
    let (trace, determinant) = (xx + yy, xx * yy - xy * xy);
    determinant <= 0.0 || trace * trace * EDGE >= (EDGE + 1.0).powi(2) * determinant
}
