//! Sun, moon, clouds, rain, rainbow, birds.

use std::f32::consts::{PI, TAU};

use crate::paintings::easel::Easel;
use crate::paintings::palette::{Rgb, darker, lighter, mix};
use crate::paintings::shape::{arc, oval, place, rect, ribbon, star};

/// The whole sheet, sky colours from the box of paint.
pub(crate) fn sky(e: &mut Easel) {
    let (top, low) = (e.pal.sky_top, e.pal.sky_low);
    sky_of(e, top, low);
}

/// The whole sheet in other colours.
pub(crate) fn sky_of(e: &mut Easel, top: Rgb, low: Rgb) {
    let (w, h) = (e.w, e.h);
    e.flat_ground(&rect(-60.0, -60.0, w + 120.0, h + 120.0), top, low);
    e.turn_tool();
}

/// A sun: with rays, or with a face, or half hidden.
pub(crate) fn sun(e: &mut Easel, x: f32, y: f32, r: f32) {
    let sun = e.pal.sun;
    let kind = e.dice.below(4);
    if kind < 3 {
        let n = 9 + e.dice.below(8);
        let turn = e.dice.between(0.0, 1.0);
        for i in 0..n {
            let a = turn + TAU * i as f32 / n as f32;
            let (s, c) = a.sin_cos();
            let long = if i % 2 == 0 { 1.75 } else { 1.5 };
            if kind == 0 {
                let (s1, c1) = (a + 0.14).sin_cos();
                let (s2, c2) = (a - 0.14).sin_cos();
                let ray = [
                    (x + c1 * r * 1.12, y + s1 * r * 1.12),
                    (x + c * r * long, y + s * r * long),
                    (x + c2 * r * 1.12, y + s2 * r * 1.12),
                ];
                e.hard(&ray, mix(sun, e.pal.cloth[2], 0.4));
            } else {
                e.line(
                    &[
                        (x + c * r * 1.2, y + s * r * 1.2),
                        (x + c * r * long, y + s * r * long),
                    ],
                    r * 0.09,
                    sun,
                );
            }
        }
    } else {
        e.dab(x, y, r * 1.5, r * 1.5, lighter(sun, 0.6));
    }
    e.soft(&oval(x, y, r, r), sun);
    if e.dice.chance(45) {
        let ink = darker(sun, 0.65);
        e.dab(x - r * 0.33, y - r * 0.15, r * 0.09, r * 0.12, ink);
        e.dab(x + r * 0.33, y - r * 0.15, r * 0.09, r * 0.12, ink);
        e.line(
            &arc(x, y + r * 0.08, r * 0.45, r * 0.4, 0.4, PI - 0.4),
            r * 0.08,
            ink,
        );
        let cheek = mix(sun, e.pal.cloth[0], 0.5);
        e.dab(x - r * 0.58, y + r * 0.18, r * 0.14, r * 0.1, cheek);
        e.dab(x + r * 0.58, y + r * 0.18, r * 0.14, r * 0.1, cheek);
    }
}

/// A crescent and its stars.
pub(crate) fn moon_and_stars(e: &mut Easel, x: f32, y: f32, r: f32) {
    let glow = [255.0, 236.0, 168.0];
    let mut crescent = arc(x, y, r, r, 1.2, 1.2 + 3.9);
    let mut back = arc(
        x + r * 0.42,
        y - r * 0.16,
        r * 0.82,
        r * 0.82,
        1.35,
        1.35 + 3.6,
    );
    back.reverse();
    crescent.append(&mut back);
    e.soft(&crescent, glow);
    for _ in 0..14 + e.dice.below(12) {
        let at = (
            e.dice.between(20.0, e.w - 20.0),
            e.dice.between(20.0, e.h * 0.42),
        );
        let size = e.dice.between(4.0, 15.0);
        if e.dice.chance(50) {
            e.hard(&star(at.0, at.1, size, 5, 0.42), glow);
        } else {
            e.dab(at.0, at.1, size * 0.3, size * 0.3, glow);
        }
    }
}

/// One heap of a cloud: three to five round bumps on a flat foot.
pub(crate) fn cloud(e: &mut Easel, x: f32, y: f32, s: f32, colour: Rgb) {
    let n = 3 + e.dice.below(3);
    let r = s * 1.15 / n as f32;
    let mut edge = Vec::new();
    for i in 0..n {
        let t = (i as f32 + 0.5) / n as f32;
        let bump = r * (0.8 + 0.75 * (t * PI).sin()) * e.dice.between(0.88, 1.1);
        edge.extend(
            arc(
                x - s + 2.0 * s * t,
                y - bump * 0.15,
                r * 1.12,
                bump,
                PI * 1.06,
                PI * 1.94,
            )
            .into_iter()
            .step_by(2),
        );
    }
    edge.extend([
        (x + s * 0.95, y + r * 0.25),
        (x + s * 0.3, y + r * 0.34),
        (x - s * 0.4, y + r * 0.3),
        (x - s * 0.98, y + r * 0.22),
    ]);
    e.soft(&edge, colour);
}

/// A few clouds of different sizes.
pub(crate) fn clouds(e: &mut Easel, n: usize, low: f32) {
    for i in 0..n {
        let x = e.w * (i as f32 + e.dice.between(0.1, 0.9)) / n as f32;
        let y = e.dice.between(e.h * 0.06, low);
        let s = e.dice.between(60.0, 120.0);
        let white = lighter(e.pal.sky_low, e.dice.between(0.4, 0.9));
        cloud(e, x, y, s, white);
    }
}

/// Slanting rain from `top` downwards.
pub(crate) fn rain(e: &mut Easel, top: f32, bottom: f32) {
    let colour = mix(e.pal.water, e.pal.sky_top, 0.3);
    let slant = e.dice.between(-16.0, 16.0);
    for _ in 0..80 {
        let (x, y) = (e.dice.between(0.0, e.w), e.dice.between(top, bottom));
        let long = e.dice.between(16.0, 36.0);
        e.line(&[(x, y), (x + slant, y + long)], 3.4, colour);
    }
}

/// Seven arcs, the outermost first.
pub(crate) fn rainbow(e: &mut Easel, x: f32, y: f32, r: f32) {
    let bands: [Rgb; 7] = [
        [232.0, 62.0, 60.0],
        [246.0, 140.0, 44.0],
        [250.0, 212.0, 62.0],
        [92.0, 184.0, 92.0],
        [70.0, 170.0, 220.0],
        [72.0, 100.0, 190.0],
        [146.0, 92.0, 184.0],
    ];
    for (i, band) in bands.into_iter().enumerate() {
        let radius = r - i as f32 * r * 0.052;
        let line = arc(x, y, radius, radius * 0.9, PI * 1.01, PI * 1.99);
        let soft = mix(band, e.pal.sky_low, 0.22);
        e.flat(&ribbon(&line, |_| r * 0.06), soft);
    }
}

/// Birds as a child draws them.
pub(crate) fn birds(e: &mut Easel, n: usize) {
    let ink = mix(e.pal.ink, e.pal.sky_top, 0.25);
    let (cx, cy) = (
        e.dice.between(e.w * 0.2, e.w * 0.8),
        e.dice.between(e.h * 0.1, e.h * 0.25),
    );
    for _ in 0..n {
        let at = (
            cx + e.dice.between(-160.0, 160.0),
            cy + e.dice.between(-60.0, 60.0),
        );
        let s = e.dice.between(14.0, 28.0);
        let turn = e.dice.between(-0.2, 0.2);
        e.line(
            &place(
                &[(-1.0, -0.1), (-0.6, -0.5), (-0.2, -0.4), (0.0, 0.1)],
                at,
                s,
                turn,
            ),
            4.0,
            ink,
        );
        e.line(
            &place(
                &[(0.0, 0.1), (0.2, -0.4), (0.6, -0.5), (1.0, -0.1)],
                at,
                s,
                turn,
            ),
            4.0,
            ink,
        );
    }
}
