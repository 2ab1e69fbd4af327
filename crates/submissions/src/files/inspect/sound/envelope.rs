//! The outline of a recording: its loudest sample in each of 200 parts.

use std::fmt::Write;

const PARTS: usize = 200;
/// Frames to a bin; bins are joined to parts at the end, when the length is known.
const BIN: usize = 1_024;

/// Collects bins while samples come in.
#[derive(Default)]
pub(super) struct Envelope {
    bins: Vec<u8>,
    loudest: f32,
    filled: usize,
}

impl Envelope {
    pub(super) fn take(&mut self, samples: &[f32], channels: usize) {
        for frame in samples.chunks_exact(channels.max(1)) {
            for sample in frame {
                self.loudest = self.loudest.max(sample.abs());
            }
            self.filled += 1;
            if self.filled == BIN {
                self.close();
            }
        }
    }

    fn close(&mut self) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped to the range of a byte"
        )]
        let level = (self.loudest * 255.0).clamp(0.0, 255.0) as u8;
        self.bins.push(level);
        self.loudest = 0.0;
        self.filled = 0;
    }

    /// Two hexadecimal digits for each part; the loudest part is 255, so that a quiet song has an outline too.
    pub(super) fn peaks(&self) -> String {
        let most = self.bins.iter().copied().max().unwrap_or(0).max(1);
        let count = self.bins.len();
        let mut out = String::with_capacity(PARTS * 2);
        for part in 0..PARTS.min(count) {
            let parts = PARTS.min(count);
            let from = part * count / parts;
            let to = ((part + 1) * count / parts).max(from + 1);
            let level = self.bins[from..to].iter().copied().max().unwrap_or(0);
            let level = u16::from(level) * 255 / u16::from(most);
            let _ = write!(out, "{level:02x}");
        }
        out
    }
}
