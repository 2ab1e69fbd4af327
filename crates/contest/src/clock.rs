//! Time and chance, always handed in: nothing in the domain reads the wall clock or the system's randomness.

use std::{
    fmt,
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, Ordering},
    },
    time::{SystemTime, UNIX_EPOCH},
};

use rand::{Rng as _, SeedableRng};
use rand_chacha::ChaCha20Rng;
use uuid::Uuid;

use crate::Timestamp;

/// Where "now" comes from.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// Stands still until it is set.
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at `at`.
    #[must_use]
    pub fn fixed(at: Timestamp) -> Self {
        Self::Fixed(Arc::new(AtomicI64::new(at.0)))
    }

    /// The present moment.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        match self {
            Self::System => {
                #[expect(
                    clippy::disallowed_methods,
                    reason = "the one place that reads the wall clock"
                )]
                let since = SystemTime::now()
                    .duration_since(UNIX_EPOCH)
                    .unwrap_or_default();
                Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
            }
            Self::Fixed(at) => Timestamp(at.load(Ordering::Relaxed)),
        }
    }

    /// Moves a fixed clock; the machine's clock is left alone.
    pub fn set(&self, at: Timestamp) {
        if let Self::Fixed(held) = self {
            held.store(at.0, Ordering::Relaxed);
        }
    }
}

/// Where chance comes from.
#[derive(Clone)]
pub enum Rng {
    /// The operating system.
    System,
    /// Repeatable, for the demo and for tests.
    Seeded(Arc<Mutex<ChaCha20Rng>>),
}

impl Rng {
    /// A repeatable source.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self::Seeded(Arc::new(Mutex::new(ChaCha20Rng::seed_from_u64(seed))))
    }

    /// `N` unpredictable bytes.
    #[must_use]
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        match self {
            Self::System => {
                #[expect(
                    clippy::disallowed_methods,
                    reason = "the one place that asks the operating system for chance"
                )]
                let filled = getrandom::fill(&mut bytes);
                filled.expect("the operating system gives random bytes");
            }
            Self::Seeded(rng) => rng
                .lock()
                .expect("no holder of the lock panics")
                .fill_bytes(&mut bytes),
        }
        bytes
    }
}

impl fmt::Debug for Rng {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Rng")
    }
}

/// What every action is given besides its transaction: one moment and a source of chance.
#[derive(Clone, Debug)]
pub struct Context {
    /// The moment of the act; the same for all that one act writes.
    pub now: Timestamp,
    /// Chance.
    pub rng: Rng,
}

impl Context {
    /// A fresh `UUIDv7` of this moment.
    #[must_use]
    pub fn id(&self) -> Uuid {
        let ms = u64::try_from(self.now.0).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(ms, &self.rng.bytes::<10>()).into_uuid()
    }

    /// An unguessable key of 192 bits, as 48 hexadecimal digits, for private links.
    #[must_use]
    pub fn key(&self) -> String {
        hex::encode(self.rng.bytes::<24>())
    }

    /// A code that is printed on paper and typed again: `N` letters and digits that nobody mistakes for one another, 5 bits
    /// each. [`crate::folding::printed_code`] reads it back.
    #[must_use]
    pub fn printed_code<const N: usize>(&self) -> String {
        const LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
        let bytes = self.rng.bytes::<N>();
        let letter = |byte: &u8| char::from(LETTERS[usize::from(byte % 32)]);
        bytes.iter().map(letter).collect()
    }
}
