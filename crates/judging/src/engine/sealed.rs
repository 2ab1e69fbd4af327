//! What a sealed sheet binds itself to, and what a closed round binds itself to. Pure, and the same for the server, a
//! juror's receipt and a recount.

use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::{
    canonical::{self, NotCanonical},
    merkle::{self, Hash},
};

/// Keeps commitments to sheets apart from other commitments.
const LABEL: &[u8] = b"sheet-v1";

/// A sheet as it is committed to: without a name, so that it can be published, and with nothing left out that counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SealedSheet {
    /// `marks` or `abstained`.
    pub answer: String,
    /// The work's code in the round.
    pub code: String,
    /// [`juror_key`].
    pub juror: String,
    /// Steps above the lowest mark, in the order of the criteria; empty for an abstention.
    pub marks: Vec<i64>,
    /// Key of the round.
    pub round: String,
}

impl SealedSheet {
    /// SHA-256(`sheet-v1` ‖ salt ‖ the sheet as canonical JSON).
    pub fn commitment(&self, salt: &[u8; 32]) -> Result<Hash, NotCanonical> {
        canonical::commitment(LABEL, salt, self)
    }
}

/// A juror in the sheets of one contest: SHA-256(`juror-v1` ‖ key of the contest ‖ key of the person), in hexadecimal.
/// The keys of persons are random, so nobody finds one by trying, and two contests cannot be joined by it.
#[must_use]
pub fn juror_key(contest: &[u8; 16], person: &[u8; 16]) -> String {
    let hash = Sha256::new()
        .chain_update(b"juror-v1")
        .chain_update(contest)
        .chain_update(person)
        .finalize();
    hex::encode(hash)
}

/// What a round's closing publishes: SHA-256 over the commitments of its sealed sheets, sorted by their bytes.
#[must_use]
pub fn round_seal(commitments: &[Hash]) -> Hash {
    let mut sorted = commitments.to_vec();
    sorted.sort_unstable();
    Sha256::digest(sorted.concat()).into()
}

/// An event of the log as a leaf of its Merkle tree: the part that may be shown when the leaf is opened, and the hash of
/// the chain, which covers the rest (who did it, to what).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LoggedEvent<'a> {
    /// From 1.
    pub seq: i64,
    /// Milliseconds since 1970 UTC.
    pub at: i64,
    /// `noun.verb`.
    pub kind: &'a str,
    /// JSON text, as stored.
    pub details: &'a str,
    /// Its hash in the chain.
    pub hash: &'a Hash,
}

impl LoggedEvent<'_> {
    /// The leaf hash (RFC 9162) of the canonical array [`event-leaf-v1`, seq, at, kind, SHA-256 of the details, hash].
    #[must_use]
    pub fn leaf(&self) -> Hash {
        let details = hex::encode(Sha256::digest(self.details));
        let body = serde_json::json!([
            "event-leaf-v1",
            self.seq,
            self.at,
            self.kind,
            details,
            hex::encode(self.hash)
        ]);
        let bytes = canonical::canonical(&body).expect("strings and whole numbers are canonical");
        merkle::leaf_hash(&bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> SealedSheet {
        SealedSheet {
            answer: "marks".to_owned(),
            code: "A7K".to_owned(),
            juror: juror_key(&[1; 16], &[2; 16]),
            marks: vec![7, 8],
            round: "r".to_owned(),
        }
    }

    #[test]
    fn every_part_of_a_sheet_is_bound() {
        let made = sheet().commitment(&[3; 32]).expect("canonical");
        let others = [
            SealedSheet {
                answer: "abstained".to_owned(),
                ..sheet()
            },
            SealedSheet {
                code: "A7L".to_owned(),
                ..sheet()
            },
            SealedSheet {
                juror: juror_key(&[1; 16], &[3; 16]),
                ..sheet()
            },
            SealedSheet {
                marks: vec![8, 7],
                ..sheet()
            },
            SealedSheet {
                round: "s".to_owned(),
                ..sheet()
            },
        ];
        for other in others {
            assert_ne!(
                other.commitment(&[3; 32]).expect("canonical"),
                made,
                "{other:?}"
            );
        }
        assert_ne!(sheet().commitment(&[4; 32]).expect("canonical"), made);
    }

    #[test]
    fn a_juror_goes_by_another_key_in_another_contest() {
        assert_ne!(juror_key(&[1; 16], &[2; 16]), juror_key(&[2; 16], &[2; 16]));
        assert_ne!(juror_key(&[1; 16], &[2; 16]), juror_key(&[1; 16], &[3; 16]));
    }

    #[test]
    fn a_seal_depends_on_the_commitments_and_not_on_their_order() {
        assert_eq!(
            round_seal(&[[1; 32], [2; 32]]),
            round_seal(&[[2; 32], [1; 32]])
        );
        assert_ne!(round_seal(&[[1; 32]]), round_seal(&[[1; 32], [2; 32]]));
    }

    #[test]
    fn every_part_of_an_event_is_bound() {
        let event = LoggedEvent {
            seq: 1,
            at: 2,
            kind: "a.b",
            details: "{}",
            hash: &[5; 32],
        };
        let others = [
            LoggedEvent { seq: 2, ..event },
            LoggedEvent { at: 3, ..event },
            LoggedEvent {
                kind: "a.c",
                ..event
            },
            LoggedEvent {
                details: "[]",
                ..event
            },
            LoggedEvent {
                hash: &[6; 32],
                ..event
            },
        ];
        for other in others {
            assert_ne!(other.leaf(), event.leaf(), "{other:?}");
        }
    }
}
