//! The land: villages, terraces, streams, blossom, the ring dance.

use std::f32::consts::TAU;

use crate::paintings::easel::Easel;
use crate::paintings::motifs::people::{Pose, buffalo, child, elder};
use crate::paintings::motifs::{buildings, land, plants, sky, things};
use crate::paintings::palette::{darker, mix};
use crate::paintings::shape::ribbon;

/// Children on their way to school through a village.
pub(super) fn village_morning(e: &mut Easel) {
    sky::sky(e);
    let (w, h) = (e.w, e.h);
    let (sx, sr) = (e.dice.between(0.15, 0.85) * w, e.dice.between(48.0, 84.0));
    sky::sun(e, sx, h * 0.17, sr);
    sky::clouds(e, 3, h * 0.26);
    let layers = 3 + e.dice.below(2);
    land::hills(e, layers, h * 0.38, h * 0.58);
    let to = e.dice.between(0.3, 0.7) * w;
    land::path(e, to, h * 0.6, w * 0.5);
    let houses = 2 + e.dice.below(2);
    for i in 0..houses {
        let side = if i % 2 == 0 { 0.2 } else { 0.8 };
        let x = w * (side + e.dice.between(-0.06, 0.06));
        let y = h * (0.62 + 0.1 * i as f32);
        let s = w * (0.2 + 0.05 * i as f32);
        buildings::stilt_house(e, x, y, s, false);
    }
    let (bx, bs) = (
        if e.dice.chance(50) {
            w * 0.07
        } else {
            w * 0.93
        },
        e.dice.between(420.0, 560.0),
    );
    plants::ban_tree(e, bx, h * 0.94, bs);
    land::meadow(e, h * 0.78, 22);
    let n = 2 + e.dice.below(3);
    for i in 0..n {
        let x = w * (0.36 + 0.3 * i as f32 / n as f32) + e.dice.between(-20.0, 20.0);
        let y = h * (0.84 + 0.035 * (i % 2) as f32);
        let s = e.dice.between(170.0, 225.0);
        child(e, x, y, s, Pose::Walk);
    }
    sky::birds(e, 4);
}

/// Terraces down the whole hillside, a buffalo in front.
pub(super) fn terraces_with_buffalo(e: &mut Easel) {
    sky::sky(e);
    let (w, h) = (e.w, e.h);
    let (sx, sr) = (e.dice.between(0.2, 0.8) * w, e.dice.between(60.0, 110.0));
    sky::sun(e, sx, h * 0.2, sr);
    land::hills(e, 2, h * 0.3, h * 0.42);
    let left = e.dice.chance(50);
    let (far, near) = if left { (0.75, 0.25) } else { (0.25, 0.75) };
    land::terraces(e, w * far, h * 0.78, w * 0.8, h * 0.38);
    land::terraces(e, w * near, h * 1.02, w * 1.15, h * 0.5);
    let hs = e.dice.between(150.0, 210.0);
    buildings::stilt_house(e, w * far, h * 0.5, hs, false);
    if e.dice.chance(70) {
        plants::tree(e, w * (far + 0.14), h * 0.56, 130.0);
    }
    let (bx, bs) = (w * e.dice.between(0.35, 0.65), e.dice.between(250.0, 340.0));
    buffalo(e, bx, h * 0.93, bs);
    child(e, bx - 10.0, h * 0.93 - bs * 0.47, bs * 0.62, Pose::Sit);
    let farmers = 1 + e.dice.below(3);
    for i in 0..farmers {
        let x = w * (near + 0.12 * i as f32 - 0.16);
        let y = h * e.dice.between(0.68, 0.76);
        elder(e, x, y, 110.0, Pose::Walk);
    }
    sky::birds(e, 5);
}

/// A stream under a bridge, fish in it, the town beyond.
pub(super) fn stream_and_bridge(e: &mut Easel) {
    sky::sky(e);
    let (w, h) = (e.w, e.h);
    if e.dice.chance(50) {
        let r = e.dice.between(0.3, 0.42) * w;
        sky::rainbow(e, w * 0.5, h * 0.5, r);
    } else {
        sky::sun(e, w * 0.8, h * 0.15, 62.0);
    }
    sky::clouds(e, 2, h * 0.2);
    land::hills(e, 2, h * 0.36, h * 0.46);
    let houses = 6 + e.dice.below(4);
    buildings::town(e, h * 0.52, houses);
    let shore = land::ridge(e, h * 0.53, 12.0, 2.0);
    let (green, low) = (e.pal.field, mix(e.pal.field, e.pal.leaf, 0.5));
    land::land(e, &shore, green, low);
    let x = e.dice.between(0.4, 0.6) * w;
    land::river(e, x, h * 0.54, w * 0.5);
    buildings::bridge(e, x, h * 0.72, w * 0.4);
    child(e, x - w * 0.06, h * 0.6, 140.0, Pose::Wave);
    child(e, x + w * 0.06, h * 0.6, 140.0, Pose::Read);
    for side in [0.1, 0.9] {
        let s = e.dice.between(260.0, 360.0);
        if e.dice.chance(50) {
            plants::ban_tree(e, w * side, h * 0.82, s);
        } else {
            plants::bamboo(e, w * side, h * 0.82, s);
        }
    }
    land::meadow(e, h * 0.85, 14);
    for _ in 0..3 {
        let (fx, fy, s) = (
            x + e.dice.between(-0.12, 0.12) * w,
            h * e.dice.between(0.82, 0.96),
            e.dice.between(24.0, 40.0),
        );
        things::fish(e, fx, fy, s);
    }
}

/// Large ban flowers before the mountains.
pub(super) fn ban_branch(e: &mut Easel) {
    sky::sky(e);
    let (w, h) = (e.w, e.h);
    if e.dice.chance(60) {
        let x = e.dice.between(0.3, 0.7) * w;
        sky::sun(e, x, h * 0.3, 70.0);
    }
    let layers = 3 + e.dice.below(3);
    land::hills(e, layers, h * 0.48, h * 0.86);
    let hx = e.dice.between(0.3, 0.7) * w;
    buildings::stilt_house(e, hx, h * 0.84, w * 0.2, false);
    land::meadow(e, h * 0.88, 16);
    let r = e.dice.between(70.0, 105.0);
    let n = 5 + e.dice.below(4);
    if e.dice.chance(50) {
        plants::ban_branch(e, (-40.0, h * 0.1), (w * 0.86, h * 0.34), r, n);
    } else {
        plants::ban_branch(e, (w + 40.0, h * 0.08), (w * 0.12, h * 0.4), r, n);
    }
    if e.dice.chance(60) {
        plants::ban_branch(e, (-40.0, h * 0.98), (w * 0.5, h * 0.72), r * 0.8, 3);
    }
    child(e, hx + w * 0.2, h * 0.93, 230.0, Pose::Read);
    sky::birds(e, 3);
}

/// Hands joined round the fire: the xòe of the Thái people.
pub(super) fn xoe_dance(e: &mut Easel) {
    let (w, h) = (e.w, e.h);
    let (top, low) = (
        mix(e.pal.sky_top, [24.0, 28.0, 74.0], 0.6),
        mix(e.pal.sky_low, e.pal.cloth[3], 0.3),
    );
    sky::sky_of(e, top, low);
    sky::moon_and_stars(e, w * 0.8, h * 0.14, 60.0);
    land::hills(e, 2, h * 0.36, h * 0.46);
    buildings::stilt_house(e, w * 0.2, h * 0.54, w * 0.26, true);
    buildings::stilt_house(e, w * 0.78, h * 0.53, w * 0.24, true);
    let yard = land::ridge(e, h * 0.54, 8.0, 2.0);
    let earth = mix(e.pal.ripe, e.pal.wood, 0.35);
    land::land(e, &yard, earth, darker(earth, 0.25));
    let (cx, cy, rx, ry) = (w * 0.5, h * 0.74, w * 0.36, h * 0.15);
    let n = 9 + e.dice.below(4);
    let place = |i: usize| TAU * (i as f32 + 0.5) / n as f32 - TAU / 4.0;
    let mut ring: Vec<usize> = (0..n).collect();
    ring.sort_by(|&a, &b| place(a).sin().total_cmp(&place(b).sin()));
    let mut fire_lit = false;
    for i in ring {
        let (s, c) = place(i).sin_cos();
        if s > 0.0 && !fire_lit {
            fire(e, cx, cy + 20.0, h * 0.16);
            fire_lit = true;
        }
        let size = h * (0.2 + 0.045 * s);
        if e.dice.chance(45) {
            elder(e, cx + c * rx, cy + s * ry + size * 0.4, size, Pose::Join);
        } else {
            child(e, cx + c * rx, cy + s * ry + size * 0.4, size, Pose::Join);
        }
    }
}

fn fire(e: &mut Easel, x: f32, y: f32, s: f32) {
    for turn in [-1.0, 1.0] {
        e.line(
            &[
                (x - turn * s * 0.4, y + s * 0.06),
                (x + turn * s * 0.4, y - s * 0.06),
            ],
            s * 0.1,
            e.pal.wood,
        );
    }
    for (part, colour) in [
        (1.0, [240.0, 92.0, 36.0]),
        (0.68, [252.0, 168.0, 40.0]),
        (0.36, [255.0, 232.0, 120.0]),
    ] {
        let lean = e.dice.between(-0.1, 0.1) * s;
        e.soft(
            &ribbon(
                &[
                    (x, y),
                    (x + lean, y - s * 0.4 * part),
                    (x - lean, y - s * part),
                ],
                |t| s * 0.75 * part * (1.05 - t),
            ),
            colour,
        );
    }
}
