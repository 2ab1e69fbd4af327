//! Ban trees in blossom, round trees, bamboo, banana, saplings.

use std::f32::consts::TAU;

use crate::paintings::easel::Easel;
use crate::paintings::palette::{Rgb, darker, lighter, mix};
use crate::paintings::shape::{P, oval, place, ribbon, turn_oval};

/// A ban flower (Bauhinia variegata): five petals, one with a purple flame, long stamens.
pub(crate) fn ban_flower(e: &mut Easel, x: f32, y: f32, r: f32, turn: f32) {
    let (white, heart) = (e.pal.blossom, e.pal.heart);
    if r < 9.0 {
        for i in 0..5 {
            let (s, c) = (turn + TAU * i as f32 / 5.0).sin_cos();
            e.dab(
                x + c * r * 0.55,
                y + s * r * 0.55,
                r * 0.46,
                r * 0.46,
                white,
            );
        }
        e.dab(x, y, r * 0.3, r * 0.3, heart);
        return;
    }
    for i in 0..5 {
        let a = turn + TAU * i as f32 / 5.0;
        let petal = [
            (0.1, 0.0),
            (0.35, -0.24),
            (0.75, -0.32),
            (1.0, -0.1),
            (0.96, 0.08),
            (0.78, 0.3),
            (0.36, 0.24),
        ];
        let pale = mix(white, heart, e.dice.between(0.02, 0.16));
        e.soft(&place(&petal, (x, y), r, a), pale);
        let flame = if i == 0 {
            heart
        } else {
            mix(white, heart, 0.4)
        };
        let (s, c) = a.sin_cos();
        e.flat(
            &ribbon(
                &[
                    (x + c * r * 0.12, y + s * r * 0.12),
                    (x + c * r * 0.4, y + s * r * 0.4),
                    (x + c * r * 0.66, y + s * r * 0.66),
                ],
                |t| r * 0.13 * (1.0 - t),
            ),
            flame,
        );
    }
    if r > 24.0 {
        for i in 0..5 {
            let (s, c) = (turn + 0.5 + 0.28 * i as f32).sin_cos();
            e.line(
                &[(x, y), (x + c * r * 0.5, y + s * r * 0.46)],
                r * 0.035,
                mix(heart, white, 0.5),
            );
            e.dab(
                x + c * r * 0.52,
                y + s * r * 0.48,
                r * 0.05,
                r * 0.05,
                e.pal.sun,
            );
        }
    }
    e.dab(x, y, r * 0.12, r * 0.12, mix(heart, e.pal.leaf, 0.3));
}

/// A branching trunk; returns where its twigs end.
fn branches(
    e: &mut Easel,
    (from, angle): (P, f32),
    long: f32,
    thick: f32,
    depth: usize,
    tips: &mut Vec<P>,
) {
    let bend = e.dice.between(-0.25, 0.25);
    let (s, c) = angle.sin_cos();
    let (s2, c2) = (angle + bend).sin_cos();
    let mid = (from.0 + c * long * 0.5, from.1 + s * long * 0.5);
    let to = (mid.0 + c2 * long * 0.5, mid.1 + s2 * long * 0.5);
    let bark = mix(e.pal.wood, e.pal.ink, 0.25);
    e.soft(&ribbon(&[from, mid, to], |t| thick * (1.0 - 0.4 * t)), bark);
    tips.push(to);
    if depth == 0 {
        return;
    }
    let forks = 2 + usize::from(e.dice.chance(45));
    for i in 0..forks {
        let spread = (i as f32 - (forks - 1) as f32 / 2.0) * e.dice.between(0.55, 0.85);
        let next = long * e.dice.between(0.62, 0.8);
        branches(
            e,
            (to, angle + bend + spread),
            next,
            thick * 0.56,
            depth - 1,
            tips,
        );
    }
}

/// A ban tree: more flowers than leaves. `s` is its height.
pub(crate) fn ban_tree(e: &mut Easel, x: f32, y: f32, s: f32) {
    let mut tips = Vec::new();
    let depth = if s > 170.0 { 3 } else { 2 };
    let up = -TAU / 4.0 + e.dice.between(-0.14, 0.14);
    branches(e, ((x, y), up), s * 0.36, s * 0.075, depth, &mut tips);
    let cloud = mix(e.pal.blossom, e.pal.heart, 0.14);
    let flower = (s * 0.052).clamp(5.0, 30.0);
    for &(tx, ty) in tips.iter().skip(1) {
        e.dab(tx, ty, s * 0.085, s * 0.07, e.pal.blossom);
        if e.dice.chance(40) {
            e.dab(tx + s * 0.04, ty + s * 0.03, s * 0.05, s * 0.045, cloud);
        }
    }
    for &(tx, ty) in tips.iter().skip(1) {
        let turn = e.dice.between(0.0, TAU);
        let (dx, dy) = (
            e.dice.between(-0.05, 0.05) * s,
            e.dice.between(-0.05, 0.05) * s,
        );
        let size = flower * e.dice.between(0.8, 1.25);
        ban_flower(e, tx + dx, ty + dy, size, turn);
        if e.dice.chance(28) {
            let leaf = e.vary(e.pal.leaf);
            ban_leaf(e, (tx - dx * 1.6, ty + s * 0.05), flower * 0.9, leaf);
        }
    }
    for _ in 0..5 {
        let at = (
            x + e.dice.between(-0.4, 0.4) * s,
            y + e.dice.between(-0.02, 0.08) * s,
        );
        e.dab(at.0, at.1, flower * 0.3, flower * 0.2, e.pal.blossom);
    }
}

/// The two-lobed leaf that gives the tree its name.
pub(crate) fn ban_leaf(e: &mut Easel, at: P, s: f32, green: Rgb) {
    let turn = e.dice.between(-0.7, 0.7);
    let lobe = [
        (0.0, 0.9),
        (-0.75, 0.45),
        (-0.8, -0.4),
        (-0.35, -0.85),
        (0.0, -0.35),
        (0.35, -0.85),
        (0.8, -0.4),
        (0.75, 0.45),
    ];
    e.soft(&place(&lobe, at, s, turn), green);
    e.line(
        &place(&[(0.0, -0.3), (0.0, 0.85)], at, s, turn),
        s * 0.08,
        darker(green, 0.25),
    );
}

/// A branch across a corner with large flowers.
pub(crate) fn ban_branch(e: &mut Easel, from: P, to: P, r: f32, n: usize) {
    let middle = (
        f32::midpoint(from.0, to.0),
        f32::midpoint(from.1, to.1) + r * 0.8,
    );
    let line = [from, middle, to];
    let bark = mix(e.pal.wood, e.pal.ink, 0.3);
    e.soft(&ribbon(&line, |t| r * 0.34 * (1.0 - 0.75 * t)), bark);
    for i in 0..n {
        let t = (i as f32 + 0.6) / n as f32;
        let at = (
            (1.0 - t) * (1.0 - t) * from.0
                + 2.0 * t * (1.0 - t) * middle.0
                + t * t * to.0
                + e.dice.between(-0.6, 0.6) * r,
            (1.0 - t) * (1.0 - t) * from.1
                + 2.0 * t * (1.0 - t) * middle.1
                + t * t * to.1
                + e.dice.between(-0.8, 0.8) * r,
        );
        let green = e.vary(e.pal.leaf);
        ban_leaf(e, (at.0 - r * 0.7, at.1 + r * 0.8), r * 0.55, green);
        let (size, turn) = (r * e.dice.between(0.75, 1.2), e.dice.between(0.0, TAU));
        ban_flower(e, at.0, at.1, size, turn);
    }
}

/// A tree with a round or a heaped crown; sometimes with fruit.
pub(crate) fn tree(e: &mut Easel, x: f32, y: f32, s: f32) {
    let (bark, green) = (e.vary(e.pal.wood), e.vary(mix(e.pal.leaf, e.pal.near, 0.3)));
    e.soft(
        &[
            (x - s * 0.07, y),
            (x - s * 0.045, y - s * 0.3),
            (x - s * 0.04, y - s * 0.52),
            (x + s * 0.04, y - s * 0.52),
            (x + s * 0.045, y - s * 0.3),
            (x + s * 0.08, y),
        ],
        bark,
    );
    match e.dice.below(4) {
        0 => {
            for (dx, dy, r) in [
                (-0.2, -0.5, 0.2),
                (0.2, -0.52, 0.2),
                (0.0, -0.72, 0.24),
                (0.0, -0.52, 0.2),
            ] {
                let shade = e.vary(green);
                e.soft(&oval(x + dx * s, y + dy * s, r * s, r * s * 0.9), shade);
            }
        }
        1 => {
            for i in 0..3 {
                let (half, top) = (
                    s * (0.3 - 0.07 * i as f32),
                    y - s * (0.52 + 0.17 * i as f32),
                );
                let shade = e.vary(darker(green, 0.1));
                e.hard(
                    &[
                        (x - half, top + s * 0.22),
                        (x, top - s * 0.1),
                        (x + half, top + s * 0.22),
                    ],
                    shade,
                );
            }
        }
        _ => {
            e.soft(&oval(x, y - s * 0.66, s * 0.3, s * 0.34), green);
            let light = lighter(green, 0.2);
            e.dab(x - s * 0.08, y - s * 0.76, s * 0.12, s * 0.1, light);
            if e.dice.chance(50) {
                for _ in 0..6 {
                    let at = (
                        x + e.dice.between(-0.2, 0.2) * s,
                        y - s * 0.66 + e.dice.between(-0.22, 0.22) * s,
                    );
                    e.soft(&oval(at.0, at.1, s * 0.035, s * 0.035), e.pal.cloth[0]);
                }
            }
        }
    }
}

/// A clump of bamboo leaning one way.
pub(crate) fn bamboo(e: &mut Easel, x: f32, y: f32, s: f32) {
    let lean = e.dice.between(-0.2, 0.2);
    for i in 0..5 {
        let green = e.vary(mix(e.pal.leaf, e.pal.ripe, 0.25));
        let (foot, top) = (
            x + (i as f32 - 2.0) * s * 0.05,
            y - s * e.dice.between(0.75, 1.0),
        );
        let head = foot + lean * s + (i as f32 - 2.0) * s * 0.09;
        e.line(
            &[
                (foot, y),
                (foot + (head - foot) * 0.3, y - (y - top) * 0.6),
                (head, top),
            ],
            s * 0.026,
            green,
        );
        for k in 0..4 {
            let at = (
                head - (head - foot) * 0.14 * k as f32,
                top + (y - top) * 0.11 * k as f32,
            );
            let turn = e.dice.between(0.2, 0.9) * if k % 2 == 0 { 1.0 } else { -1.0 };
            e.soft(
                &place(
                    &[
                        (0.0, -0.12),
                        (0.5, -0.16),
                        (1.0, 0.0),
                        (0.5, 0.14),
                        (0.0, 0.06),
                    ],
                    at,
                    s * 0.15 * if k % 2 == 0 { 1.0 } else { -1.0 },
                    turn,
                ),
                green,
            );
        }
    }
}

/// A banana plant.
pub(crate) fn banana(e: &mut Easel, x: f32, y: f32, s: f32) {
    let stem = mix(e.pal.field, e.pal.leaf, 0.4);
    e.soft(
        &ribbon(
            &[(x, y), (x + s * 0.02, y - s * 0.3), (x, y - s * 0.52)],
            |_| s * 0.08,
        ),
        stem,
    );
    for i in 0..6 {
        let a = -TAU / 4.0 + (i as f32 - 2.5) * 0.48;
        let (sn, c) = a.sin_cos();
        let (root, mid, tip) = (
            (x, y - s * 0.5),
            (x + c * s * 0.28, y - s * 0.5 + sn * s * 0.34),
            (x + c * s * 0.52, y - s * 0.42 + sn * s * 0.22),
        );
        let green = e.vary(e.pal.leaf);
        e.soft(
            &ribbon(&[root, mid, tip], |t| {
                s * 0.15 * (0.2 + (t * 2.9).sin().abs())
            }),
            green,
        );
        e.line(&[root, mid, tip], s * 0.012, lighter(green, 0.35));
    }
}

/// A sapling in its heap of earth.
pub(crate) fn sapling(e: &mut Easel, x: f32, y: f32, s: f32) {
    let earth = mix(e.pal.wood, e.pal.ink, 0.2);
    e.soft(
        &[
            (x - s * 0.4, y + s * 0.1),
            (x - s * 0.2, y - s * 0.1),
            (x + s * 0.2, y - s * 0.1),
            (x + s * 0.4, y + s * 0.1),
        ],
        earth,
    );
    e.line(
        &[(x, y), (x + s * 0.03, y - s * 0.4), (x, y - s * 0.75)],
        s * 0.06,
        e.pal.leaf,
    );
    for (dx, dy, turn) in [
        (-0.22, -0.42, 0.5),
        (0.22, -0.5, -0.5),
        (-0.16, -0.72, 0.7),
        (0.16, -0.8, -0.7),
    ] {
        let green = e.vary(lighter(e.pal.leaf, 0.12));
        e.soft(
            &turn_oval(x + dx * s, y + dy * s, s * 0.2, s * 0.09, turn),
            green,
        );
    }
}
