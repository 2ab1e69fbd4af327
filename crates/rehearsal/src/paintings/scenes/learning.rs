//! Places where people learn: yards, trees, rooms, laps, lamplight.

use std::f32::consts::TAU;

use crate::paintings::easel::Easel;
use crate::paintings::motifs::people::{Pose, child, elder};
use crate::paintings::motifs::{buildings, land, plants, sky, things};
use crate::paintings::palette::{darker, lighter, mix};
use crate::paintings::shape::{oval, rect, ribbon};

/// A school, its flag, children in the yard.
pub(super) fn school_yard(e: &mut Easel) {
    sky::sky(e);
    let (w, h) = (e.w, e.h);
    let left = e.dice.chance(50);
    sky::sun(e, if left { w * 0.86 } else { w * 0.14 }, h * 0.14, 62.0);
    sky::clouds(e, 3, h * 0.24);
    land::hills(e, 3, h * 0.34, h * 0.48);
    let yard = land::ridge(e, h * 0.6, 6.0, 1.5);
    let ground = if e.dice.chance(50) {
        mix(e.pal.ripe, e.pal.sky_low, 0.3)
    } else {
        e.pal.field
    };
    land::land(e, &yard, ground, darker(ground, 0.08));
    let wide = e.dice.between(0.6, 0.75) * w;
    let x = if left { w * 0.42 } else { w * 0.58 };
    buildings::school(e, x, h * 0.64, wide);
    let tall = e.dice.between(330.0, 430.0);
    buildings::flag(e, if left { w * 0.84 } else { w * 0.12 }, h * 0.72, tall);
    for side in [0.05, 0.95] {
        let s = e.dice.between(240.0, 340.0);
        if e.dice.chance(60) {
            plants::ban_tree(e, w * side, h * 0.76, s);
        } else {
            plants::tree(e, w * side, h * 0.76, s);
        }
    }
    let n = 4 + e.dice.below(3);
    for i in 0..n {
        let pose = *e
            .dice
            .pick(&[Pose::Walk, Pose::Read, Pose::Wave, Pose::Join]);
        let x = w * (0.14 + 0.74 * (i as f32 + e.dice.between(0.2, 0.8)) / n as f32);
        let y = h * (0.84 + 0.1 * (i % 2) as f32);
        child(e, x, y, 190.0 + 34.0 * (i % 2) as f32, pose);
    }
    if e.dice.chance(50) {
        things::kite(e, w * 0.62, h * 0.16, 40.0, (w * 0.5, h * 0.74));
    }
}

/// A great tree; books hang among its leaves, children read in its shade.
pub(super) fn reading_tree(e: &mut Easel) {
    sky::sky(e);
    let (w, h) = (e.w, e.h);
    land::hills(e, 3, h * 0.5, h * 0.68);
    let meadow = land::ridge(e, h * 0.76, 14.0, 1.6);
    let field = e.pal.field;
    land::land(e, &meadow, field, mix(field, e.pal.leaf, 0.4));
    let x = e.dice.between(0.42, 0.58) * w;
    trunk(e, x);
    let crown = w.min(h) * 0.2;
    for i in 0..9 {
        let a = TAU * i as f32 / 9.0;
        let green = e.vary(e.pal.leaf);
        e.soft(
            &oval(
                x + a.cos() * w * 0.24,
                h * 0.28 + a.sin() * h * 0.14,
                crown,
                crown * 0.82,
            ),
            green,
        );
    }
    let green = lighter(e.pal.leaf, 0.1);
    e.soft(&oval(x, h * 0.27, w * 0.25, h * 0.15), green);
    let fruit = 9 + e.dice.below(6);
    for i in 0..fruit {
        let a = TAU * i as f32 / fruit as f32 * 2.4;
        let far = 0.35 + 0.65 * (i as f32 / fruit as f32);
        let at = (
            x + a.cos() * w * 0.33 * far,
            h * 0.27 + a.sin() * h * 0.19 * far,
        );
        let cover = buildings::spine(e);
        let s = e.dice.between(56.0, 84.0);
        if e.dice.chance(66) {
            things::open_book(e, at.0, at.1, s, cover);
        } else {
            plants::ban_flower(e, at.0, at.1, s * 0.5, a);
        }
    }
    let n = 3 + e.dice.below(3);
    for i in 0..n {
        let x = w * (0.12 + 0.76 * (i as f32 + 0.5) / n as f32) + e.dice.between(-24.0, 24.0);
        let (y, s) = (
            h * (0.9 + 0.05 * (i % 2) as f32),
            e.dice.between(190.0, 240.0),
        );
        let pose = if e.dice.chance(70) {
            Pose::Sit
        } else {
            Pose::Read
        };
        child(e, x, y, s, pose);
    }
    land::meadow(e, h * 0.84, 18);
}

/// The trunk of the great tree with its boughs and roots.
fn trunk(e: &mut Easel, x: f32) {
    let (w, h) = (e.w, e.h);
    let bark = e.pal.wood;
    e.soft(
        &ribbon(&[(x, h * 0.88), (x + 12.0, h * 0.66), (x, h * 0.34)], |t| {
            w * (0.13 - 0.07 * t)
        }),
        bark,
    );
    for side in [-1.0, 1.0] {
        e.soft(
            &ribbon(
                &[
                    (x, h * 0.58),
                    (x + side * w * 0.12, h * 0.46),
                    (x + side * w * 0.24, h * 0.34),
                ],
                |t| w * 0.05 * (1.2 - t),
            ),
            bark,
        );
        e.soft(
            &ribbon(
                &[
                    (x, h * 0.86),
                    (x + side * w * 0.08, h * 0.89),
                    (x + side * w * 0.15, h * 0.92),
                ],
                |t| w * 0.04 * (1.1 - t),
            ),
            bark,
        );
    }
}

/// A room of shelves with a window on the hills.
pub(super) fn library_room(e: &mut Easel) {
    let (w, h) = (e.w, e.h);
    let wall = lighter(e.pal.wall, 0.45);
    sky::sky_of(e, wall, darker(wall, 0.06));
    let (gx, gy, gw, gh) = (w * 0.36, h * 0.1, w * 0.28, h * 0.34);
    e.hard(
        &rect(gx - 16.0, gy - 16.0, gw + 32.0, gh + 32.0),
        e.pal.wood,
    );
    let (glass, low) = (e.pal.sky_top, e.pal.sky_low);
    e.flat_ground(&rect(gx, gy, gw, gh), glass, low);
    for i in 0..3 {
        let t = i as f32 / 3.0;
        let hill = mix(e.pal.far, e.pal.near, t);
        let top = gy + gh * (0.45 + 0.17 * t);
        e.soft(
            &[
                (gx, gy + gh),
                (gx, top + 20.0),
                (gx + gw * 0.3, top - 50.0 * (1.0 - t)),
                (gx + gw * 0.6, top + 26.0),
                (gx + gw, top - 10.0),
                (gx + gw, gy + gh),
            ],
            hill,
        );
    }
    sky::sun(e, gx + gw * 0.7, gy + gh * 0.24, 24.0);
    e.line(
        &[(gx + gw / 2.0, gy), (gx + gw / 2.0, gy + gh)],
        9.0,
        e.pal.wood,
    );
    e.line(
        &[(gx, gy + gh / 2.0), (gx + gw, gy + gh / 2.0)],
        9.0,
        e.pal.wood,
    );
    let rows = 4 + e.dice.below(2);
    buildings::shelves(e, w * 0.02, h * 0.08, w * 0.29, h * 0.6, rows);
    buildings::shelves(e, w * 0.69, h * 0.08, w * 0.29, h * 0.6, rows);
    let floor = mix(e.pal.wood, e.pal.wall, 0.4);
    e.flat_ground(
        &rect(-40.0, h * 0.68, w + 80.0, h * 0.4),
        floor,
        darker(floor, 0.15),
    );
    let rug = e.cloth();
    e.soft(&oval(w * 0.5, h * 0.87, w * 0.42, h * 0.11), rug);
    e.soft(
        &oval(w * 0.5, h * 0.87, w * 0.33, h * 0.08),
        lighter(rug, 0.3),
    );
    let n = 3 + e.dice.below(2);
    for i in 0..n {
        let x = w * (0.18 + 0.64 * (i as f32 + 0.5) / n as f32);
        let (y, s) = (
            h * (0.86 + 0.06 * (i % 2) as f32),
            e.dice.between(250.0, 310.0),
        );
        child(e, x, y, s, if i % 3 == 2 { Pose::Read } else { Pose::Sit });
    }
    things::book_stack(e, w * 0.1, h * 0.96, 150.0, 4);
    things::book_stack(e, w * 0.9, h * 0.95, 140.0, 3);
    if e.dice.chance(60) {
        things::banner(e, (w * 0.3, h * 0.5), (w * 0.7, h * 0.5), 56.0);
    }
}

/// A grandmother teaches, or is taught.
pub(super) fn grandmother(e: &mut Easel) {
    sky::sky(e);
    let (w, h) = (e.w, e.h);
    sky::clouds(e, 2, h * 0.2);
    land::hills(e, 2, h * 0.34, h * 0.46);
    let house = if e.dice.chance(50) { w * 0.7 } else { w * 0.3 };
    buildings::stilt_house(e, house, h * 0.68, w * 0.56, false);
    let yard = land::ridge(e, h * 0.69, 8.0, 1.4);
    let ground = mix(e.pal.ripe, e.pal.field, 0.5);
    land::land(e, &yard, ground, darker(ground, 0.1));
    if e.dice.chance(60) {
        plants::banana(e, w - house, h * 0.72, 360.0);
    } else {
        plants::ban_tree(e, w - house, h * 0.76, 420.0);
    }
    let size = h.min(w) * e.dice.between(0.4, 0.46);
    let left = e.dice.chance(50);
    let (ex, cx) = if left {
        (w * 0.38, w * 0.64)
    } else {
        (w * 0.62, w * 0.36)
    };
    elder(e, ex, h * 0.95, size, Pose::Read);
    child(e, cx, h * 0.96, size * 0.72, Pose::Sit);
    if e.dice.chance(70) {
        child(
            e,
            if left { w * 0.84 } else { w * 0.16 },
            h * 0.95,
            size * 0.66,
            Pose::Sit,
        );
    }
    land::meadow(e, h * 0.86, 12);
    things::book_stack(
        e,
        if left { w * 0.14 } else { w * 0.86 },
        h * 0.95,
        130.0,
        3,
    );
}

/// Lamplight in the windows; someone still reads.
pub(super) fn night_study(e: &mut Easel) {
    let (w, h) = (e.w, e.h);
    let (top, low) = (
        mix(e.pal.sky_top, [16.0, 24.0, 72.0], 0.78),
        mix(e.pal.sky_low, [70.0, 84.0, 160.0], 0.62),
    );
    sky::sky_of(e, top, low);
    let mx = e.dice.between(0.15, 0.85) * w;
    sky::moon_and_stars(e, mx, h * 0.17, 78.0);
    let night = [22.0, 30.0, 70.0];
    for i in 0..3 {
        let t = i as f32 / 2.0;
        let line = land::ridge(e, h * (0.44 + 0.1 * t), 60.0, 3.0);
        let hill = mix(mix(e.pal.far, e.pal.near, t), night, 0.5);
        land::land(e, &line, hill, lighter(hill, 0.08));
    }
    let x = e.dice.between(0.35, 0.65) * w;
    buildings::stilt_house(e, x, h * 0.8, w * 0.52, true);
    let lawn = land::ridge(e, h * 0.8, 6.0, 1.3);
    let green = mix(e.pal.leaf, night, 0.35);
    land::land(e, &lawn, green, darker(green, 0.2));
    let size = e.dice.between(240.0, 300.0);
    e.dab(
        x + w * 0.2,
        h * 0.94,
        size * 0.7,
        size * 0.16,
        mix(green, [255.0, 220.0, 120.0], 0.5),
    );
    child(e, x + w * 0.2, h * 0.94, size, Pose::Sit);
    things::panel(e, x - w * 0.28, h * 0.92, 180.0);
    let bs = e.dice.between(380.0, 480.0);
    plants::ban_tree(
        e,
        if x > w * 0.5 { w * 0.06 } else { w * 0.95 },
        h * 0.92,
        bs,
    );
    for _ in 0..16 {
        let at = (e.dice.between(0.0, w), h * e.dice.between(0.55, 0.95));
        e.dab(at.0, at.1, 4.5, 4.5, [250.0, 240.0, 130.0]);
    }
}
