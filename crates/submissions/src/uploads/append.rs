//! Pieces of a promised file come in, in order.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use contest::{
    Context, Db,
    db::{Digest, Digester},
};
use futures_util::{Stream, StreamExt};
use sha1::Digest as _;
use tokio::time::{Instant, timeout};

use super::{Upload, store};
use crate::files::{ObjectError, Objects};

/// How much is held in memory before it is made durable and acknowledged.
const PIECE_BYTES: usize = 512 * 1024;

/// What the sender says of all bytes of one request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Checksum {
    /// SHA-1, which every server of the protocol knows.
    Sha1([u8; 20]),
    /// SHA-256.
    Sha256(Digest),
}

/// How slow a sender may be before the connection is given to somebody else; what came is kept.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// The longest silence.
    pub silence: Duration,
    /// Bytes in a second, on average, after the first longest silence.
    pub least: u64,
}

/// Why pieces were not taken, or not all of them.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// The upload goes on elsewhere than where this sender begins; nothing of this request counts from there on.
    #[error("the upload goes on elsewhere")]
    Elsewhere,
    /// More bytes than were promised.
    #[error("more bytes than promised")]
    TooMuch,
    /// The bytes are not those of the checksum; none of them counts.
    #[error("the checksum differs")]
    Checksum,
    /// The sender stopped or was too slow; what came until then counts.
    #[error("cut off at {0}")]
    Cut(i64),
    /// The object store is at fault.
    #[error(transparent)]
    Objects(#[from] ObjectError),
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// A piece that is durable and not yet recorded.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) start: i64,
    pub(super) size: i64,
    pub(super) object: String,
}

/// Takes the bytes of one request from `offset` on and returns where the upload goes on. Each piece is durable
/// before it is recorded and recorded before it counts; with a checksum, all of them are recorded together.
///
/// Of two senders at one offset exactly one is recorded; the other is told [`AppendError::Elsewhere`].
pub async fn append<S>(
    (db, objects): (&Db, &Objects),
    cx: &Context,
    (upload, offset): (&Upload, i64),
    (source, pace): (S, Pace),
    checksum: Option<Checksum>,
) -> Result<i64, AppendError>
where
    S: Stream<Item = Result<Bytes, std::io::Error>>,
{
    if offset != upload.received_bytes {
        return Err(AppendError::Elsewhere);
    }
    let mut taking = Taking {
        store: (db, objects),
        cx,
        upload,
        recorded: offset,
        held: BytesMut::new(),
        waiting: Vec::new(),
        sum: checksum.as_ref().map(Sum::of),
    };
    let taken = taking.all((source, pace), checksum).await;
    let unclaimed: Vec<String> = taking.waiting.into_iter().map(|p| p.object).collect();
    objects.drop_parts(&unclaimed).await;
    taken
}

/// One request being taken.
struct Taking<'a> {
    store: (&'a Db, &'a Objects),
    cx: &'a Context,
    upload: &'a Upload,
    /// Where the upload goes on, as far as it is acknowledged.
    recorded: i64,
    held: BytesMut,
    /// Durable pieces behind `recorded`.
    waiting: Vec<Part>,
    sum: Option<Sum>,
}

impl Taking<'_> {
    async fn all<S>(
        &mut self,
        (source, pace): (S, Pace),
        checksum: Option<Checksum>,
    ) -> Result<i64, AppendError>
    where
        S: Stream<Item = Result<Bytes, std::io::Error>>,
    {
        let whole = self.read(source, pace).await?;
        if let (Some(sum), Some(said)) = (self.sum.take(), checksum) {
            if !whole {
                return Err(AppendError::Cut(self.recorded));
            }
            if sum.checksum() != said {
                return Err(AppendError::Checksum);
            }
        }
        self.put_down().await?;
        self.record().await?;
        if whole {
            Ok(self.recorded)
        } else {
            Err(AppendError::Cut(self.recorded))
        }
    }

    /// Reads to the end and says true, or to where the sender stopped or fell asleep.
    async fn read<S>(&mut self, source: S, pace: Pace) -> Result<bool, AppendError>
    where
        S: Stream<Item = Result<Bytes, std::io::Error>>,
    {
        let mut source = std::pin::pin!(source);
        let begun = Instant::now();
        let mut taken = 0_u64;
        loop {
            let piece = match timeout(pace.silence, source.next()).await {
                Ok(None) => return Ok(true),
                Ok(Some(Ok(piece))) => piece,
                Ok(Some(Err(_))) | Err(_) => return Ok(false),
            };
            taken += piece.len() as u64;
            let so_far = self.upload.received_bytes.cast_unsigned() + taken;
            if so_far > self.upload.size_bytes.cast_unsigned() {
                return Err(AppendError::TooMuch);
            }
            if let Some(sum) = &mut self.sum {
                sum.add(&piece);
            }
            self.held.extend_from_slice(&piece);
            if self.held.len() >= PIECE_BYTES {
                self.put_down().await?;
                if self.sum.is_none() {
                    self.record().await?;
                }
            }
            let passed = begun.elapsed();
            if passed > pace.silence && taken < pace.least * passed.as_secs() {
                return Ok(false);
            }
        }
    }

    /// Makes what is held durable.
    async fn put_down(&mut self) -> Result<(), AppendError> {
        if self.held.is_empty() {
            return Ok(());
        }
        let bytes = self.held.split().freeze();
        let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
        let before: i64 = self.waiting.iter().map(|p| p.size).sum();
        // A name of its own: another sender at the same offset must not write over this piece.
        let object = format!("{}/{}", self.upload.id, self.cx.id());
        self.store.1.put_part(&object, bytes).await?;
        self.waiting.push(Part {
            start: self.recorded + before,
            size,
            object,
        });
        Ok(())
    }

    /// Records the durable pieces, if the upload still goes on where they begin.
    async fn record(&mut self) -> Result<(), AppendError> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let end = self.recorded + self.waiting.iter().map(|p| p.size).sum::<i64>();
        let mut tx = self.store.0.begin().await?;
        if !store::advance(&mut tx, self.upload.id, (self.recorded, end)).await? {
            return Err(AppendError::Elsewhere);
        }
        for part in &self.waiting {
            store::insert_part(&mut tx, self.upload.id, part).await?;
        }
        tx.commit().await?;
        self.recorded = end;
        self.waiting.clear();
        Ok(())
    }
}

enum Sum {
    Sha1(sha1::Sha1),
    Sha256(Digester),
}

impl Sum {
    fn of(checksum: &Checksum) -> Self {
        match checksum {
            Checksum::Sha1(_) => Self::Sha1(sha1::Sha1::new()),
            Checksum::Sha256(_) => Self::Sha256(Digester::default()),
        }
    }

    fn add(&mut self, bytes: &[u8]) {
        match self {
            Self::Sha1(sum) => sum.update(bytes),
            Self::Sha256(sum) => sum.add(bytes),
        }
    }

    fn checksum(self) -> Checksum {
        match self {
            Self::Sha1(sum) => Checksum::Sha1(sum.finalize().into()),
            Self::Sha256(sum) => Checksum::Sha256(sum.digest()),
        }
    }
}
