//! Hills, terraces, rivers, paths, fields.

use std::f32::consts::TAU;

use crate::paintings::easel::Easel;
use crate::paintings::palette::{Rgb, darker, lighter, mix};
use crate::paintings::shape::{P, ribbon};

/// A ridge line from left to right around height `y`.
pub(crate) fn ridge(e: &mut Easel, y: f32, rise: f32, peaks: f32) -> Vec<P> {
    let (a, b, c) = (
        e.dice.between(0.0, TAU),
        e.dice.between(0.0, TAU),
        e.dice.between(0.0, TAU),
    );
    let n = 18 + (peaks * 4.0) as usize;
    (0..=n)
        .map(|i| {
            let t = i as f32 / n as f32;
            let wave = (t * TAU * peaks * 0.5 + a).sin() * 0.6
                + (t * TAU * peaks * 1.1 + b).sin() * 0.3
                + (t * TAU * peaks * 2.3 + c).sin() * 0.12;
            (
                -60.0 + (e.w + 120.0) * t,
                y - rise * wave + e.dice.between(-0.04, 0.04) * rise,
            )
        })
        .collect()
}

/// The land under a ridge.
pub(crate) fn land(e: &mut Easel, ridge: &[P], top: Rgb, bottom: Rgb) {
    let floor = e.h + 90.0;
    let mut area = ridge.to_vec();
    area.extend([
        (e.w + 90.0, floor),
        (e.w + 90.0, floor),
        (-90.0, floor),
        (-90.0, floor),
    ]);
    e.ground(&area, top, bottom);
}

/// Layers of hills, paler the farther: `top` is the height of the farthest, `low` of the nearest.
pub(crate) fn hills(e: &mut Easel, layers: usize, top: f32, low: f32) {
    let peaks = e.dice.between(2.0, 5.5);
    let steep = e.dice.between(0.5, 1.9);
    for i in 0..layers {
        let t = if layers > 1 {
            i as f32 / (layers - 1) as f32
        } else {
            1.0
        };
        let colour = if t < 0.5 {
            mix(e.pal.far, e.pal.mid, t * 2.0)
        } else {
            mix(e.pal.mid, e.pal.near, t * 2.0 - 1.0)
        };
        let y = top + (low - top) * t;
        let line = ridge(e, y, (62.0 - 26.0 * t) * steep, peaks * (1.15 - 0.5 * t));
        e.turn_tool();
        let mist = lighter(mix(colour, e.pal.sky_low, 0.35 * (1.0 - t)), 0.12);
        land(e, &line, colour, mist);
        let gap = (low - top) / layers as f32;
        clothe(e, &line, colour, gap, 0.5 + 0.5 * t);
    }
}

/// Something grows on every hill: rows of tea, woods, furrows, or nothing.
fn clothe(e: &mut Easel, line: &[P], colour: Rgb, gap: f32, near: f32) {
    match e.dice.below(5) {
        0 | 1 => {
            for step in 1..4 {
                let down = (gap.max(40.0) + 30.0) * 0.28 * step as f32;
                let row: Vec<P> = line
                    .iter()
                    .map(|&(x, y)| (x, y + down + e.dice.between(-3.0, 3.0)))
                    .collect();
                e.line(&row, 4.0 * near, darker(colour, 0.16));
            }
        }
        2 | 3 => {
            for _ in 0..14 + e.dice.below(16) {
                let &(x, y) = e.dice.pick(line);
                let (x, y) = (
                    x + e.dice.between(-40.0, 40.0),
                    y + e.dice.between(0.2, 0.9) * gap.max(50.0),
                );
                let (s, green) = (e.dice.between(22.0, 46.0) * near, e.dice.between(0.12, 0.4));
                let green = mix(darker(colour, green), e.pal.leaf, 0.35);
                if s > 34.0 * near {
                    e.soft(
                        &[
                            (x - s * 0.4, y),
                            (x - s * 0.1, y - s * 0.8),
                            (x + s * 0.1, y - s * 0.8),
                            (x + s * 0.4, y),
                        ],
                        green,
                    );
                } else {
                    e.soft(
                        &[
                            (x - s * 0.5, y),
                            (x - s * 0.5, y - s * 0.5),
                            (x, y - s * 0.9),
                            (x + s * 0.5, y - s * 0.5),
                            (x + s * 0.5, y),
                        ],
                        green,
                    );
                }
            }
        }
        _ => {}
    }
}

/// A terraced hillside: bands that follow the slope, each with its bank.
pub(crate) fn terraces(e: &mut Easel, x: f32, y: f32, w: f32, h: f32) {
    let bands = 6 + e.dice.below(5);
    let lean = e.dice.between(-0.25, 0.25);
    let waves = e.dice.between(1.0, 2.4);
    let turn = e.dice.between(0.0, TAU);
    for i in 0..bands {
        let t = i as f32 / bands as f32;
        let half = w * (0.16 + 0.42 * t.powf(0.8));
        let top = y - h + h * t;
        let mid = x + lean * w * (1.0 - t);
        let depth = h * 1.25 * (1.0 - t) + 40.0;
        let n = 14;
        let mut area: Vec<P> = (0..=n)
            .map(|k| {
                let u = k as f32 / n as f32 * 2.0 - 1.0;
                let bulge =
                    (u * u) * h * 0.24 + (u * TAU * waves * 0.5 + turn + t * 1.7).sin() * h * 0.035;
                (mid + u * half, top + bulge)
            })
            .collect();
        let edge = area.clone();
        area.extend([
            (mid + half * 1.02, top + depth),
            (mid - half * 1.02, top + depth),
        ]);
        let part = e.dice.between(0.0, 1.0);
        let colour = match e.dice.below(6) {
            0 => mix(e.pal.water, e.pal.sky_low, 0.4),
            1 | 2 => mix(e.pal.ripe, e.pal.field, part * 0.5),
            _ => mix(e.pal.field, e.pal.near, part * 0.45),
        };
        e.ground(&area, colour, darker(colour, 0.1));
        e.line(&edge, 5.0, darker(colour, 0.35));
        for _ in 0..(half / 34.0) as usize {
            let k = 1 + e.dice.below(edge.len() - 2);
            let (sx, sy) = (
                edge[k].0 + e.dice.between(-20.0, 20.0),
                edge[k].1 + h / bands as f32 * e.dice.between(0.3, 0.75),
            );
            e.line(
                &[(sx, sy), (sx + 2.0, sy - 11.0)],
                3.0,
                darker(colour, 0.22),
            );
        }
    }
}

/// A river winding from (`x`, `y`) at the horizon to the front.
pub(crate) fn river(e: &mut Easel, x: f32, y: f32, wide: f32) {
    let swing = e.dice.between(0.08, 0.2) * e.w * if e.dice.chance(50) { 1.0 } else { -1.0 };
    let floor = e.h + 60.0;
    let line: Vec<P> = (0..=12)
        .map(|i| {
            let t = i as f32 / 12.0;
            (
                x + swing * (t * TAU * 0.9).sin() * (0.3 + t),
                y + (floor - y) * t * t.sqrt(),
            )
        })
        .collect();
    let (water, bright) = (e.pal.water, lighter(e.pal.water, 0.35));
    e.ground(&ribbon(&line, |t| 8.0 + wide * t * t), bright, water);
    ripples(e, &line, wide);
}

fn ripples(e: &mut Easel, line: &[P], wide: f32) {
    let light = lighter(e.pal.water, 0.6);
    for i in 4..line.len() - 1 {
        let t = i as f32 / line.len() as f32;
        for _ in 0..2 {
            let x = line[i].0 + e.dice.between(-0.3, 0.3) * wide * t * t;
            let y = line[i].1 + e.dice.between(-10.0, 20.0);
            let s = 12.0 + 26.0 * t;
            e.line(
                &[
                    (x - s, y),
                    (x - s * 0.5, y - 5.0),
                    (x, y),
                    (x + s * 0.5, y + 5.0),
                    (x + s, y),
                ],
                3.4,
                light,
            );
        }
    }
}

/// Still or flowing water over the whole width below `y`.
pub(crate) fn water(e: &mut Easel, y: f32) {
    let line = ridge(e, y, 8.0, 3.0);
    let (top, low) = (lighter(e.pal.water, 0.35), e.pal.water);
    land(e, &line, top, low);
    let rows = ((e.h - y) / 46.0) as usize;
    for row in 0..rows {
        let t = row as f32 / rows as f32;
        for _ in 0..5 {
            let x = e.dice.between(0.0, e.w);
            let y = y + 26.0 + row as f32 * 46.0 + e.dice.between(-12.0, 12.0);
            let s = 20.0 + 36.0 * t;
            let colour = if e.dice.chance(60) {
                lighter(e.pal.water, 0.55)
            } else {
                darker(e.pal.water, 0.2)
            };
            e.line(
                &[
                    (x - s, y),
                    (x - s * 0.5, y - 7.0),
                    (x, y),
                    (x + s * 0.5, y + 7.0),
                    (x + s, y),
                ],
                4.0,
                colour,
            );
        }
    }
}

/// A path from the front to (`x`, `y`).
pub(crate) fn path(e: &mut Easel, x: f32, y: f32, from: f32) {
    let line: Vec<P> = (0..=8)
        .map(|i| {
            let t = i as f32 / 8.0;
            (
                x + (from - x) * t + (t * 5.0).sin() * 50.0 * t,
                y + (e.h + 50.0 - y) * t,
            )
        })
        .collect();
    let earth = mix(e.pal.ripe, e.pal.wood, 0.3);
    e.ground(
        &ribbon(&line, |t| 16.0 + 150.0 * t),
        lighter(earth, 0.3),
        earth,
    );
}

/// Tufts of grass and small flowers below `y`.
pub(crate) fn meadow(e: &mut Easel, y: f32, n: usize) {
    for _ in 0..n {
        let at = (e.dice.between(0.0, e.w), e.dice.between(y, e.h));
        let s = 8.0 + 14.0 * (at.1 - y) / (e.h - y).max(1.0);
        if e.dice.chance(62) {
            let green = e.vary(mix(e.pal.leaf, e.pal.field, 0.3));
            for lean in [-0.5, 0.0, 0.5] {
                e.line(&[at, (at.0 + lean * s, at.1 - s)], 3.2, green);
            }
        } else {
            let colour = e.cloth();
            for i in 0..5 {
                let (sn, c) = (TAU * i as f32 / 5.0).sin_cos();
                e.dab(
                    at.0 + c * s * 0.4,
                    at.1 + sn * s * 0.4,
                    s * 0.28,
                    s * 0.28,
                    colour,
                );
            }
            e.dab(at.0, at.1, s * 0.22, s * 0.22, e.pal.sun);
        }
    }
}
