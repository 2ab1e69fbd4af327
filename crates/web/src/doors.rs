//! Doors: only so many requests of a kind are under way, only so many wait, and whoever comes then is told to come back.
//!
//! What people began is finished before anything new is begun, and reading slows down first: works that are being sent pass a
//! door of their own, which is far wider than the others.

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use tokio::{
    sync::{Semaphore, SemaphorePermit},
    time::timeout,
};

use crate::{app::App, error::PageError};

contest::text_enum! {
    /// What a request is about, the first to be turned away first.
    Errand {
        /// Public pages.
        Reading = "reading",
        /// A work or a class that is begun.
        Beginning = "beginning",
        /// What was begun, and everything that staff do.
        Going = "going_on",
    }
}

/// One door.
#[derive(Debug)]
pub struct Door {
    permits: Semaphore,
    at_once: usize,
    waiting: AtomicUsize,
    most_waiting: usize,
    patience: Duration,
}

impl Door {
    /// Lets `at_once` in and `most_waiting` wait, for no longer than `patience`.
    #[must_use]
    pub const fn new(at_once: usize, most_waiting: usize, patience: Duration) -> Self {
        Self {
            permits: Semaphore::const_new(at_once),
            at_once,
            waiting: AtomicUsize::new(0),
            most_waiting,
            patience,
        }
    }

    /// Waits for room; it is made again when the permit is dropped.
    pub async fn enter(&self) -> Result<SemaphorePermit<'_>, PageError> {
        if let Ok(permit) = self.permits.try_acquire() {
            return Ok(permit);
        }
        let _place = Waiting::behind(&self.waiting, self.most_waiting).ok_or(PageError::Crowded)?;
        match timeout(self.patience, self.permits.acquire()).await {
            Ok(Ok(permit)) => Ok(permit),
            Ok(Err(_)) | Err(_) => Err(PageError::Crowded),
        }
    }

    /// How many are inside, and how many wait.
    #[must_use]
    pub fn load(&self) -> (usize, usize) {
        let inside = self.at_once - self.permits.available_permits().min(self.at_once);
        (inside, self.waiting.load(Ordering::Relaxed))
    }
}

/// A place in the queue, which is free again however the wait ends.
struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    fn behind(count: &'a AtomicUsize, most: usize) -> Option<Self> {
        if count.fetch_add(1, Ordering::Relaxed) < most {
            return Some(Self(count));
        }
        count.fetch_sub(1, Ordering::Relaxed);
        None
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The doors of a program.
#[derive(Debug)]
pub struct Doors {
    reading: Door,
    beginning: Door,
    going_on: Door,
    /// One permit for each password that may be hashed at the same time: each costs 19 MiB and a core.
    pub hashing: Door,
}

impl Doors {
    /// Doors for a machine with so many cores.
    #[must_use]
    pub fn new(cores: usize) -> Self {
        Self {
            reading: Door::new(8 * cores, 128 * cores, Duration::from_secs(2)),
            beginning: Door::new(8 * cores, 128 * cores, Duration::from_secs(10)),
            going_on: Door::new(128 * cores, 1024 * cores, Duration::from_secs(25)),
            hashing: Door::new(cores, 64, Duration::from_secs(20)),
        }
    }

    /// The door for an errand.
    #[must_use]
    pub fn of(&self, errand: Errand) -> &Door {
        match errand {
            Errand::Reading => &self.reading,
            Errand::Beginning => &self.beginning,
            Errand::Going => &self.going_on,
        }
    }
}

/// Lets a request through the door of its errand; an answer's body is sent outside.
pub async fn through(
    State((app, errand)): State<(App, Errand)>,
    request: Request,
    next: Next,
) -> Response {
    match app.doors.of(errand).enter().await {
        Ok(_inside) => told(next.run(request).await, errand),
        Err(error) => told(error.into_response(), errand),
    }
}

/// For whoever counts: the errand rides on the answer.
fn told(mut response: Response, errand: Errand) -> Response {
    response.extensions_mut().insert(errand);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn whoever_finds_the_queue_full_is_turned_away_and_places_become_free_again() {
        let door = Door::new(1, 1, Duration::from_millis(20));
        let inside = door.enter().await.expect("room");
        let (waited, turned_away) = tokio::join!(door.enter(), door.enter());
        assert!(matches!(waited, Err(PageError::Crowded)), "nobody came out");
        assert!(matches!(turned_away, Err(PageError::Crowded)));
        assert_eq!(door.load(), (1, 0));
        let (next, ()) = tokio::join!(door.enter(), async { drop(inside) });
        assert!(next.is_ok(), "somebody came out");
        drop(next);
        assert_eq!(door.load(), (0, 0));
    }
}
