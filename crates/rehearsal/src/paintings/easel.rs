//! The easel: a sheet of paper, a hand and a box of paint. Shapes come in as points; colour goes down through the
//! hand's own surface, pixel by pixel, because grain and wet rims are what makes a picture look made.

use tiny_skia::{FillRule, LineCap, LineJoin, Mask, Path, PathStroker, Stroke, Transform};

use super::cover::{Edge, Patch, blur, sample, trace};
use super::hand::{Hand, Lay};
use super::palette::{Palette, Rgb, darker, lighter, luma};
use super::shape::{P, bounds, oval, rect};
use super::texture::{SIDE, textures};
use crate::dice::Dice;

/// A picture being painted.
pub(crate) struct Easel {
    /// Width and height in picture units.
    pub(crate) w: f32,
    pub(crate) h: f32,
    pub(crate) pal: Palette,
    pub(crate) dice: Dice,
    /// How this pupil draws people.
    pub(crate) manner: Manner,
    hand: Hand,
    view: View,
    scale: f32,
    pw: usize,
    ph: usize,
    pixels: Vec<u8>,
    offset: (usize, usize),
    /// Direction of the strokes, as 16.16 steps in the streak tile per pixel.
    lean: (i32, i32),
}

/// One pupil's way with people: every figure of a picture shares it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Manner {
    /// Radius of a head, in parts of the figure's height.
    pub(crate) head: f32,
    /// Width of bodies, 1 for the usual.
    pub(crate) stout: f32,
    /// Width of arms and legs, in parts of the figure's height.
    pub(crate) limb: f32,
    /// Dots, round eyes or laughing arcs.
    pub(crate) eyes: usize,
}

/// How near the painter stands, and whether the scene is seen from the other side.
struct View {
    zoom: f32,
    focus: P,
    mirrored: bool,
}

impl Easel {
    /// An empty sheet; `scale` is pixels per picture unit, 1 for the real size.
    pub(crate) fn new(
        portrait: bool,
        scale: f32,
        hand: Hand,
        pal: Palette,
        mut dice: Dice,
    ) -> Self {
        let (w, h) = if portrait {
            (1050.0, 1400.0)
        } else {
            (1400.0, 1050.0)
        };
        let (pw, ph) = ((w * scale) as usize, (h * scale) as usize);
        let paper = hand.paper(&pal).map(|c| c as u8);
        let pixels = paper.repeat(pw * ph);
        let offset = (dice.below(SIDE), dice.below(SIDE));
        let view = View {
            zoom: dice.between(1.0, 1.24),
            focus: (w * dice.between(0.3, 0.7), h * dice.between(0.84, 1.0)),
            mirrored: dice.chance(50),
        };
        let manner = Manner {
            head: dice.between(0.125, 0.19),
            stout: dice.between(0.8, 1.25),
            limb: dice.between(0.04, 0.095),
            eyes: dice.below(3),
        };
        let mut easel = Self {
            w,
            h,
            pal,
            dice,
            manner,
            hand,
            view,
            scale,
            pw,
            ph,
            pixels,
            offset,
            lean: (0, 0),
        };
        easel.turn_tool();
        easel
    }

    /// A pupil turns the crayon now and then.
    pub(crate) fn turn_tool(&mut self) {
        let angle = self.dice.between(0.5, 1.1);
        self.lean = (
            (angle.cos() * 65_536.0) as i32,
            (angle.sin() * 65_536.0) as i32,
        );
    }

    /// Width and height in pixels, and RGB bytes row by row.
    pub(crate) fn finish(mut self) -> (usize, usize, Vec<u8>) {
        self.margin();
        if self.hand == Hand::Batik {
            self.crack();
        }
        (self.pw, self.ph, self.pixels)
    }

    /// What is left of the paper round the picture: nothing, a strip, or a border like the hem of a skirt.
    fn margin(&mut self) {
        let woven = self.hand == Hand::Batik && self.dice.chance(60) || self.dice.chance(8);
        if !woven && !self.dice.chance(30) {
            return;
        }
        self.view = View {
            zoom: 1.0,
            focus: (0.0, 0.0),
            mirrored: false,
        };
        let (w, h) = (self.w, self.h);
        let wide = if woven {
            58.0
        } else {
            self.dice.between(18.0, 44.0)
        };
        let colour = if woven {
            darker(self.pal.cloth[1], 0.45)
        } else {
            self.hand.paper(&self.pal)
        };
        for (x, y, sx, sy) in [
            (-20.0, -20.0, w + 40.0, wide + 20.0),
            (-20.0, h - wide, w + 40.0, wide + 20.0),
            (-20.0, -20.0, wide + 20.0, h + 40.0),
            (w - wide, -20.0, wide + 20.0, h + 40.0),
        ] {
            self.flat(&rect(x, y, sx, sy), colour);
        }
        if woven {
            self.weave(wide);
        }
    }

    /// Diamonds and dots along the four sides.
    fn weave(&mut self, wide: f32) {
        let colours = [self.pal.blossom, self.pal.cloth[0], self.pal.cloth[2]];
        let mark = |easel: &mut Self, x: f32, y: f32, i: usize| {
            let r = wide * 0.32;
            if i.is_multiple_of(2) {
                easel.flat(
                    &[(x - r, y), (x, y - r), (x + r, y), (x, y + r)],
                    colours[(i / 2) % 3],
                );
            } else {
                easel.dab(x, y, r * 0.3, r * 0.3, colours[0]);
            }
        };
        let across = (self.w / wide) as usize;
        for i in 0..across {
            let x = wide * 0.5 + (self.w - wide) * i as f32 / (across - 1) as f32;
            mark(self, x, wide * 0.5, i);
            mark(self, x, self.h - wide * 0.5, i);
        }
        let down = (self.h / wide) as usize;
        for i in 1..down - 1 {
            let y = wide * 0.5 + (self.h - wide) * i as f32 / (down - 1) as f32;
            mark(self, wide * 0.5, y, i);
            mark(self, self.w - wide * 0.5, y, i);
        }
    }

    /// Where a point of the scene falls on the paper.
    fn seen(&self, (x, y): P) -> P {
        let View {
            zoom,
            focus,
            mirrored,
        } = &self.view;
        let (x, y) = (
            focus.0 + (x - focus.0) * zoom,
            focus.1 + (y - focus.1) * zoom,
        );
        (if *mirrored { self.w - x } else { x }, y)
    }

    /// A wide soft area, its colour running from `top` to `bottom`; no outline.
    pub(crate) fn ground(&mut self, points: &[P], top: Rgb, bottom: Rgb) {
        self.paint(points, Edge::Smooth, (top, bottom), true);
    }

    /// A wide area with straight sides and no outline.
    pub(crate) fn flat_ground(&mut self, points: &[P], top: Rgb, bottom: Rgb) {
        self.paint(points, Edge::Straight, (top, bottom), true);
    }

    /// A thing with round corners.
    pub(crate) fn soft(&mut self, points: &[P], colour: Rgb) {
        self.paint(points, Edge::Smooth, (colour, colour), false);
        self.outline(points, Edge::Smooth, colour);
    }

    /// A thing with sharp corners.
    pub(crate) fn hard(&mut self, points: &[P], colour: Rgb) {
        self.paint(points, Edge::Straight, (colour, colour), false);
        self.outline(points, Edge::Straight, colour);
    }

    /// Colour without an outline: a cheek, a petal's heart, a light.
    pub(crate) fn dab(&mut self, cx: f32, cy: f32, rx: f32, ry: f32, colour: Rgb) {
        self.paint(&oval(cx, cy, rx, ry), Edge::Smooth, (colour, colour), false);
    }

    /// A flat shape without an outline, straight corners.
    pub(crate) fn flat(&mut self, points: &[P], colour: Rgb) {
        self.paint(points, Edge::Straight, (colour, colour), false);
    }

    /// A drawn line.
    pub(crate) fn line(&mut self, points: &[P], width: f32, colour: Rgb) {
        let wobbly = self.wobbled(points, false, width.max(20.0));
        if let Some(path) = trace(&wobbly, Edge::Smooth, false) {
            self.stroke(&path, width, colour, self.hand.lay(false));
        }
    }

    fn paint(&mut self, points: &[P], edge: Edge, (top, bottom): (Rgb, Rgb), ground: bool) {
        let (x0, y0, x1, y1) = bounds(points);
        let size = (x1 - x0).min(y1 - y0);
        let wobbly = self.wobbled(points, true, size);
        let Some(path) = trace(&wobbly, edge, true) else {
            return;
        };
        let mut lay = self.hand.lay(ground);
        if luma(top) < 105.0 {
            // a child presses harder to make the night dark
            lay = Lay {
                streak: lay.streak / 2,
                tooth: lay.tooth * 2 / 3,
                ..lay
            };
        }
        if size < 26.0 {
            // at this size the grain would eat the thing itself
            lay = Lay {
                tooth: lay.tooth / 3,
                streak: lay.streak / 4,
                blotch: lay.blotch / 3,
                rim: lay.rim / 3,
                ..lay
            };
        }
        if self.hand == Hand::PaperCut && size > 9.0 {
            self.cast_shadow(&path, size);
        }
        let (top, bottom) = (self.hand.tint(top), self.hand.tint(bottom));
        let rim = (lay.rim > 0).then(|| self.rim(&path)).flatten();
        if let Some(patch) = self.patch(&path, 1.0) {
            self.lay(&patch, (top, bottom), lay, rim.as_ref());
        }
    }

    fn outline(&mut self, points: &[P], edge: Edge, fill: Rgb) {
        let Some(outline) = self.hand.outline(fill, &self.pal) else {
            return;
        };
        let (x0, y0, x1, y1) = bounds(points);
        let size = (x1 - x0).min(y1 - y0);
        let width = outline.width.min(size * 0.11);
        if width < 0.7 {
            return;
        }
        let wobbly = self.wobbled(points, true, size);
        if let Some(path) = trace(&wobbly, edge, true) {
            let lay = Lay {
                tooth: 60,
                streak: 0,
                rim: 0,
                blotch: 0,
                shade: 0,
                opacity: 235,
            };
            self.stroke(&path, width, outline.colour, lay);
        }
    }

    fn stroke(&mut self, path: &Path, width: f32, colour: Rgb, lay: Lay) {
        let width = width * self.view.zoom;
        let stroke = Stroke {
            width,
            line_cap: LineCap::Round,
            line_join: LineJoin::Round,
            ..Stroke::default()
        };
        let Some(path) = PathStroker::new().stroke(path, &stroke, self.scale) else {
            return;
        };
        let colour = self.hand.tint(colour);
        let lay = Lay {
            tooth: lay.tooth.min(90),
            streak: lay.streak / 4,
            rim: 0,
            ..lay
        };
        if let Some(patch) = self.patch(&path, 1.0) {
            self.lay(&patch, (colour, colour), lay, None);
        }
    }

    /// The same points strayed from, with more points along long sides.
    fn wobbled(&mut self, points: &[P], closed: bool, size: f32) -> Vec<P> {
        let reach = self.hand.wobble().min(size * 0.05);
        let count = points.len();
        let sides = if closed {
            count
        } else {
            count.saturating_sub(1)
        };
        let mut out = Vec::with_capacity(count * 2);
        for i in 0..sides {
            let (a, b) = (points[i], points[(i + 1) % count]);
            let long = (b.0 - a.0).hypot(b.1 - a.1);
            let parts = ((long / 90.0) as usize).clamp(1, 8);
            for part in 0..parts {
                let t = part as f32 / parts as f32;
                let stray = if part == 0 { reach * 0.6 } else { reach };
                let dx = self.dice.between(-stray, stray);
                let dy = self.dice.between(-stray, stray);
                out.push(self.seen((a.0 + (b.0 - a.0) * t + dx, a.1 + (b.1 - a.1) * t + dy)));
            }
        }
        if !closed && let Some(&last) = points.last() {
            out.push(self.seen(last));
        }
        out
    }

    /// Coverage of a path at `part` of the picture's own resolution; `None` when nothing is on the sheet.
    fn patch(&self, path: &Path, part: f32) -> Option<Patch> {
        let scale = self.scale * part;
        let b = path.bounds();
        let (w, h) = (
            (self.pw as f32 * part).ceil(),
            (self.ph as f32 * part).ceil(),
        );
        let x0 = (b.left() * scale - 2.0).floor().clamp(0.0, w);
        let y0 = (b.top() * scale - 2.0).floor().clamp(0.0, h);
        let x1 = (b.right() * scale + 2.0).ceil().clamp(0.0, w);
        let y1 = (b.bottom() * scale + 2.0).ceil().clamp(0.0, h);
        let mut mask = Mask::new((x1 - x0) as u32, (y1 - y0) as u32)?;
        let place = Transform::from_scale(scale, scale).post_translate(-x0, -y0);
        mask.fill_path(path, FillRule::Winding, true, place);
        Some(Patch {
            x: x0 as usize,
            y: y0 as usize,
            mask,
        })
    }

    /// A blurred coverage at a quarter of the resolution: where it is low inside a shape, the rim is near.
    fn rim(&self, path: &Path) -> Option<Patch> {
        let mut patch = self.patch(path, 0.25)?;
        blur(&mut patch.mask, (7.0 * self.scale).ceil().max(1.0) as usize);
        Some(patch)
    }

    /// Glued paper stands a little off the sheet.
    fn cast_shadow(&mut self, path: &Path, size: f32) {
        let Some(mut patch) = self.patch(path, 0.25) else {
            return;
        };
        let deep = size.clamp(10.0, 60.0) / 60.0;
        blur(&mut patch.mask, (2.0 * self.scale).ceil().max(1.0) as usize);
        let shift = ((10.0 * deep + 2.0) * self.scale) as usize;
        let (mw, mh) = (patch.mask.width() as usize, patch.mask.height() as usize);
        let data = patch.mask.data();
        let strength = 90.0 + 40.0 * deep;
        for y in 0..mh * 4 {
            let py = patch.y * 4 + y + shift;
            if py >= self.ph {
                break;
            }
            let end = (mw * 4).min(self.pw.saturating_sub(patch.x * 4 + shift / 2));
            let row = (py * self.pw + patch.x * 4 + shift / 2) * 3;
            for x in 0..end {
                let m = i32::from(data[(y / 4) * mw + x / 4]);
                if m > 6 {
                    let keep = 256 - m * strength as i32 / 256;
                    for c in &mut self.pixels[row + x * 3..row + x * 3 + 3] {
                        *c = ((i32::from(*c) * keep) >> 8) as u8;
                    }
                }
            }
        }
    }

    /// Lays colour through the surface of the hand; the one hot loop of the painter.
    fn lay(&mut self, patch: &Patch, (top, bottom): (Rgb, Rgb), lay: Lay, rim: Option<&Patch>) {
        let tiles = textures();
        let (mw, mh) = (patch.mask.width() as usize, patch.mask.height() as usize);
        let data = patch.mask.data();
        let zoom = if self.scale < 0.5 { 2 } else { 1 };
        for row in 0..mh {
            let y = patch.y + row;
            let t = row as f32 / mh as f32;
            let colour = [0, 1, 2].map(|i| (top[i] + (bottom[i] - top[i]) * t) as i32);
            let (sx, sy) = ((self.offset.0 + patch.x) * zoom, (self.offset.1 + y) * zoom);
            let mut u = (self.offset.0 as i32 + patch.x as i32)
                .wrapping_mul(self.lean.0)
                .wrapping_add((y as i32).wrapping_mul(self.lean.1));
            let mut v = (y as i32)
                .wrapping_mul(self.lean.0)
                .wrapping_sub((patch.x as i32).wrapping_mul(self.lean.1));
            let covered = &data[row * mw..(row + 1) * mw];
            let start = (y * self.pw + patch.x) * 3;
            let pixels = &mut self.pixels[start..start + mw * 3];
            for (x, (&m, pixel)) in covered.iter().zip(pixels.chunks_exact_mut(3)).enumerate() {
                u = u.wrapping_add(self.lean.0);
                v = v.wrapping_sub(self.lean.1);
                if m == 0 {
                    continue;
                }
                let mut alpha = lay.opacity;
                let mut light = 0;
                if lay.tooth > 0 {
                    let tooth = tiles.tooth.at(sx + x * zoom, sy);
                    alpha -= (lay.tooth * (tooth - 105).max(0) * 2) >> 8;
                }
                if lay.streak > 0 {
                    let streak = tiles.streak.at(
                        (u >> 16) as usize & (SIDE - 1),
                        (v >> 16) as usize & (SIDE - 1),
                    );
                    alpha -= (lay.streak * (streak - 96).max(0) * 2) >> 8;
                    light += (lay.shade * (streak - 128)) >> 8;
                }
                if lay.blotch > 0 || lay.shade > 0 {
                    let blotch = tiles.blotch.at(sx + x, sy);
                    alpha += (lay.blotch * (blotch - 150)) >> 8;
                    light += (lay.shade * (blotch - 128)) >> 7;
                }
                if let Some(rim) = rim {
                    let near = 255 - sample(rim, patch.x + x, y);
                    let near = (near - 70).max(0);
                    alpha += (lay.rim * near) >> 8;
                    light -= (lay.rim * near) >> 10;
                }
                let alpha = alpha.clamp(0, 256) * i32::from(m) / 255;
                for (p, c) in pixel.iter_mut().zip(colour) {
                    let old = i32::from(*p);
                    *p = (old + (((c + light - old) * alpha) >> 8)).clamp(0, 255) as u8;
                }
            }
        }
    }

    /// The fine white cracks of wax that broke in the dye bath.
    fn crack(&mut self) {
        let tiles = textures();
        for y in 0..self.ph {
            let row = y * self.pw * 3;
            for x in 0..self.pw {
                let crack = tiles.crackle.at(self.offset.0 + x, self.offset.1 + y);
                if crack > 40 {
                    for (c, to) in self.pixels[row + x * 3..row + x * 3 + 3]
                        .iter_mut()
                        .zip([30, 46, 104])
                    {
                        *c = (i32::from(*c) + (((to - i32::from(*c)) * crack * 90) >> 16)) as u8;
                    }
                }
            }
        }
    }

    /// The cloth that comes to hand.
    pub(crate) fn cloth(&mut self) -> Rgb {
        *self.dice.pick(&self.pal.cloth)
    }

    /// A lighter variant or a darker one, at random: no two leaves are alike.
    pub(crate) fn vary(&mut self, colour: Rgb) -> Rgb {
        let part = self.dice.between(0.0, 0.16);
        if self.dice.chance(50) {
            lighter(colour, part)
        } else {
            darker(colour, part)
        }
    }
}
