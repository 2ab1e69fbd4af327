//! How much one sender may send: so many requests with files at once, so many bytes a day. A sender is the holder of a
//! private link, whoever is signed in, or, before there is a link, a network, behind which a whole school may be.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use contest::db::Digest;

use crate::{
    accounts::{Limit, allow_many},
    app::App,
    error::PageError,
    extract::Visitor,
};

const MIB: u64 = 1024 * 1024;
/// First parts of the addresses whose second part is the key of a private link.
const LINKS: [&str; 3] = ["entries", "classes", "guardians"];

/// One sender.
#[derive(Clone, Debug)]
struct Sender {
    /// Names the sender without telling a key.
    name: String,
    /// Requests with files that may be under way at the same time.
    at_once: usize,
    /// MiB in a day; staff who scan a whole exhibition have no such limit.
    a_day: Option<Limit>,
}

impl Sender {
    fn of(visitor: &Visitor) -> Self {
        let mut parts = visitor.path.split('/').skip(1);
        let link = parts.next().filter(|first| LINKS.contains(first));
        if let Some((kind, key)) = link.zip(parts.next()) {
            return Self {
                name: format!("{kind}:{}", &Digest::of(key.as_bytes()).hex()[..32]),
                at_once: 3,
                a_day: Some(if kind == "classes" {
                    Limit::BYTES_OF_A_CLASS
                } else {
                    Limit::BYTES_OF_A_LINK
                }),
            };
        }
        match &visitor.session {
            Some(session) => Self {
                name: format!("person:{}", session.person.id),
                at_once: 6,
                a_day: None,
            },
            None => Self {
                name: format!("network:{}", visitor.network),
                at_once: 60,
                a_day: Some(Limit::BYTES_OF_A_NETWORK),
            },
        }
    }
}

/// Who is sending to this server right now.
#[derive(Clone, Debug, Default)]
pub struct Senders(Arc<Mutex<HashMap<String, usize>>>);

/// A request under way; its end makes room for another one of the same sender.
#[derive(Debug)]
pub struct Sending {
    senders: Senders,
    name: String,
}

impl Senders {
    fn begin(&self, sender: &Sender) -> Option<Sending> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = all.entry(sender.name.clone()).or_default();
        if *count >= sender.at_once {
            return None;
        }
        *count += 1;
        Some(Sending {
            senders: self.clone(),
            name: sender.name.clone(),
        })
    }
}

impl Drop for Sending {
    fn drop(&mut self) {
        let mut all = self
            .senders
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = all.get_mut(&self.name) {
            *count -= 1;
            if *count == 0 {
                all.remove(&self.name);
            }
        }
    }
}

/// Lets a request with files begin, if its sender has not too many under way; hold the answer until its end.
pub fn begin(app: &App, visitor: &Visitor) -> Result<Sending, PageError> {
    app.senders
        .begin(&Sender::of(visitor))
        .ok_or(PageError::TooMany)
}

/// Counts bytes that a sender is about to send, before the first of them is read.
pub async fn count(app: &App, visitor: &Visitor, bytes: u64) -> Result<(), PageError> {
    let sender = Sender::of(visitor);
    let Some(limit) = sender.a_day.filter(|_| bytes > 0) else {
        return Ok(());
    };
    let mib = i64::try_from(bytes.div_ceil(MIB)).unwrap_or(i64::MAX);
    let mut tx = app.db.begin().await?;
    let allowed = allow_many(&mut tx, &app.cx(), limit, &sender.name, mib).await?;
    tx.commit().await?;
    if allowed {
        Ok(())
    } else {
        Err(PageError::TooMuch)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sender_has_as_many_requests_under_way_as_allowed_and_no_more() {
        let senders = Senders::default();
        let one = Sender {
            name: "entries:a".into(),
            at_once: 3,
            a_day: None,
        };
        let other = Sender {
            name: "entries:b".into(),
            ..one.clone()
        };
        let mut under_way: Vec<_> = (0..3).map(|_| senders.begin(&one)).collect();
        assert!(under_way.iter().all(Option::is_some));
        assert!(senders.begin(&one).is_none(), "a fourth one waits");
        assert!(senders.begin(&other).is_some(), "others do not");
        under_way.pop();
        assert!(senders.begin(&one).is_some(), "one has ended");
        under_way.clear();
        assert!(
            senders.0.lock().expect("sound").is_empty(),
            "nothing is left behind"
        );
    }
}
