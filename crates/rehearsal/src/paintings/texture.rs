//! Surfaces: the tooth of paper, blotches of water, the streaks of a crayon. Each is a tile that joins at its edges,
//! made once and sampled at a different offset and angle for every picture.

use std::sync::OnceLock;

use crate::dice::Dice;

/// Tiles are squares of this many pixels; a power of two, so wrapping is a bit mask.
pub(crate) const SIDE: usize = 512;
const MASK: usize = SIDE - 1;

/// One surface; values spread over 0–255.
pub(crate) struct Tile(Vec<u8>);

impl Tile {
    #[inline]
    pub(crate) fn at(&self, x: usize, y: usize) -> i32 {
        i32::from(self.0[((y & MASK) << 9) | (x & MASK)])
    }
}

/// All surfaces.
pub(crate) struct Textures {
    /// Fine paper grain, features of about 3 pixels.
    pub(crate) tooth: Tile,
    /// Slow clouds, features of 30–120 pixels.
    pub(crate) blotch: Tile,
    /// Streaks along x, features of about 90 × 5 pixels.
    pub(crate) streak: Tile,
    /// Thin branching cracks on a plain ground: 255 in a crack.
    pub(crate) crackle: Tile,
}

/// Value noise on a lattice of `cx` × `cy` cells over the tile, smoothly interpolated.
fn noise(dice: &mut Dice, cx: usize, cy: usize, out: &mut [f32], weight: f32) {
    let lattice: Vec<f32> = (0..cx * cy).map(|_| dice.between(0.0, 1.0)).collect();
    let ease = |t: f32| t * t * (3.0 - 2.0 * t);
    for y in 0..SIDE {
        let fy = y as f32 * cy as f32 / SIDE as f32;
        let (iy, ty) = (fy as usize, ease(fy.fract()));
        for x in 0..SIDE {
            let fx = x as f32 * cx as f32 / SIDE as f32;
            let (ix, tx) = (fx as usize, ease(fx.fract()));
            let at = |dx: usize, dy: usize| lattice[((iy + dy) % cy) * cx + (ix + dx) % cx];
            let top = at(0, 0) + (at(1, 0) - at(0, 0)) * tx;
            let low = at(0, 1) + (at(1, 1) - at(0, 1)) * tx;
            out[y * SIDE + x] += weight * (top + (low - top) * ty);
        }
    }
}

/// Stretches the values to the full range, so that a threshold means the same on every tile.
fn tile(values: &[f32]) -> Tile {
    let low = values.iter().copied().fold(f32::MAX, f32::min);
    let high = values.iter().copied().fold(f32::MIN, f32::max);
    Tile(
        values
            .iter()
            .map(|v| ((v - low) / (high - low) * 255.0) as u8)
            .collect(),
    )
}

fn build() -> Textures {
    let mut dice = Dice::new(0, "surfaces", 0);
    let mut layered = |layers: &[(usize, usize, f32)]| {
        let mut values = vec![0.0; SIDE * SIDE];
        for &(cx, cy, weight) in layers {
            noise(&mut dice, cx, cy, &mut values, weight);
        }
        values
    };
    let tooth = tile(&layered(&[(170, 170, 1.0), (80, 80, 0.6), (24, 24, 0.2)]));
    let blotch = tile(&layered(&[
        (4, 4, 1.0),
        (9, 9, 0.6),
        (20, 20, 0.35),
        (48, 48, 0.12),
    ]));
    let streak = tile(&layered(&[(6, 100, 1.0), (10, 50, 0.7), (40, 128, 0.35)]));
    // a crack runs where slow noise crosses its middle
    let crackle = layered(&[(7, 7, 1.0), (16, 16, 0.5), (40, 40, 0.12)]);
    let crackle = tile(
        &crackle
            .iter()
            .map(|v| (1.0 - ((v - 0.81).abs() * 55.0)).clamp(0.0, 1.0))
            .collect::<Vec<_>>(),
    );
    Textures {
        tooth,
        blotch,
        streak,
        crackle,
    }
}

/// The surfaces, made on first use.
pub(crate) fn textures() -> &'static Textures {
    static TEXTURES: OnceLock<Textures> = OnceLock::new();
    TEXTURES.get_or_init(build)
}
