//! Books as boats, mountains, baskets and valleys.

use crate::paintings::easel::Easel;
use crate::paintings::motifs::people::{Pose, child};
use crate::paintings::motifs::{buildings, land, plants, sky, things};
use crate::paintings::palette::{darker, lighter};
use crate::paintings::shape::oval;

/// Children sail open books down the Đà river.
pub(super) fn book_boats(e: &mut Easel) {
    sky::sky(e);
    let (w, h) = (e.w, e.h);
    let sx = e.dice.between(0.2, 0.8) * w;
    let r = e.dice.between(60.0, 100.0);
    sky::sun(e, sx, h * 0.2, r);
    sky::clouds(e, 2, h * 0.24);
    let layers = 2 + e.dice.below(3);
    land::hills(e, layers, h * 0.36, h * 0.48);
    land::water(e, h * 0.54);
    let n = 1 + e.dice.below(3);
    for i in 0..n {
        let t = (i + 1) as f32 / n as f32;
        let x = w * if n == 1 {
            0.5
        } else {
            0.24 + 0.52 * ((i * 2) % 3) as f32 / 2.0
        };
        let (y, s) = (h * (0.58 + 0.26 * t), w.min(h) * (0.22 + 0.24 * t));
        let seat = things::book_boat(e, x, y, s);
        child(e, seat.0, seat.1 + s * 0.02, s * 0.48, Pose::Sit);
        if e.dice.chance(60) {
            child(e, x + s * 0.26, seat.1, s * 0.46, Pose::Wave);
        }
    }
    for _ in 0..3 {
        let (x, y, s) = (
            e.dice.between(0.1, 0.9) * w,
            h * e.dice.between(0.86, 0.96),
            e.dice.between(24.0, 44.0),
        );
        things::fish(e, x, y, s);
    }
    sky::birds(e, 4);
}

/// A mountain of books; the climb is worth it.
pub(super) fn book_mountain(e: &mut Easel) {
    sky::sky(e);
    let (w, h) = (e.w, e.h);
    sky::clouds(e, 4, h * 0.4);
    land::hills(e, 2, h * 0.62, h * 0.76);
    let ground = land::ridge(e, h * 0.86, 8.0, 1.5);
    let field = e.pal.field;
    land::land(e, &ground, field, darker(field, 0.12));
    let steps = 4 + e.dice.below(2);
    let wide = w * 0.72 / steps as f32;
    let up = e.dice.chance(50);
    for i in 0..steps {
        let k = if up { i } else { steps - 1 - i };
        let x = w * 0.16 + wide * (i as f32 + 0.5);
        let top = things::book_stack(e, x, h * 0.93, wide * 1.02, 2 + k * 2);
        let pose = if k + 1 == steps {
            Pose::Wave
        } else {
            *e.dice.pick(&[Pose::Read, Pose::Walk, Pose::Sit])
        };
        child(e, x, top + 4.0, (wide * 0.86).min(190.0), pose);
        if k + 1 == steps && e.dice.chance(60) {
            buildings::flag(e, x + wide * 0.3, top, 190.0);
        }
    }
    sky::sun(e, if up { w * 0.2 } else { w * 0.8 }, h * 0.18, 84.0);
    land::meadow(e, h * 0.92, 12);
    sky::birds(e, 4);
}

/// Balloons carry books over the town.
pub(super) fn balloons(e: &mut Easel) {
    sky::sky(e);
    let (w, h) = (e.w, e.h);
    if e.dice.chance(40) {
        sky::rainbow(e, w * 0.5, h * 0.72, w * 0.46);
    }
    sky::clouds(e, 4, h * 0.5);
    land::hills(e, 3, h * 0.66, h * 0.8);
    let n = 7 + e.dice.below(4);
    buildings::town(e, h * 0.88, n);
    let lawn = land::ridge(e, h * 0.9, 8.0, 2.0);
    let field = e.pal.field;
    land::land(e, &lawn, field, darker(field, 0.1));
    let many = 2 + e.dice.below(3);
    for i in 0..many {
        let x = w * (i as f32 + e.dice.between(0.35, 0.65)) / many as f32;
        let (y, r) = (
            h * e.dice.between(0.16, 0.36),
            w.min(h) * e.dice.between(0.075, 0.13),
        );
        things::balloon(e, x, y, r);
        child(e, x, y + r * 1.75, r * 0.85, Pose::Wave);
    }
    for i in 0..3 {
        let x = w * (0.2 + 0.3 * i as f32) + e.dice.between(-30.0, 30.0);
        let s = e.dice.between(130.0, 160.0);
        child(
            e,
            x,
            h * 0.97,
            s,
            if i == 1 { Pose::Wave } else { Pose::Join },
        );
    }
    plants::ban_tree(e, w * 0.94, h * 0.96, 260.0);
}

/// One huge open book, and the whole valley stands on its pages.
pub(super) fn valley_in_a_book(e: &mut Easel) {
    sky::sky(e);
    let (w, h) = (e.w, e.h);
    for i in 0..16 {
        let at = (e.dice.between(0.0, w), e.dice.between(0.0, h * 0.3));
        let pale = lighter(e.pal.sky_top, 0.4);
        e.dab(at.0, at.1, 5.0 + (i % 3) as f32 * 2.0, 5.0, pale);
    }
    let table = e.pal.wood;
    let desk = land::ridge(e, h * 0.8, 4.0, 1.0);
    land::land(e, &desk, lighter(table, 0.2), table);
    let cover = buildings::spine(e);
    things::open_book(e, w * 0.5, h * 0.76, w * 0.88, cover);
    let rise = w * 0.88;
    for (i, t) in [0.0_f32, 0.5, 1.0].into_iter().enumerate() {
        let half = rise * (0.26 + 0.07 * t);
        let base = h * (0.56 + 0.03 * t);
        let peak = h * (0.24 - 0.06 * t * t) * e.dice.between(0.85, 1.1);
        let colour = [e.pal.far, e.pal.mid, e.pal.near][i];
        let lean = e.dice.between(-0.1, 0.1) * w;
        let x = w * 0.5 + lean;
        e.soft(
            &[
                (x - half, base),
                (x - half * 0.7, base - peak * 0.5),
                (x - half * 0.3, base - peak),
                (x + half * 0.1, base - peak * 0.55),
                (x + half * 0.5, base - peak * 0.9),
                (x + half * 0.8, base - peak * 0.4),
                (x + half, base),
                (x, base + 34.0),
            ],
            colour,
        );
    }
    let sx = w * e.dice.between(0.3, 0.7);
    sky::sun(e, sx, h * 0.17, 58.0);
    e.soft(&oval(w * 0.5, h * 0.6, w * 0.34, h * 0.035), e.pal.field);
    buildings::stilt_house(e, w * 0.34, h * 0.62, w * 0.2, false);
    if e.dice.chance(50) {
        buildings::school(e, w * 0.65, h * 0.62, w * 0.26);
    } else {
        buildings::book_house(e, w * 0.65, h * 0.62, w * 0.22);
    }
    plants::ban_tree(e, w * 0.5, h * 0.64, 190.0);
    let s = h.min(w) * 0.27;
    child(e, w * 0.13, h * 0.97, s, Pose::Wave);
    child(e, w * 0.88, h * 0.97, s, Pose::Read);
    if e.dice.chance(60) {
        plants::ban_branch(e, (-30.0, h * 0.06), (w * 0.4, h * 0.12), 52.0, 3);
    }
    sky::birds(e, 5);
}
