//! Outlines as lists of points; the easel makes them smooth, straight, wobbly or torn.

use std::f32::consts::TAU;

/// A point in picture units: 1400 along the long side, y downwards.
pub(crate) type P = (f32, f32);

/// An upright ellipse.
pub(crate) fn oval(cx: f32, cy: f32, rx: f32, ry: f32) -> Vec<P> {
    turn_oval(cx, cy, rx, ry, 0.0)
}

/// An ellipse turned by `angle` radians.
pub(crate) fn turn_oval(cx: f32, cy: f32, rx: f32, ry: f32, angle: f32) -> Vec<P> {
    let (s, c) = angle.sin_cos();
    let n = if rx.max(ry) > 60.0 { 22 } else { 12 };
    (0..n)
        .map(|i| {
            let (b, a) = (TAU * i as f32 / n as f32).sin_cos();
            (cx + a * rx * c - b * ry * s, cy + a * rx * s + b * ry * c)
        })
        .collect()
}

/// A rectangle by its top left corner.
pub(crate) fn rect(x: f32, y: f32, w: f32, h: f32) -> [P; 4] {
    [(x, y), (x + w, y), (x + w, y + h), (x, y + h)]
}

/// Part of an ellipse from `from` to `to` radians, clockwise from the right.
pub(crate) fn arc(cx: f32, cy: f32, rx: f32, ry: f32, from: f32, to: f32) -> Vec<P> {
    (0..=14)
        .map(|i| {
            let a = from + (to - from) * i as f32 / 14.0;
            (cx + rx * a.cos(), cy + ry * a.sin())
        })
        .collect()
}

/// A star with `n` points.
pub(crate) fn star(cx: f32, cy: f32, r: f32, n: usize, inner: f32) -> Vec<P> {
    (0..2 * n)
        .map(|i| {
            let a = TAU * i as f32 / (2 * n) as f32 - TAU / 4.0;
            let r = if i % 2 == 0 { r } else { r * inner };
            (cx + r * a.cos(), cy + r * a.sin())
        })
        .collect()
}

/// The same points moved, scaled about the origin and turned.
pub(crate) fn place(points: &[P], at: P, size: f32, angle: f32) -> Vec<P> {
    let (s, c) = angle.sin_cos();
    points
        .iter()
        .map(|&(x, y)| (at.0 + size * (x * c - y * s), at.1 + size * (x * s + y * c)))
        .collect()
}

/// A band of the given width along a line, as an outline.
pub(crate) fn ribbon(line: &[P], width: impl Fn(f32) -> f32) -> Vec<P> {
    let n = line.len();
    let side = |sign: f32| {
        (0..n).map(move |i| {
            let (a, b) = (line[i.saturating_sub(1)], line[(i + 1).min(n - 1)]);
            let (dx, dy) = (b.0 - a.0, b.1 - a.1);
            let long = dx.hypot(dy).max(0.001);
            (i, sign * -dy / long, sign * dx / long)
        })
    };
    let edge = |(i, nx, ny): (usize, f32, f32)| {
        let half = width(i as f32 / (n - 1).max(1) as f32) / 2.0;
        (line[i].0 + nx * half, line[i].1 + ny * half)
    };
    let mut out: Vec<P> = side(1.0).map(edge).collect();
    let mut back: Vec<P> = side(-1.0).map(edge).collect();
    back.reverse();
    out.append(&mut back);
    out
}

/// The x-range and y-range of some points.
pub(crate) fn bounds(points: &[P]) -> (f32, f32, f32, f32) {
    points.iter().fold(
        (f32::MAX, f32::MAX, f32::MIN, f32::MIN),
        |(a, b, c, d), &(x, y)| (a.min(x), b.min(y), c.max(x), d.max(y)),
    )
}
