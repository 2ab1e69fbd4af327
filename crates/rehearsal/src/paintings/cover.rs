//! What a shape covers: paths through points, coverage of pixels, soft shadows of both.

use tiny_skia::{Mask, Path, PathBuilder};

use super::shape::P;

/// A part of the picture in pixels, and how much of each is covered.
pub(super) struct Patch {
    pub(super) x: usize,
    pub(super) y: usize,
    pub(super) mask: Mask,
}

/// How the corners of an outline are joined.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Edge {
    Smooth,
    Straight,
}

/// The value of a quarter-size patch under a full-size pixel.
#[inline]
pub(super) fn sample(patch: &Patch, x: usize, y: usize) -> i32 {
    let (w, h) = (patch.mask.width() as usize, patch.mask.height() as usize);
    let at = |x: usize, y: usize| i32::from(patch.mask.data()[y.min(h - 1) * w + x.min(w - 1)]);
    let (qx, qy) = (
        (x / 4).saturating_sub(patch.x),
        (y / 4).saturating_sub(patch.y),
    );
    let (fx, fy) = ((x & 3) as i32, (y & 3) as i32);
    let top = at(qx, qy) * (4 - fx) + at(qx + 1, qy) * fx;
    let low = at(qx, qy + 1) * (4 - fx) + at(qx + 1, qy + 1) * fx;
    (top * (4 - fy) + low * fy) >> 4
}

/// A box blur of the given radius, both ways.
pub(super) fn blur(mask: &mut Mask, radius: usize) {
    let (w, h) = (mask.width() as usize, mask.height() as usize);
    let data = mask.data_mut();
    let mut line = vec![0_u8; w.max(h)];
    let mut pass = |data: &mut [u8], start: usize, step: usize, n: usize| {
        for (i, slot) in line[..n].iter_mut().enumerate() {
            *slot = data[start + i * step];
        }
        let at = |i: isize| i32::from(line[i.clamp(0, n as isize - 1) as usize]);
        let r = radius as isize;
        let mut sum: i32 = (-r..=r).map(at).sum();
        for i in 0..n as isize {
            data[start + i as usize * step] = (sum / (2 * r as i32 + 1)) as u8;
            sum += at(i + r + 1) - at(i - r);
        }
    };
    for y in 0..h {
        pass(data, y * w, 1, w);
    }
    for x in 0..w {
        pass(data, x, w, h);
    }
}

/// Points to a path; smooth ones pass through the middles of the sides.
pub(super) fn trace(points: &[P], edge: Edge, closed: bool) -> Option<Path> {
    let n = points.len();
    if n < 2 {
        return None;
    }
    let mut path = PathBuilder::new();
    let middle = |a: P, b: P| (f32::midpoint(a.0, b.0), f32::midpoint(a.1, b.1));
    match (edge, closed) {
        (Edge::Straight, _) => {
            path.move_to(points[0].0, points[0].1);
            for p in &points[1..] {
                path.line_to(p.0, p.1);
            }
        }
        (Edge::Smooth, true) => {
            let start = middle(points[n - 1], points[0]);
            path.move_to(start.0, start.1);
            for i in 0..n {
                let end = middle(points[i], points[(i + 1) % n]);
                path.quad_to(points[i].0, points[i].1, end.0, end.1);
            }
        }
        (Edge::Smooth, false) => {
            path.move_to(points[0].0, points[0].1);
            for i in 1..n - 1 {
                let end = if i == n - 2 {
                    points[n - 1]
                } else {
                    middle(points[i], points[i + 1])
                };
                path.quad_to(points[i].0, points[i].1, end.0, end.1);
            }
            if n == 2 {
                path.line_to(points[1].0, points[1].1);
            }
        }
    }
    if closed {
        path.close();
    }
    path.finish()
}
