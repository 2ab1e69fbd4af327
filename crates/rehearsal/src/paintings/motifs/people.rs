//! Children, grandmothers, teachers: simple figures with something in their hands.

use std::f32::consts::{PI, TAU};

use super::things;
use crate::paintings::easel::Easel;
use crate::paintings::palette::{Rgb, darker, lighter, mix};
use crate::paintings::shape::{P, arc, oval, rect, ribbon, turn_oval};

/// What a figure is doing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Pose {
    /// Holding an open book.
    Read,
    /// One arm up.
    Wave,
    /// Both arms out to the sides.
    Join,
    /// Arms down, perhaps a satchel.
    Walk,
    /// Sitting on the ground with a book.
    Sit,
    /// Pouring from a can.
    Water,
    /// Under an umbrella.
    Umbrella,
}

#[derive(Clone, Copy, PartialEq)]
enum Dress {
    Pupil,
    Thai,
    Hmong,
    Plain,
}

/// A child, feet at (`x`, `y`), `s` tall.
pub(crate) fn child(e: &mut Easel, x: f32, y: f32, s: f32, pose: Pose) {
    let girl = e.dice.chance(55);
    let dress = match e.dice.below(8) {
        0..=2 => Dress::Pupil,
        3 | 4 if girl => Dress::Thai,
        5 if girl => Dress::Hmong,
        _ => Dress::Plain,
    };
    let figure = Figure {
        x,
        y,
        s,
        girl,
        dress,
        top: top_colour(e, dress),
        old: false,
    };
    figure.draw(e, pose);
}

/// A grown-up; grandmothers wear the piêu scarf.
pub(crate) fn elder(e: &mut Easel, x: f32, y: f32, s: f32, pose: Pose) {
    let top = mix(e.pal.cloth[1], e.pal.ink, 0.4);
    Figure {
        x,
        y,
        s,
        girl: true,
        dress: Dress::Thai,
        top,
        old: true,
    }
    .draw(e, pose);
}

fn top_colour(e: &mut Easel, dress: Dress) -> Rgb {
    let which = e.dice.below(5);
    match dress {
        Dress::Pupil => [250.0, 250.0, 246.0],
        Dress::Thai => lighter(e.pal.cloth[which], 0.45),
        Dress::Hmong => mix(e.pal.ink, e.pal.cloth[1], 0.3),
        Dress::Plain => e.pal.cloth[which],
    }
}

struct Figure {
    x: f32,
    y: f32,
    s: f32,
    girl: bool,
    dress: Dress,
    top: Rgb,
    old: bool,
}

impl Figure {
    fn draw(&self, e: &mut Easel, pose: Pose) {
        let s = self.s;
        let hip = if pose == Pose::Sit {
            self.y - s * 0.14
        } else {
            self.y - s * 0.3
        };
        let neck = hip - s * 0.3;
        if pose == Pose::Walk && e.dice.chance(60) {
            let bag = e.cloth();
            e.soft(
                &rect(self.x - s * 0.2, neck + s * 0.02, s * 0.4, s * 0.26),
                bag,
            );
        }
        if self.girl && !self.old && e.dice.chance(50) {
            // plaits hang behind the shoulders
            for side in [-1.0, 1.0] {
                e.line(
                    &[
                        (self.x + side * s * 0.14, neck - s * 0.2),
                        (self.x + side * s * 0.21, neck),
                        (self.x + side * s * 0.18, neck + s * 0.12),
                    ],
                    s * 0.06,
                    e.pal.ink,
                );
            }
        }
        self.legs(e, pose, hip);
        self.body(e, pose, hip, neck);
        self.head(e, neck - s * e.manner.head * 0.94);
        self.arms(e, pose, neck);
    }

    fn legs(&self, e: &mut Easel, pose: Pose, hip: f32) {
        let (x, y, s) = (self.x, self.y, self.s);
        let trousers = if self.dress == Dress::Pupil {
            darker(e.pal.cloth[1], 0.35)
        } else {
            darker(e.pal.cloth[(s as usize) % 5], 0.25)
        };
        if pose == Pose::Sit {
            let cloth = if self.girl { self.skirt(e) } else { trousers };
            e.soft(
                &oval(x - s * 0.13, y - s * 0.05, s * 0.17, s * 0.075),
                cloth,
            );
            e.soft(
                &oval(x + s * 0.13, y - s * 0.05, s * 0.17, s * 0.075),
                cloth,
            );
            return;
        }
        let bare = self.girl && matches!(self.dress, Dress::Plain | Dress::Hmong);
        let stride = if pose == Pose::Walk { s * 0.05 } else { 0.0 };
        for side in [-1.0, 1.0] {
            let foot = (x + side * (s * 0.065 + stride), y);
            let colour = if bare { e.pal.skin } else { trousers };
            e.line(
                &[(x + side * s * 0.06, hip - s * 0.02), foot],
                s * (e.manner.limb + 0.012),
                colour,
            );
            e.dab(foot.0 + side * s * 0.02, y, s * 0.06, s * 0.03, e.pal.ink);
        }
    }

    fn skirt(&self, e: &Easel) -> Rgb {
        match self.dress {
            Dress::Thai => mix(e.pal.ink, [20.0, 18.0, 26.0], 0.6),
            Dress::Hmong => e.pal.cloth[0],
            Dress::Pupil => darker(e.pal.cloth[1], 0.3),
            Dress::Plain => self.top,
        }
    }

    fn wear_skirt(&self, e: &mut Easel, hip: f32) {
        let (x, s) = (self.x, self.s);
        let skirt = self.skirt(e);
        let (long, wide) = match self.dress {
            Dress::Thai => (0.27, 0.15),
            Dress::Hmong => (0.15, 0.27),
            _ => (0.13, 0.22),
        };
        let hem = hip + s * long;
        let f = s * e.manner.stout;
        e.hard(
            &[
                (x - f * 0.1, hip - s * 0.08),
                (x + f * 0.1, hip - s * 0.08),
                (x + f * wide, hem),
                (x - f * wide, hem),
            ],
            skirt,
        );
        if self.dress == Dress::Hmong {
            for (i, at) in [0.35, 0.65, 0.9].into_iter().enumerate() {
                let half = s * (0.12 + 0.14 * at);
                let ly = hip - s * 0.08 + (hem - hip + s * 0.08) * at;
                e.line(
                    &[(x - half, ly), (x + half, ly)],
                    s * 0.025,
                    e.pal.cloth[[2, 4, 3][i]],
                );
            }
        }
    }

    fn body(&self, e: &mut Easel, pose: Pose, hip: f32, neck: f32) {
        let (x, s) = (self.x, self.s);
        if self.girl && pose != Pose::Sit {
            self.wear_skirt(e, hip);
        }
        let f = s * e.manner.stout;
        e.soft(
            &[
                (x - f * 0.14, neck + s * 0.04),
                (x - f * 0.08, neck - s * 0.02),
                (x + f * 0.08, neck - s * 0.02),
                (x + f * 0.14, neck + s * 0.04),
                (x + f * 0.15, hip + s * 0.03),
                (x + f * 0.04, hip + s * 0.06),
                (x - f * 0.04, hip + s * 0.06),
                (x - f * 0.15, hip + s * 0.03),
            ],
            self.top,
        );
        match self.dress {
            Dress::Pupil => {
                let red = [222.0, 44.0, 38.0];
                e.flat(
                    &[
                        (x - s * 0.08, neck),
                        (x + s * 0.08, neck),
                        (x, neck + s * 0.07),
                    ],
                    red,
                );
                e.flat(
                    &[
                        (x, neck + s * 0.05),
                        (x + s * 0.04, neck + s * 0.16),
                        (x - s * 0.03, neck + s * 0.15),
                    ],
                    red,
                );
            }
            Dress::Thai => {
                // the silver clasps of the áo cóm
                for i in 0..4 {
                    e.dab(
                        x,
                        neck + s * (0.06 + 0.065 * i as f32),
                        s * 0.022,
                        s * 0.016,
                        [236.0, 238.0, 242.0],
                    );
                }
                e.line(
                    &[(x - s * 0.13, hip), (x + s * 0.13, hip)],
                    s * 0.035,
                    e.pal.leaf,
                );
            }
            Dress::Hmong => e.line(
                &[
                    (x - s * 0.08, neck),
                    (x, hip - s * 0.04),
                    (x + s * 0.08, neck),
                ],
                s * 0.028,
                e.pal.cloth[2],
            ),
            Dress::Plain => {}
        }
    }

    fn head(&self, e: &mut Easel, cy: f32) {
        let (x, s) = (self.x, self.s);
        let r = s * e.manner.head;
        let (skin, ink) = (e.pal.skin, e.pal.ink);
        let brown = e.dice.between(0.0, 0.3);
        let hair = if self.old {
            [216.0, 214.0, 212.0]
        } else {
            mix(
                mix(ink, [24.0, 20.0, 22.0], 0.5),
                [120.0, 70.0, 40.0],
                brown,
            )
        };
        if self.girl {
            // locks at the sides only: hair under the chin reads as a beard
            for side in [-1.0, 1.0] {
                e.soft(
                    &[
                        (x + side * r * 0.6, cy - r * 0.6),
                        (x + side * r * 1.2, cy - r * 0.3),
                        (x + side * r * 1.22, cy + r * 0.85),
                        (x + side * r * 0.72, cy + r * 0.9),
                    ],
                    hair,
                );
            }
        }
        e.soft(&oval(x, cy, r, r * 1.04), skin);
        let mut cap = arc(x, cy - r * 0.12, r * 1.06, r * 1.0, PI * 0.98, PI * 2.02);
        cap.extend([
            (x + r * 0.5, cy - r * 0.55),
            (x + r * 0.05, cy - r * 0.36),
            (x - r * 0.5, cy - r * 0.5),
        ]);
        e.hard(&cap, hair);
        if self.dress == Dress::Thai && (self.old || e.dice.chance(35)) {
            pieu(e, x, cy, r);
        } else if self.girl && e.dice.chance(40) {
            e.dab(x + r * 0.75, cy - r * 0.75, r * 0.26, r * 0.22, e.pal.heart);
        } else if self.dress == Dress::Hmong {
            e.hard(
                &[
                    (x - r * 1.1, cy - r * 0.5),
                    (x - r * 0.9, cy - r * 1.3),
                    (x + r * 0.9, cy - r * 1.3),
                    (x + r * 1.1, cy - r * 0.5),
                ],
                e.pal.cloth[3],
            );
            e.line(
                &[(x - r, cy - r * 0.7), (x + r, cy - r * 0.7)],
                r * 0.16,
                e.pal.cloth[2],
            );
        }
        face(e, x, cy, r);
    }

    fn arm(&self, e: &mut Easel, side: f32, neck: f32, elbow: P, hand: P) {
        let (x, s) = (self.x, self.s);
        let shoulder = (x + side * s * 0.12, neck + s * 0.04);
        let sleeve = darker(self.top, 0.07);
        e.line(
            &[
                shoulder,
                (x + elbow.0 * s, neck + elbow.1 * s),
                (x + hand.0 * s, neck + hand.1 * s),
            ],
            s * e.manner.limb,
            sleeve,
        );
        e.dab(
            x + hand.0 * s,
            neck + hand.1 * s,
            s * 0.038,
            s * 0.038,
            e.pal.skin,
        );
    }

    fn arms(&self, e: &mut Easel, pose: Pose, neck: f32) {
        let (x, s) = (self.x, self.s);
        match pose {
            Pose::Read | Pose::Sit => {
                for side in [-1.0, 1.0] {
                    self.arm(e, side, neck, (side * 0.19, 0.16), (side * 0.1, 0.2));
                }
                let cover = e.cloth();
                things::open_book(e, x, neck + s * 0.24, s * 0.3, cover);
            }
            Pose::Wave => {
                self.arm(e, -1.0, neck, (-0.2, 0.14), (-0.17, 0.24));
                self.arm(e, 1.0, neck, (0.24, 0.0), (0.28, -0.2));
                if e.dice.chance(40) {
                    let cover = e.cloth();
                    e.hard(
                        &rect(x + s * 0.2, neck - s * 0.36, s * 0.16, s * 0.2),
                        cover,
                    );
                }
            }
            Pose::Join => {
                for side in [-1.0, 1.0] {
                    self.arm(e, side, neck, (side * 0.22, 0.06), (side * 0.34, 0.1));
                }
            }
            Pose::Walk => {
                for side in [-1.0, 1.0] {
                    self.arm(e, side, neck, (side * 0.2, 0.14), (side * 0.19, 0.25));
                }
            }
            Pose::Water => {
                self.arm(e, -1.0, neck, (-0.18, 0.14), (-0.1, 0.22));
                self.arm(e, 1.0, neck, (0.2, 0.1), (0.3, 0.14));
                things::can(e, x + s * 0.4, neck + s * 0.16, s * 0.22);
            }
            Pose::Umbrella => {
                self.arm(e, -1.0, neck, (-0.2, 0.14), (-0.17, 0.24));
                self.arm(e, 1.0, neck, (0.2, 0.12), (0.2, 0.0));
                let colour = e.cloth();
                umbrella(e, x + s * 0.2, neck, s, colour);
            }
        }
    }
}

/// Eyes in the manner of the picture, red cheeks, a smile.
fn face(e: &mut Easel, x: f32, cy: f32, r: f32) {
    let (skin, ink) = (e.pal.skin, e.pal.ink);
    for side in [-1.0, 1.0] {
        let (ex, ey) = (x + side * r * 0.38, cy + r * 0.08);
        match e.manner.eyes {
            0 => e.dab(ex, ey, r * 0.09, r * 0.13, ink),
            1 => {
                e.dab(ex, ey, r * 0.2, r * 0.22, [255.0, 255.0, 252.0]);
                e.dab(ex, ey + r * 0.03, r * 0.11, r * 0.14, ink);
            }
            _ => e.line(
                &arc(ex, ey + r * 0.1, r * 0.17, r * 0.2, PI * 1.1, PI * 1.9),
                r * 0.09,
                ink,
            ),
        }
        e.dab(
            x + side * r * 0.58,
            cy + r * 0.42,
            r * 0.17,
            r * 0.11,
            mix(skin, e.pal.cloth[0], 0.4),
        );
    }
    e.line(
        &arc(x, cy + r * 0.3, r * 0.3, r * 0.28, 0.35, PI - 0.35),
        r * 0.1,
        mix(e.pal.cloth[0], ink, 0.4),
    );
}

/// The embroidered piêu scarf of Thái women.
fn pieu(e: &mut Easel, x: f32, cy: f32, r: f32) {
    let cloth = mix(e.pal.ink, [20.0, 24.0, 60.0], 0.5);
    e.hard(
        &[
            (x - r * 1.2, cy - r * 0.3),
            (x - r * 1.05, cy - r * 1.15),
            (x, cy - r * 1.4),
            (x + r * 1.05, cy - r * 1.15),
            (x + r * 1.2, cy - r * 0.3),
            (x + r * 0.9, cy - r * 0.55),
            (x - r * 0.9, cy - r * 0.55),
        ],
        cloth,
    );
    e.hard(
        &[
            (x + r * 0.95, cy - r * 0.6),
            (x + r * 1.3, cy - r * 0.5),
            (x + r * 1.35, cy + r * 0.9),
            (x + r * 1.02, cy + r * 0.9),
        ],
        cloth,
    );
    for i in 0..4 {
        let colour = e.pal.cloth[[0, 2, 4, 3][i]];
        e.dab(
            x - r * 0.75 + r * 0.5 * i as f32,
            cy - r * 0.82,
            r * 0.14,
            r * 0.12,
            colour,
        );
        e.dab(
            x + r * 1.18,
            cy - r * 0.2 + r * 0.28 * i as f32,
            r * 0.1,
            r * 0.09,
            colour,
        );
    }
}

fn umbrella(e: &mut Easel, x: f32, neck: f32, s: f32, colour: Rgb) {
    let top = neck - s * 0.42;
    e.line(&[(x, neck + s * 0.08), (x, top)], s * 0.025, e.pal.ink);
    let mut cap = arc(x, top + s * 0.02, s * 0.42, s * 0.3, PI, TAU);
    cap.extend([
        (x + s * 0.28, top - s * 0.04),
        (x + s * 0.14, top + s * 0.03),
        (x, top - s * 0.04),
        (x - s * 0.14, top + s * 0.03),
        (x - s * 0.28, top - s * 0.04),
    ]);
    e.hard(&cap, colour);
    e.line(
        &[(x, top - s * 0.04), (x - s * 0.06, top - s * 0.27)],
        s * 0.014,
        lighter(colour, 0.5),
    );
}

/// A water buffalo, facing left or right.
pub(crate) fn buffalo(e: &mut Easel, x: f32, y: f32, s: f32) {
    let side = if e.dice.chance(50) { 1.0 } else { -1.0 };
    let hide = mix(e.pal.ink, [112.0, 108.0, 118.0], 0.62);
    for dx in [-0.34, -0.22, 0.2, 0.32] {
        e.hard(
            &rect(x + dx * s - s * 0.04, y - s * 0.24, s * 0.08, s * 0.24),
            darker(hide, 0.15),
        );
    }
    e.line(
        &[
            (x - side * s * 0.44, y - s * 0.42),
            (x - side * s * 0.54, y - s * 0.28),
            (x - side * s * 0.5, y - s * 0.14),
        ],
        s * 0.03,
        hide,
    );
    e.soft(
        &[
            (x - s * 0.46, y - s * 0.4),
            (x - s * 0.34, y - s * 0.58),
            (x, y - s * 0.54),
            (x + s * 0.34, y - s * 0.58),
            (x + s * 0.46, y - s * 0.42),
            (x + s * 0.42, y - s * 0.2),
            (x, y - s * 0.14),
            (x - s * 0.42, y - s * 0.2),
        ],
        hide,
    );
    let (hx, hy) = (x + side * s * 0.52, y - s * 0.46);
    for turn in [-1.0, 1.0] {
        let horn: [P; 4] = [
            (hx, hy - s * 0.08),
            (hx + turn * s * 0.16, hy - s * 0.14),
            (hx + turn * s * 0.24, hy - s * 0.28),
            (hx + turn * s * 0.14, hy - s * 0.34),
        ];
        e.soft(&ribbon(&horn, |t| s * 0.06 * (1.1 - t)), lighter(hide, 0.4));
        e.soft(
            &turn_oval(
                hx + turn * s * 0.15,
                hy - s * 0.02,
                s * 0.08,
                s * 0.035,
                turn * 0.3,
            ),
            hide,
        );
    }
    e.soft(&oval(hx, hy + s * 0.05, s * 0.11, s * 0.15), hide);
    e.soft(
        &oval(hx, hy + s * 0.15, s * 0.085, s * 0.06),
        lighter(hide, 0.35),
    );
    for turn in [-1.0, 1.0] {
        e.dab(
            hx + turn * s * 0.05,
            hy,
            s * 0.018,
            s * 0.022,
            [250.0, 248.0, 240.0],
        );
        e.dab(
            hx + turn * s * 0.05,
            hy,
            s * 0.01,
            s * 0.014,
            [20.0, 18.0, 20.0],
        );
        e.dab(
            hx + turn * s * 0.03,
            hy + s * 0.15,
            s * 0.012,
            s * 0.012,
            e.pal.ink,
        );
    }
}
