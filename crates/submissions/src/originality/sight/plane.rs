//! A grey picture in numbers, and how it is blurred and halved.

use image::GrayImage;

/// Brightness from 0 to 1, row by row.
#[derive(Clone, Debug)]
pub(super) struct Plane {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) values: Vec<f32>,
}

impl Plane {
    pub(super) fn of(grey: &GrayImage) -> Self {
        Self {
            width: grey.width() as usize,
            height: grey.height() as usize,
            values: grey
                .as_raw()
                .iter()
                .map(|v| f32::from(*v) / 255.0)
                .collect(),
        }
    }

    pub(super) fn at(&self, x: usize, y: usize) -> f32 {
        self.values[y * self.width + x]
    }

    /// Every second value of every second row.
    pub(super) fn halved(&self) -> Self {
        let (width, height) = (self.width / 2, self.height / 2);
        let mut values = Vec::with_capacity(width * height);
        for y in 0..height {
            values.extend((0..width).map(|x| self.at(x * 2, y * 2)));
        }
        Self {
            width,
            height,
            values,
        }
    }

    /// What the other has less.
    pub(super) fn minus(&self, other: &Self) -> Self {
        let values = self.values.iter().zip(&other.values).map(|(a, b)| a - b);
        Self {
            width: self.width,
            height: self.height,
            values: values.collect(),
        }
    }

    /// Blurred by a Gaussian of this many pixels; the edge goes on beyond itself.
    pub(super) fn blurred(&self, sigma: f32) -> Self {
        let kernel = kernel(sigma);
        let radius = kernel.len() / 2;
        let (width, height) = (self.width, self.height);
        let mut across = vec![0.0; width * height];
        let mut padded = vec![0.0; width + 2 * radius];
        for (row, out) in self
            .values
            .chunks_exact(width)
            .zip(across.chunks_exact_mut(width))
        {
            padded[..radius].fill(row[0]);
            padded[radius..radius + width].copy_from_slice(row);
            padded[radius + width..].fill(row[width - 1]);
            for (weight, start) in kernel.iter().zip(0..) {
                let shifted = &padded[start..start + width];
                for (to, from) in out.iter_mut().zip(shifted) {
                    *to += weight * from;
                }
            }
        }
        let mut values = vec![0.0; width * height];
        for (y, out) in values.chunks_exact_mut(width).enumerate() {
            for (weight, shift) in kernel.iter().zip(0..) {
                let from = (y + shift).saturating_sub(radius).min(height - 1);
                let row = &across[from * width..(from + 1) * width];
                for (to, from) in out.iter_mut().zip(row) {
                    *to += weight * from;
                }
            }
        }
        Self {
            width,
            height,
            values,
        }
    }
}

/// Weights that sum to one, three sigmas to each side.
fn kernel(sigma: f32) -> Vec<f32> {
    let radius = (3.0 * sigma).ceil().max(1.0) as i32;
    let mut weights: Vec<f32> = (-radius..=radius)
        .map(|at| (-((at * at) as f32) / (2.0 * sigma * sigma)).exp())
        .collect();
    let sum: f32 = weights.iter().sum();
    for weight in &mut weights {
        *weight /= sum;
    }
    weights
}
