//! Stilt houses, schools, libraries, towers of books.

use crate::paintings::easel::Easel;
use crate::paintings::palette::{Rgb, darker, lighter, mix};
use crate::paintings::shape::{P, arc, rect, star};

/// A Thái stilt house with khau cút horns on its ridge; `s` is its width. Windows glow when `lit`.
pub(crate) fn stilt_house(e: &mut Easel, x: f32, y: f32, s: f32, lit: bool) {
    let (wood, dark) = (e.vary(e.pal.wood), darker(e.pal.wood, 0.35));
    let thatch = if e.dice.chance(60) {
        e.vary(e.pal.roof)
    } else {
        e.vary(mix(e.pal.ripe, e.pal.wood, 0.45))
    };
    let floor = y - s * 0.24;
    for i in 0..5 {
        let px = x - s * 0.4 + s * 0.2 * i as f32;
        e.hard(&rect(px - s * 0.017, floor, s * 0.034, s * 0.24), dark);
    }
    let eaves = floor - s * 0.26;
    e.hard(&rect(x - s * 0.42, eaves, s * 0.84, s * 0.26), wood);
    for i in 1..9 {
        let px = x - s * 0.42 + s * 0.093 * i as f32;
        e.line(
            &[(px, eaves + s * 0.04), (px, floor)],
            s * 0.008,
            darker(wood, 0.2),
        );
    }
    let glass = if lit {
        [255.0, 224.0, 120.0]
    } else {
        mix(e.pal.sky_low, e.pal.ink, 0.45)
    };
    for wx in [-0.27, -0.02, 0.23] {
        e.hard(
            &rect(
                x + s * wx - s * 0.055,
                eaves + s * 0.085,
                s * 0.11,
                s * 0.12,
            ),
            glass,
        );
    }
    e.hard(
        &rect(x - s * 0.5, floor - s * 0.012, s, s * 0.04),
        lighter(wood, 0.18),
    );
    // railing of the drying deck
    for i in 0..6 {
        let px = x + s * (0.3 + 0.036 * i as f32);
        e.line(&[(px, floor), (px, floor - s * 0.09)], s * 0.012, dark);
    }
    e.line(
        &[
            (x + s * 0.29, floor - s * 0.09),
            (x + s * 0.5, floor - s * 0.09),
        ],
        s * 0.014,
        dark,
    );
    let side = if e.dice.chance(50) { 1.0 } else { -1.0 };
    stairs(
        e,
        (x + side * s * 0.34, floor),
        (x + side * s * 0.54, y + s * 0.02),
        s,
    );
    thatched_roof(e, (x, eaves), s, thatch);
}

/// The great roof over everything, rows of thatch, horns at both ends of its ridge.
fn thatched_roof(e: &mut Easel, (x, eaves): P, s: f32, thatch: Rgb) {
    let ridge = eaves - s * 0.34;
    let roof = [
        (x - s * 0.56, eaves + s * 0.05),
        (x - s * 0.5, eaves - s * 0.06),
        (x - s * 0.3, ridge),
        (x + s * 0.3, ridge),
        (x + s * 0.5, eaves - s * 0.06),
        (x + s * 0.56, eaves + s * 0.05),
    ];
    e.hard(&roof, thatch);
    for i in 0..4 {
        let t = 0.2 + 0.22 * i as f32;
        let (half, ly) = (s * (0.31 + 0.2 * t), ridge + (eaves - ridge) * t);
        e.line(
            &[
                (x - half, ly),
                (x - half * 0.3, ly + s * 0.012),
                (x + half * 0.3, ly - s * 0.008),
                (x + half, ly),
            ],
            s * 0.01,
            darker(thatch, 0.22),
        );
    }
    khau_cut(e, x - s * 0.3, ridge, s * 0.11);
    khau_cut(e, x + s * 0.3, ridge, s * 0.11);
}

/// Two crossed horns, curling outward like fern tips.
fn khau_cut(e: &mut Easel, x: f32, y: f32, s: f32) {
    let dark = darker(e.pal.wood, 0.45);
    for side in [-1.0, 1.0] {
        let horn: Vec<P> = [
            (-0.3, 0.25),
            (0.25, -0.4),
            (0.6, -0.95),
            (0.5, -1.3),
            (0.2, -1.25),
        ]
        .map(|(dx, dy)| (x + side * dx * s, y + dy * s))
        .to_vec();
        e.line(&horn, s * 0.17, dark);
    }
}

fn stairs(e: &mut Easel, top: P, foot: P, s: f32) {
    let wood = lighter(e.pal.wood, 0.12);
    let off = s * 0.07;
    for shift in [0.0, off] {
        e.line(
            &[(top.0 + shift, top.1), (foot.0 + shift, foot.1)],
            s * 0.02,
            wood,
        );
    }
    for i in 1..7 {
        let t = i as f32 / 7.0;
        let p = (top.0 + (foot.0 - top.0) * t, top.1 + (foot.1 - top.1) * t);
        e.line(&[p, (p.0 + off, p.1)], s * 0.016, wood);
    }
}

/// The national flag on its pole.
pub(crate) fn flag(e: &mut Easel, x: f32, y: f32, s: f32) {
    e.line(
        &[(x, y), (x, y - s)],
        s * 0.028,
        mix(e.pal.ink, e.pal.sky_low, 0.5),
    );
    let (w, h) = (s * 0.36, s * 0.24);
    let (top, red) = (y - s * 0.98, [218.0, 37.0, 29.0]);
    let mut cloth = vec![(x, top)];
    cloth.extend([
        (x + w * 0.33, top + h * 0.1),
        (x + w * 0.66, top - h * 0.08),
        (x + w, top + h * 0.04),
        (x + w, top + h * 1.04),
        (x + w * 0.66, top + h * 0.92),
        (x + w * 0.33, top + h * 1.1),
        (x, top + h),
    ]);
    e.hard(&cloth, red);
    e.flat(
        &star(x + w * 0.5, top + h * 0.52, h * 0.34, 5, 0.42),
        [255.0, 214.0, 10.0],
    );
}

/// A school of one or two floors, yellow walls, red roof; `s` is its width.
pub(crate) fn school(e: &mut Easel, x: f32, y: f32, s: f32) {
    let floors = 1 + e.dice.below(2);
    let (wall, roof) = (e.pal.wall, e.pal.roof);
    let storey = s * 0.19;
    let high = storey * floors as f32;
    e.hard(&rect(x - s * 0.5, y - high, s, high), wall);
    let n = 6;
    for floor in 0..floors {
        let base = y - storey * floor as f32;
        e.line(
            &[(x - s * 0.5, base - storey), (x + s * 0.5, base - storey)],
            s * 0.012,
            darker(wall, 0.3),
        );
        for i in 0..n {
            let wx = x - s * 0.5 + s * (i as f32 + 0.5) / n as f32;
            if floor == 0 && (i == 1 || i == 4) {
                e.hard(
                    &rect(wx - s * 0.03, base - storey * 0.72, s * 0.06, storey * 0.72),
                    e.pal.cloth[4],
                );
            } else {
                e.hard(
                    &rect(
                        wx - s * 0.045,
                        base - storey * 0.74,
                        s * 0.09,
                        storey * 0.46,
                    ),
                    lighter(e.pal.water, 0.3),
                );
                e.line(
                    &[(wx, base - storey * 0.74), (wx, base - storey * 0.28)],
                    s * 0.007,
                    [255.0, 255.0, 250.0],
                );
            }
        }
    }
    e.hard(
        &[
            (x - s * 0.55, y - high),
            (x - s * 0.47, y - high - s * 0.13),
            (x + s * 0.47, y - high - s * 0.13),
            (x + s * 0.55, y - high),
        ],
        roof,
    );
    let gable = [
        (x - s * 0.14, y - high),
        (x, y - high - s * 0.2),
        (x + s * 0.14, y - high),
    ];
    e.hard(&gable, lighter(roof, 0.15));
    e.soft(
        &crate::paintings::shape::oval(x, y - high - s * 0.075, s * 0.03, s * 0.03),
        [255.0, 250.0, 235.0],
    );
    for i in 1..9 {
        let rx = x - s * 0.5 + s * 0.11 * i as f32;
        e.line(
            &[
                (rx, y - high - s * 0.11),
                (rx + s * 0.004, y - high - s * 0.02),
            ],
            s * 0.006,
            darker(roof, 0.25),
        );
    }
}

/// A library whose roof is an open book.
pub(crate) fn book_house(e: &mut Easel, x: f32, y: f32, s: f32) {
    let wall = lighter(e.pal.wall, 0.25);
    e.hard(&rect(x - s * 0.36, y - s * 0.42, s * 0.72, s * 0.42), wall);
    for i in 0..4 {
        let px = x - s * 0.3 + s * 0.2 * i as f32;
        e.hard(
            &rect(px - s * 0.025, y - s * 0.4, s * 0.05, s * 0.38),
            lighter(wall, 0.5),
        );
    }
    e.soft(
        &[
            (x - s * 0.09, y),
            (x - s * 0.09, y - s * 0.3),
            (x + s * 0.09, y - s * 0.3),
            (x + s * 0.09, y),
        ],
        e.pal.cloth[1],
    );
    e.hard(
        &rect(x - s * 0.42, y - s * 0.03, s * 0.84, s * 0.05),
        darker(wall, 0.2),
    );
    let cover = e.pal.roof;
    e.hard(
        &[
            (x, y - s * 0.66),
            (x - s * 0.52, y - s * 0.4),
            (x - s * 0.52, y - s * 0.34),
            (x, y - s * 0.6),
            (x + s * 0.52, y - s * 0.34),
            (x + s * 0.52, y - s * 0.4),
        ],
        cover,
    );
    let page = [252.0, 248.0, 234.0];
    for side in [-1.0, 1.0] {
        e.soft(
            &[
                (x, y - s * 0.6),
                (x, y - s * 0.72),
                (x + side * s * 0.26, y - s * 0.66),
                (x + side * s * 0.5, y - s * 0.46),
                (x + side * s * 0.5, y - s * 0.38),
                (x + side * s * 0.25, y - s * 0.54),
            ],
            page,
        );
        for i in 0..3 {
            let t = 0.1 * i as f32;
            e.line(
                &[
                    (x + side * s * 0.06, y - s * (0.67 - t * 0.3)),
                    (x + side * s * 0.24, y - s * (0.62 - t * 0.4)),
                    (x + side * s * 0.42, y - s * (0.5 - t * 0.3)),
                ],
                s * 0.008,
                darker(page, 0.35),
            );
        }
    }
}

/// Shelves full of books in a wall.
pub(crate) fn shelves(e: &mut Easel, x: f32, y: f32, w: f32, h: f32, rows: usize) {
    let wood = e.pal.wood;
    e.hard(&rect(x, y, w, h), darker(wood, 0.25));
    let tall = h / rows as f32;
    for row in 0..rows {
        let base = y + tall * (row + 1) as f32 - 8.0;
        let mut bx = x + 12.0;
        while bx < x + w - 30.0 {
            let (bw, bh) = (
                e.dice.between(13.0, 32.0),
                tall * e.dice.between(0.55, 0.84),
            );
            let colour = spine(e);
            e.hard(&rect(bx, base - bh, bw, bh), colour);
            if bw > 17.0 {
                e.line(
                    &[
                        (bx + 4.0, base - bh * 0.75),
                        (bx + bw - 4.0, base - bh * 0.75),
                    ],
                    3.0,
                    lighter(colour, 0.6),
                );
            }
            bx += bw + 2.0;
            if e.dice.chance(7) {
                bx += 34.0;
            }
        }
        e.hard(&rect(x, base, w, 10.0), lighter(wood, 0.15));
    }
}

/// The colour of a book's back.
pub(crate) fn spine(e: &mut Easel) -> Rgb {
    let at = e.dice.below(7);
    let colour = match at {
        0..=4 => e.pal.cloth[at],
        5 => e.pal.roof,
        _ => e.pal.leaf,
    };
    e.vary(colour)
}

/// Roofs of the town far off: a row of small houses.
pub(crate) fn town(e: &mut Easel, y: f32, n: usize) {
    for i in 0..n {
        let x = e.w * (i as f32 + e.dice.between(0.2, 0.8)) / n as f32;
        let (w, h) = (e.dice.between(44.0, 84.0), e.dice.between(40.0, 110.0));
        let cloth = e.cloth();
        let wall = mix(
            if e.dice.chance(50) {
                e.pal.wall
            } else {
                lighter(cloth, 0.45)
            },
            e.pal.sky_low,
            e.dice.between(0.1, 0.5),
        );
        e.hard(&rect(x - w / 2.0, y - h, w, h + 30.0), wall);
        let roof = e.vary(e.pal.roof);
        e.hard(
            &[
                (x - w * 0.6, y - h),
                (x, y - h - w * 0.42),
                (x + w * 0.6, y - h),
            ],
            roof,
        );
        for k in 0..(h / 34.0) as usize {
            for side in [-0.22, 0.22] {
                e.flat(
                    &rect(
                        x + w * side - 6.0,
                        y - h + 12.0 + 32.0 * k as f32,
                        12.0,
                        15.0,
                    ),
                    darker(wall, 0.45),
                );
            }
        }
    }
}

/// An arched bridge.
pub(crate) fn bridge(e: &mut Easel, x: f32, y: f32, w: f32) {
    let stone = mix(e.pal.wood, e.pal.wall, 0.4);
    let mut deck = arc(
        x,
        y,
        w * 0.5,
        w * 0.22,
        std::f32::consts::PI,
        std::f32::consts::TAU,
    );
    let mut under = arc(
        x,
        y,
        w * 0.4,
        w * 0.13,
        std::f32::consts::PI,
        std::f32::consts::TAU,
    );
    under.reverse();
    deck.append(&mut under);
    e.hard(&deck, stone);
    for i in 0..9 {
        let a = std::f32::consts::PI * (1.08 + 0.105 * i as f32);
        let p = (x + w * 0.5 * a.cos(), y + w * 0.22 * a.sin());
        e.line(&[p, (p.0, p.1 - w * 0.06)], w * 0.014, e.pal.roof);
    }
    let rail: Vec<P> = arc(x, y - w * 0.06, w * 0.48, w * 0.22, 3.3, 6.1);
    e.line(&rail, w * 0.014, e.pal.roof);
}
