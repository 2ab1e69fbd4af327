//! Books above all; then turbines, panels, the globe, lamps, kites, fish.

use std::f32::consts::{PI, TAU};

use super::buildings::spine;
use crate::paintings::easel::Easel;
use crate::paintings::palette::{Rgb, darker, lighter, mix};
use crate::paintings::shape::{P, arc, oval, place, rect, ribbon, turn_oval};

const PAGE: Rgb = [253.0, 250.0, 238.0];

/// An open book seen from the front; `s` is its width.
pub(crate) fn open_book(e: &mut Easel, x: f32, y: f32, s: f32, cover: Rgb) {
    e.hard(
        &[
            (x - s * 0.53, y - s * 0.24),
            (x, y - s * 0.16),
            (x + s * 0.53, y - s * 0.24),
            (x + s * 0.53, y + s * 0.22),
            (x, y + s * 0.3),
            (x - s * 0.53, y + s * 0.22),
        ],
        cover,
    );
    for side in [-1.0, 1.0] {
        let page = [
            (x, y - s * 0.17),
            (x + side * s * 0.2, y - s * 0.3),
            (x + side * s * 0.48, y - s * 0.26),
            (x + side * s * 0.48, y + s * 0.14),
            (x + side * s * 0.22, y + s * 0.1),
            (x, y + s * 0.24),
        ];
        e.hard(&page, PAGE);
        if s > 60.0 {
            for i in 0..4 {
                let ly = y - s * 0.14 + s * 0.075 * i as f32;
                e.line(
                    &[
                        (x + side * s * 0.08, ly),
                        (x + side * s * 0.24, ly - s * 0.05),
                        (x + side * s * 0.4, ly - s * 0.04),
                    ],
                    s * 0.012,
                    darker(PAGE, 0.4),
                );
            }
        }
    }
}

/// A closed book lying flat.
pub(crate) fn lying_book(e: &mut Easel, x: f32, y: f32, w: f32, h: f32, cover: Rgb) {
    e.hard(&rect(x - w / 2.0, y - h, w, h), cover);
    e.hard(&rect(x - w * 0.44, y - h * 0.84, w * 0.96, h * 0.62), PAGE);
    for i in 1..3 {
        let ly = y - h * 0.84 + h * 0.2 * i as f32;
        e.line(
            &[(x - w * 0.4, ly), (x + w * 0.5, ly)],
            h * 0.035,
            darker(PAGE, 0.25),
        );
    }
    e.hard(&rect(x - w / 2.0, y - h, w * 0.1, h), darker(cover, 0.12));
}

/// A heap of closed books; returns the height of its top.
pub(crate) fn book_stack(e: &mut Easel, x: f32, y: f32, w: f32, n: usize) -> f32 {
    let mut top = y;
    for i in 0..n {
        let (bw, bh) = (
            w * e.dice.between(0.8, 1.05) * (1.0 - 0.25 * i as f32 / n as f32),
            w * e.dice.between(0.13, 0.2),
        );
        let (shift, cover) = (e.dice.between(-0.06, 0.06) * w, spine(e));
        lying_book(e, x + shift, top, bw, bh, cover);
        top -= bh;
    }
    top
}

/// A boat that is an open book; returns where to sit.
pub(crate) fn book_boat(e: &mut Easel, x: f32, y: f32, s: f32) -> P {
    let cover = spine(e);
    e.line(&[(x, y), (x, y - s * 0.8)], s * 0.022, e.pal.wood);
    let sail = e.cloth();
    e.soft(
        &[
            (x + s * 0.02, y - s * 0.78),
            (x + s * 0.34, y - s * 0.5),
            (x + s * 0.3, y - s * 0.24),
            (x + s * 0.02, y - s * 0.2),
        ],
        lighter(sail, 0.25),
    );
    e.soft(
        &[
            (x - s * 0.62, y - s * 0.16),
            (x, y - s * 0.02),
            (x + s * 0.62, y - s * 0.16),
            (x + s * 0.4, y + s * 0.14),
            (x, y + s * 0.2),
            (x - s * 0.4, y + s * 0.14),
        ],
        cover,
    );
    for side in [-1.0, 1.0] {
        e.soft(
            &[
                (x, y),
                (x + side * s * 0.26, y - s * 0.12),
                (x + side * s * 0.6, y - s * 0.2),
                (x + side * s * 0.44, y + s * 0.03),
                (x + side * s * 0.2, y + s * 0.06),
                (x, y + s * 0.09),
            ],
            PAGE,
        );
        for i in 0..3 {
            let ly = y - s * 0.015 + s * 0.03 * i as f32;
            e.line(
                &[
                    (x + side * s * 0.1, ly),
                    (x + side * s * 0.38, ly - s * 0.09),
                ],
                s * 0.01,
                darker(PAGE, 0.35),
            );
        }
    }
    (x - s * 0.25, y - s * 0.03)
}

/// A wind turbine, `s` tall.
pub(crate) fn turbine(e: &mut Easel, x: f32, y: f32, s: f32) {
    let white = [248.0, 248.0, 250.0];
    e.hard(
        &[
            (x - s * 0.025, y),
            (x - s * 0.012, y - s * 0.66),
            (x + s * 0.012, y - s * 0.66),
            (x + s * 0.025, y),
        ],
        white,
    );
    let turn = e.dice.between(0.0, TAU);
    for i in 0..3 {
        let blade = [(0.0, -0.03), (0.12, -0.06), (1.0, 0.0), (0.1, 0.04)];
        e.soft(
            &place(
                &blade,
                (x, y - s * 0.66),
                s * 0.36,
                turn + TAU * i as f32 / 3.0,
            ),
            white,
        );
    }
    e.dab(x, y - s * 0.66, s * 0.026, s * 0.026, e.pal.cloth[0]);
}

/// A tilted solar panel on a stand.
pub(crate) fn panel(e: &mut Easel, x: f32, y: f32, s: f32) {
    let blue = mix(e.pal.cloth[1], [24.0, 40.0, 96.0], 0.45);
    e.line(
        &[(x, y), (x, y - s * 0.3)],
        s * 0.05,
        mix(e.pal.ink, e.pal.sky_low, 0.4),
    );
    let corner = |u: f32, v: f32| {
        (
            x - s * 0.5 + s * (u + 0.16 * v),
            y - s * 0.26 - s * 0.42 * v,
        )
    };
    e.hard(
        &[
            corner(0.0, 0.0),
            corner(0.84, 0.0),
            corner(0.84, 1.0),
            corner(0.0, 1.0),
        ],
        blue,
    );
    for i in 1..4 {
        let u = 0.21 * i as f32;
        e.line(
            &[corner(u, 0.0), corner(u, 1.0)],
            s * 0.014,
            lighter(blue, 0.5),
        );
    }
    for v in [0.33, 0.66] {
        e.line(
            &[corner(0.0, v), corner(0.84, v)],
            s * 0.014,
            lighter(blue, 0.5),
        );
    }
}

/// The Earth with its face, sometimes smiling, sometimes in the sweat of a fever.
pub(crate) fn globe(e: &mut Easel, x: f32, y: f32, r: f32) {
    let (sea, green) = (
        mix(e.pal.water, [66.0, 146.0, 214.0], 0.4),
        mix(e.pal.leaf, e.pal.field, 0.4),
    );
    e.soft(&oval(x, y, r, r), sea);
    let lands: [&[P]; 4] = [
        &[
            (-0.7, -0.5),
            (-0.35, -0.78),
            (0.0, -0.7),
            (-0.1, -0.42),
            (-0.36, -0.2),
            (-0.52, -0.05),
            (-0.8, -0.12),
        ],
        &[
            (0.2, -0.72),
            (0.6, -0.6),
            (0.82, -0.3),
            (0.66, -0.08),
            (0.36, -0.16),
            (0.14, -0.36),
        ],
        &[
            (-0.42, 0.28),
            (-0.14, 0.26),
            (-0.08, 0.52),
            (-0.26, 0.84),
            (-0.46, 0.62),
        ],
        &[
            (0.38, 0.3),
            (0.72, 0.22),
            (0.78, 0.46),
            (0.5, 0.68),
            (0.32, 0.52),
        ],
    ];
    let turn = e.dice.between(-0.2, 0.2);
    for land in lands {
        e.soft(&place(land, (x, y), r, turn), green);
    }
    let ink = mix(e.pal.ink, [20.0, 20.0, 30.0], 0.5);
    for side in [-1.0, 1.0] {
        e.dab(
            x + side * r * 0.26,
            y - r * 0.04,
            r * 0.1,
            r * 0.13,
            [255.0, 255.0, 255.0],
        );
        e.dab(x + side * r * 0.25, y - r * 0.02, r * 0.05, r * 0.075, ink);
        e.dab(
            x + side * r * 0.44,
            y + r * 0.18,
            r * 0.1,
            r * 0.065,
            mix(e.pal.heart, sea, 0.25),
        );
    }
    e.line(
        &arc(x, y + r * 0.16, r * 0.22, r * 0.18, 0.3, PI - 0.3),
        r * 0.045,
        ink,
    );
}

/// A garden can with its drops.
pub(crate) fn can(e: &mut Easel, x: f32, y: f32, s: f32) {
    let colour = e.pal.cloth[1];
    e.line(
        &[(x + s * 0.3, y + s * 0.2), (x + s * 0.8, y - s * 0.1)],
        s * 0.13,
        colour,
    );
    e.hard(&rect(x - s * 0.4, y - s * 0.3, s * 0.8, s * 0.7), colour);
    for i in 0..5 {
        let t = i as f32;
        e.dab(
            x + s * (0.9 + 0.12 * t),
            y + s * (0.05 + 0.3 * t),
            s * 0.07,
            s * 0.11,
            lighter(e.pal.water, 0.1),
        );
    }
}

/// A paper kite with its tail and string down to `to`.
pub(crate) fn kite(e: &mut Easel, x: f32, y: f32, s: f32, to: P) {
    let (a, b) = (spine(e), spine(e));
    e.line(
        &[(x, y), (x + (to.0 - x) * 0.4, y + (to.1 - y) * 0.65), to],
        2.6,
        mix(e.pal.ink, e.pal.sky_low, 0.4),
    );
    let turn = e.dice.between(-0.4, 0.4);
    e.hard(
        &place(
            &[(0.0, -1.0), (0.65, -0.1), (0.0, 1.0), (-0.65, -0.1)],
            (x, y),
            s,
            turn,
        ),
        a,
    );
    e.flat(
        &place(&[(0.0, -0.9), (0.58, -0.1), (0.0, -0.1)], (x, y), s, turn),
        b,
    );
    e.flat(
        &place(&[(0.0, 0.9), (-0.58, -0.1), (0.0, -0.1)], (x, y), s, turn),
        b,
    );
    e.line(
        &place(
            &[(0.0, 1.0), (0.3, 1.4), (-0.1, 1.8), (0.3, 2.3)],
            (x, y),
            s,
            turn,
        ),
        s * 0.08,
        a,
    );
}

/// A balloon whose basket is a heap of books.
pub(crate) fn balloon(e: &mut Easel, x: f32, y: f32, r: f32) {
    let basket = y + r * 1.9;
    for dx in [-0.55, -0.2, 0.2, 0.55] {
        e.line(
            &[
                (x + dx * r, y + r * 0.85),
                (x + dx * r * 0.5, basket - r * 0.3),
            ],
            r * 0.03,
            e.pal.wood,
        );
    }
    let first = e.dice.below(5);
    let skin: Vec<P> = [
        (0.0, -1.0),
        (0.7, -0.85),
        (1.02, -0.2),
        (0.8, 0.55),
        (0.35, 1.05),
        (-0.35, 1.05),
        (-0.8, 0.55),
        (-1.02, -0.2),
        (-0.7, -0.85),
    ]
    .map(|(dx, dy)| (x + dx * r, y + dy * r))
    .to_vec();
    e.soft(&skin, e.pal.cloth[first]);
    for (i, half) in [0.62_f32, 0.22].into_iter().enumerate() {
        let colour = e.pal.cloth[(first + 1 + i) % 5];
        let gore: Vec<P> = [
            (0.0, -0.9),
            (half, -0.55),
            (half * 1.2, 0.0),
            (half * 0.8, 0.6),
            (0.2 * half, 0.94),
            (-0.2 * half, 0.94),
            (-half * 0.8, 0.6),
            (-half * 1.2, 0.0),
            (-half, -0.55),
        ]
        .map(|(dx, dy)| (x + dx * r, y + dy * r))
        .to_vec();
        e.soft(&gore, colour);
    }
    book_stack(e, x, basket + r * 0.2, r * 0.7, 3);
}

/// A light bulb, its glass big enough to hold something; returns the middle of the glass.
pub(crate) fn bulb(e: &mut Easel, x: f32, y: f32, r: f32) -> P {
    let glass = lighter(e.pal.sun, 0.55);
    for i in 0..11 {
        let a = PI + PI * (i as f32 + 0.5) / 11.0;
        let (s, c) = a.sin_cos();
        e.line(
            &[
                (x + c * r * 1.15, y + s * r * 1.15),
                (x + c * r * 1.42, y + s * r * 1.42),
            ],
            r * 0.05,
            e.pal.sun,
        );
    }
    e.soft(
        &[
            (x, y - r),
            (x + r * 0.75, y - r * 0.85),
            (x + r * 1.05, y),
            (x + r * 0.72, y + r * 0.7),
            (x + r * 0.42, y + r * 1.2),
            (x - r * 0.42, y + r * 1.2),
            (x - r * 0.72, y + r * 0.7),
            (x - r * 1.05, y),
            (x - r * 0.75, y - r * 0.85),
        ],
        glass,
    );
    let metal = mix(e.pal.ink, [196.0, 200.0, 206.0], 0.75);
    for i in 0..3 {
        e.soft(
            &rect(
                x - r * 0.38,
                y + r * (1.1 + 0.15 * i as f32),
                r * 0.76,
                r * 0.17,
            ),
            metal,
        );
    }
    (x, y)
}

/// A fish of the stream.
pub(crate) fn fish(e: &mut Easel, x: f32, y: f32, s: f32) {
    let colour = spine(e);
    e.soft(&turn_oval(x, y, s, s * 0.42, 0.1), colour);
    e.hard(
        &[
            (x - s * 0.85, y),
            (x - s * 1.5, y - s * 0.45),
            (x - s * 1.4, y + s * 0.4),
        ],
        colour,
    );
    e.dab(
        x + s * 0.55,
        y - s * 0.06,
        s * 0.12,
        s * 0.12,
        [255.0, 255.0, 255.0],
    );
    e.dab(
        x + s * 0.57,
        y - s * 0.06,
        s * 0.06,
        s * 0.06,
        [20.0, 20.0, 24.0],
    );
    e.line(
        &arc(x + s * 0.1, y, s * 0.2, s * 0.28, -1.1, 1.1),
        s * 0.05,
        darker(colour, 0.3),
    );
}

/// A banner between two points, with the strokes of unreadable letters.
pub(crate) fn banner(e: &mut Easel, from: P, to: P, tall: f32) {
    let middle = (
        f32::midpoint(from.0, to.0),
        f32::midpoint(from.1, to.1) + tall * 0.4,
    );
    e.soft(&ribbon(&[from, middle, to], |_| tall), e.pal.cloth[0]);
    let n = ((to.0 - from.0) / (tall * 0.62)) as usize;
    for i in 1..n {
        let t = i as f32 / n as f32;
        let at = (
            from.0 + (to.0 - from.0) * t,
            from.1 + (to.1 - from.1) * t + tall * 0.8 * t * (1.0 - t),
        );
        let half = tall * 0.2;
        if i % 5 == 0 {
            continue;
        }
        let hook = e.dice.between(-half, half);
        e.line(
            &[
                (at.0 - half, at.1 + half),
                (at.0 - half * 0.3, at.1 - half),
                (at.0 + half, at.1 + hook),
            ],
            tall * 0.075,
            e.pal.sun,
        );
    }
}
