//! Hands: the ways of painting. A hand decides how colour lies on the paper, how much a line wobbles and whether
//! shapes get an outline; scenes never ask which hand they are drawn by.

use super::palette::{Palette, Rgb, darker, lighter, luma, mix};

/// A way of painting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hand {
    /// Wax crayons on rough paper.
    Crayon,
    /// Wet washes with dark rims.
    Watercolour,
    /// Flat poster paint with a thick outline.
    Gouache,
    /// Black ink with a light wash laid beside the line.
    InkWash,
    /// Coloured paper, cut and glued.
    PaperCut,
    /// Coloured pencils, hatched.
    Pencil,
    /// Wax-resist on indigo cloth, as H'Mông women draw it.
    Batik,
}

/// How one layer of colour lies; all parts of 256.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lay {
    pub(crate) opacity: i32,
    /// How much the paper's grain keeps colour off.
    pub(crate) tooth: i32,
    /// How much the streaks of the tool keep colour off.
    pub(crate) streak: i32,
    /// How much slow clouds change the strength.
    pub(crate) blotch: i32,
    /// How much slow clouds change the light.
    pub(crate) shade: i32,
    /// How much a wash darkens at its rim.
    pub(crate) rim: i32,
}

/// The outline a hand gives to shapes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Outline {
    pub(crate) width: f32,
    pub(crate) colour: Rgb,
}

impl Hand {
    pub(crate) const ALL: [Self; 7] = [
        Self::Crayon,
        Self::Watercolour,
        Self::Gouache,
        Self::InkWash,
        Self::PaperCut,
        Self::Pencil,
        Self::Batik,
    ];

    /// The lay of wide areas (`ground`) and of things standing on them.
    pub(crate) fn lay(self, ground: bool) -> Lay {
        let lay = |opacity, tooth, streak, blotch, shade, rim| Lay {
            opacity,
            tooth,
            streak,
            blotch,
            shade,
            rim,
        };
        match (self, ground) {
            (Self::Crayon, true) => lay(256, 130, 104, 0, 30, 0),
            (Self::Crayon, false) => lay(256, 84, 70, 0, 24, 0),
            (Self::Watercolour, true) => lay(200, 26, 0, 110, 22, 90),
            (Self::Watercolour, false) => lay(232, 22, 0, 70, 20, 110),
            (Self::Gouache, true) => lay(256, 0, 18, 0, 14, 0),
            (Self::Gouache, false) => lay(256, 0, 12, 0, 10, 0),
            (Self::InkWash, true) => lay(186, 36, 0, 130, 12, 60),
            (Self::InkWash, false) => lay(214, 36, 0, 90, 10, 50),
            (Self::PaperCut, _) => lay(256, 0, 0, 0, 16, 0),
            (Self::Pencil, true) => lay(226, 120, 124, 0, 16, 0),
            (Self::Pencil, false) => lay(250, 100, 96, 0, 14, 0),
            (Self::Batik, _) => lay(250, 20, 0, 60, 26, 0),
        }
    }

    /// How far a line strays, in picture units.
    pub(crate) fn wobble(self) -> f32 {
        match self {
            Self::Crayon => 4.0,
            Self::Watercolour => 4.5,
            Self::Gouache | Self::Batik => 2.4,
            Self::InkWash => 3.0,
            Self::PaperCut => 1.6,
            Self::Pencil => 2.0,
        }
    }

    /// Some hands draw round what they fill.
    pub(crate) fn outline(self, fill: Rgb, palette: &Palette) -> Option<Outline> {
        let (width, colour) = match self {
            Self::Crayon => (4.6, darker(fill, 0.5)),
            Self::Watercolour => (1.6, mix(darker(fill, 0.5), palette.ink, 0.3)),
            Self::Gouache => (6.0, mix(palette.ink, fill, 0.06)),
            Self::InkWash => (3.2, [30.0, 28.0, 32.0]),
            Self::PaperCut => return None,
            Self::Pencil => (2.4, darker(fill, 0.55)),
            Self::Batik => (4.0, [236.0, 240.0, 246.0]),
        };
        Some(Outline { width, colour })
    }

    /// The colour this hand has for the colour the scene asks for.
    pub(crate) fn tint(self, colour: Rgb) -> Rgb {
        let light = luma(colour) / 255.0;
        match self {
            Self::InkWash => {
                // grey ink, and only strong reds and pinks keep their colour
                let grey = [
                    light * 235.0 + 14.0,
                    light * 236.0 + 16.0,
                    light * 232.0 + 20.0,
                ];
                let red = ((colour[0] - colour[1].max(colour[2] * 0.8)) / 110.0).clamp(0.0, 1.0);
                mix(grey, colour, 0.42 + 0.55 * red)
            }
            Self::Batik => {
                let deep = [22.0, 34.0, 84.0];
                let blue = [62.0, 100.0, 172.0];
                let pale = [232.0, 238.0, 244.0];
                let indigo = if light < 0.55 {
                    mix(deep, blue, light / 0.55)
                } else {
                    mix(blue, pale, (light - 0.55) / 0.45)
                };
                let red = ((colour[0] - colour[1] - 40.0) / 90.0).clamp(0.0, 1.0);
                mix(indigo, colour, 0.72 * red)
            }
            Self::Watercolour => lighter(colour, 0.06),
            Self::Pencil => lighter(colour, 0.03),
            Self::Crayon | Self::Gouache | Self::PaperCut => colour,
        }
    }

    /// The ground everything is painted on.
    pub(crate) fn paper(self, palette: &Palette) -> Rgb {
        match self {
            Self::Batik => [38.0, 58.0, 122.0],
            Self::InkWash => [248.0, 244.0, 232.0],
            _ => palette.paper,
        }
    }
}
