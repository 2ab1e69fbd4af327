//! What a point looks like: which of 128 directions of change around it are stronger than the middle one.
//! Source: Lowe (2004), §6, made binary at its own median, as Peker, "Binary SIFT", ICIP 2011, does.

use std::f32::consts::TAU;

use super::{
    plane::Plane,
    points::{Point, Scales, gradient},
};

const CELLS: usize = 4;
const DIRECTIONS: usize = 8;
const PARTS: usize = CELLS * CELLS * DIRECTIONS;
/// Side of a cell, in sizes of the point (§6.1).
const CELL: f32 = 3.0;

/// 128 bits: cell by cell along and across the point's direction, eight directions each.
pub(super) type Look = u128;

/// The look of a point.
pub(super) fn look(scales: &Scales, point: &Point) -> Look {
    let (plane, here) = scales.around(point);
    let mut parts = counted(plane, here, point.angle);
    let length = parts.iter().map(|v| v * v).sum::<f32>().sqrt().max(1e-9);
    // A single strong edge must not outshout the rest (§6.1).
    for part in &mut parts {
        *part = (*part / length).min(0.2);
    }
    let mut sorted = parts;
    sorted.sort_by(f32::total_cmp);
    let middle = sorted[PARTS / 2];
    let bits = parts.iter().enumerate().filter(|(_, v)| **v > middle);
    bits.fold(0, |look, (at, _)| look | 1 << at)
}

fn counted(plane: &Plane, [x, y, size]: [f32; 3], angle: f32) -> [f32; PARTS] {
    let mut parts = [0.0; PARTS];
    let cell = CELL * size;
    let half = CELLS as f32 / 2.0;
    let radius = (cell * (half + 0.5) * std::f32::consts::SQRT_2).round() as i32;
    let (sin, cos) = angle.sin_cos();
    let (cx, cy) = (x.round() as i32, y.round() as i32);
    for dy in -radius..=radius {
        for dx in -radius..=radius {
            let (fx, fy) = ((cx + dx) as f32 - x, (cy + dy) as f32 - y);
            // In the point's own frame, in cells.
            let along = (cos * fx + sin * fy) / cell;
            let across = (cos * fy - sin * fx) / cell;
            let (column, row) = (along + half - 0.5, across + half - 0.5);
            let inside = |v: f32| v > -1.0 && v < CELLS as f32;
            if !inside(column) || !inside(row) {
                continue;
            }
            let Some((length, direction)) = gradient(plane, cx + dx, cy + dy) else {
                continue;
            };
            let weight = (-(along * along + across * across) / (2.0 * half * half)).exp();
            let turn = (direction - angle).rem_euclid(TAU) / TAU * DIRECTIONS as f32;
            spread(&mut parts, [column, row, turn], length * weight);
        }
    }
    parts
}

/// Gives a value to the eight nearest bins, each by its nearness, so that a small shift changes little.
fn spread(parts: &mut [f32; PARTS], at: [f32; 3], value: f32) {
    let [column, row, turn] = at.map(f32::floor);
    let [dc, dr, dt] = [at[0] - column, at[1] - row, at[2] - turn];
    for (c, wc) in [(column, 1.0 - dc), (column + 1.0, dc)] {
        for (r, wr) in [(row, 1.0 - dr), (row + 1.0, dr)] {
            if c < 0.0 || r < 0.0 || c >= CELLS as f32 || r >= CELLS as f32 {
                continue;
            }
            for (t, wt) in [(turn, 1.0 - dt), (turn + 1.0, dt)] {
                let bin = bin(c as usize, r as usize, t as usize % DIRECTIONS);
                parts[bin] += value * wc * wr * wt;
            }
        }
    }
}

const fn bin(column: usize, row: usize, turn: usize) -> usize {
    (column * CELLS + row) * DIRECTIONS + turn
}

/// The look of the same point in a mirror: across becomes its opposite, and so does every direction.
pub(super) fn mirrored(look: Look) -> Look {
    let mut out = 0;
    for column in 0..CELLS {
        for row in 0..CELLS {
            for turn in 0..DIRECTIONS {
                let from = bin(column, CELLS - 1 - row, (DIRECTIONS - turn) % DIRECTIONS);
                out |= (look >> from & 1) << bin(column, row, turn);
            }
        }
    }
    out
}
