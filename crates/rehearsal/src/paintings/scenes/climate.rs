//! Living with the weather: wind, sun, rain, young trees, one Earth.

use std::f32::consts::TAU;

use crate::paintings::easel::Easel;
use crate::paintings::motifs::people::{Pose, child, elder};
use crate::paintings::motifs::{buildings, land, plants, sky, things};
use crate::paintings::palette::{darker, lighter, mix};
use crate::paintings::shape::{P, rect};

/// Turbines on the ridge, panels below.
pub(super) fn wind_and_sun(e: &mut Easel) {
    sky::sky(e);
    let (w, h) = (e.w, e.h);
    let x = e.dice.between(0.15, 0.85) * w;
    sky::sun(e, x, h * 0.16, 78.0);
    sky::clouds(e, 2, h * 0.2);
    let back = land::ridge(e, h * 0.42, 50.0, 2.4);
    let (far, mist) = (e.pal.far, lighter(e.pal.far, 0.2));
    land::land(e, &back, far, mist);
    let n = 3 + e.dice.below(3);
    for i in 0..n {
        let x = w * (i as f32 + e.dice.between(0.3, 0.7)) / n as f32;
        let s = e.dice.between(250.0, 340.0);
        things::turbine(e, x, h * 0.47, s);
    }
    land::hills(e, 2, h * 0.5, h * 0.62);
    if e.dice.chance(50) {
        land::terraces(e, w * 0.28, h * 0.96, w * 0.7, h * 0.34);
    } else {
        let river = e.dice.between(0.4, 0.6) * w;
        land::river(e, river, h * 0.62, w * 0.3);
    }
    buildings::stilt_house(e, w * 0.7, h * 0.76, w * 0.32, false);
    for i in 0..3 {
        things::panel(e, w * (0.52 + 0.16 * i as f32), h * 0.9, 170.0);
    }
    child(e, w * 0.2, h * 0.94, 250.0, Pose::Wave);
    child(e, w * 0.35, h * 0.95, 220.0, Pose::Read);
    land::meadow(e, h * 0.9, 14);
}

/// Umbrellas on the way to the library, jars under the eaves.
pub(super) fn rainy_lesson(e: &mut Easel) {
    let (w, h) = (e.w, e.h);
    let (top, low) = (
        mix(e.pal.sky_top, [96.0, 108.0, 126.0], 0.5),
        mix(e.pal.sky_low, [190.0, 200.0, 206.0], 0.4),
    );
    sky::sky_of(e, top, low);
    let heavy = mix(e.pal.sky_top, [84.0, 92.0, 112.0], 0.65);
    for i in 0..5 {
        let (x, y, s) = (
            w * (0.1 + 0.2 * i as f32),
            h * e.dice.between(0.08, 0.15),
            e.dice.between(120.0, 170.0),
        );
        let shade = e.vary(heavy);
        sky::cloud(e, x, y, s, shade);
    }
    land::hills(e, 3, h * 0.4, h * 0.56);
    let house = if e.dice.chance(50) { w * 0.3 } else { w * 0.7 };
    if e.dice.chance(50) {
        buildings::book_house(e, house, h * 0.72, w * 0.5);
    } else {
        buildings::stilt_house(e, house, h * 0.72, w * 0.5, true);
    }
    let yard = land::ridge(e, h * 0.73, 8.0, 1.4);
    let field = e.pal.field;
    land::land(e, &yard, field, darker(field, 0.14));
    sky::rain(e, h * 0.16, h * 0.8);
    for i in 0..4 {
        let (x, y) = (w * (0.15 + 0.24 * i as f32), h * e.dice.between(0.86, 0.96));
        let (glass, wide) = (lighter(e.pal.water, 0.3), e.dice.between(50.0, 90.0));
        e.dab(x, y, wide, 15.0, glass);
    }
    if e.dice.chance(60) {
        plants::banana(e, w - house, h * 0.78, 330.0);
    } else {
        plants::tree(e, w - house, h * 0.76, 300.0);
    }
    let n = 3 + e.dice.below(2);
    for i in 0..n {
        let x = w * (0.12 + 0.74 * (i as f32 + 0.5) / n as f32);
        let (y, s) = (
            h * (0.92 + 0.04 * (i % 2) as f32),
            e.dice.between(220.0, 270.0),
        );
        child(e, x, y, s, Pose::Umbrella);
    }
}

/// A brown slope turns green: young and old plant trees.
pub(super) fn planting(e: &mut Easel) {
    sky::sky(e);
    let (w, h) = (e.w, e.h);
    let r = e.dice.between(60.0, 84.0);
    sky::sun(e, w * 0.78, h * 0.16, r);
    sky::clouds(e, 2, h * 0.22);
    land::hills(e, 3, h * 0.38, h * 0.5);
    let bare = mix(e.pal.wood, e.pal.ripe, 0.5);
    let slope: Vec<P> = vec![
        (-80.0, h * 0.52),
        (w * 0.3, h * 0.58),
        (w * 0.7, h * 0.7),
        (w + 80.0, h * 0.74),
    ];
    land::land(e, &slope, lighter(bare, 0.15), bare);
    let front = land::ridge(e, h * 0.74, 24.0, 1.6);
    let field = e.pal.field;
    land::land(e, &front, field, mix(field, e.pal.leaf, 0.4));
    for i in 0..6 {
        let x = w * (0.06 + 0.17 * i as f32);
        let (y, s) = (h * (0.6 + 0.03 * i as f32), e.dice.between(60.0, 84.0));
        plants::sapling(e, x, y, s);
    }
    plants::ban_tree(e, w * 0.92, h * 0.84, 360.0);
    for i in 0..3 {
        let x = w * (0.14 + 0.27 * i as f32);
        let s = e.dice.between(230.0, 290.0);
        if i == 1 && e.dice.chance(50) {
            elder(e, x, h * 0.93, s * 1.1, Pose::Water);
        } else {
            child(e, x, h * 0.93, s, Pose::Water);
        }
        plants::sapling(e, x + s * 0.62, h * 0.94, s * 0.44);
    }
    land::meadow(e, h * 0.9, 10);
    sky::birds(e, 3);
}

/// The Earth among children, or in a lamp that a tree lights.
pub(super) fn earth(e: &mut Easel) {
    let (w, h) = (e.w, e.h);
    let (top, low) = (e.pal.sky_top, lighter(e.pal.sky_low, 0.3));
    sky::sky_of(e, top, low);
    let r = w.min(h) * e.dice.between(0.19, 0.23);
    if e.dice.chance(35) {
        let (cx, cy) = things::bulb(e, w * 0.5, h * 0.4, r * 1.25);
        plants::ban_tree(e, cx, cy + r * 0.8, r * 1.5);
    } else {
        for i in 0..16 {
            let a = TAU * i as f32 / 16.0;
            let (s, c) = a.sin_cos();
            let ray = lighter(e.pal.sun, 0.5);
            e.flat(
                &[
                    (w * 0.5, h * 0.4),
                    (
                        w * 0.5 + (a - 0.09).cos() * w,
                        h * 0.4 + (a - 0.09).sin() * w,
                    ),
                    (
                        w * 0.5 + (a + 0.09).cos() * w,
                        h * 0.4 + (a + 0.09).sin() * w,
                    ),
                ],
                mix(ray, low, 0.55),
            );
            if i % 2 == 0 {
                plants::ban_flower(e, w * 0.5 + c * r * 1.4, h * 0.4 + s * r * 1.4, r * 0.26, a);
            } else {
                let green = e.pal.leaf;
                plants::ban_leaf(
                    e,
                    (w * 0.5 + c * r * 1.36, h * 0.4 + s * r * 1.36),
                    r * 0.15,
                    green,
                );
            }
        }
        things::globe(e, w * 0.5, h * 0.4, r);
    }
    let lawn = land::ridge(e, h * 0.78, 20.0, 1.4);
    let field = e.pal.field;
    land::land(e, &lawn, field, mix(field, e.pal.leaf, 0.5));
    let n = 5 + e.dice.below(2);
    for i in 0..n {
        let x = w * (0.05 + 0.9 * (i as f32 + 0.5) / n as f32);
        let dip = ((i as f32 + 0.5) / n as f32 * 2.0 - 1.0).abs();
        let s = e.dice.between(240.0, 280.0);
        child(
            e,
            x,
            h * (0.96 - 0.05 * dip),
            s,
            if i % 2 == 0 { Pose::Join } else { Pose::Wave },
        );
    }
    if e.dice.chance(55) {
        things::banner(e, (w * 0.18, h * 0.07), (w * 0.82, h * 0.07), 64.0);
    } else {
        let band = e.pal.cloth[1];
        for i in 0..24 {
            let x = w * i as f32 / 24.0;
            e.hard(
                &rect(x, 0.0, w / 26.0, 26.0),
                if i % 2 == 0 { band } else { e.pal.cloth[0] },
            );
        }
    }
}
