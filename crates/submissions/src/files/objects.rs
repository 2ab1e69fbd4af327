//! Bytes by the hash of their content, on local disk or in an S3-compatible store.

use std::{collections::HashSet, ops::Range, path::Path as FsPath, sync::Arc};

use bytes::{Bytes, BytesMut};
use contest::db::{Digest, Digester, Outage, of_io};
use futures_util::{Stream, StreamExt, TryStreamExt, stream::BoxStream};
use object_store::{
    GetOptions, ObjectMeta, ObjectStore, ObjectStoreExt, WriteMultipart, aws::AmazonS3Builder,
    local::LocalFileSystem, memory::InMemory, path::Path,
};
use uuid::Uuid;

/// What S3 takes as the least part of a multipart upload; a local folder takes any.
const S3_PART_BYTES: usize = 5 * 1024 * 1024;
/// How much of one stream is held in memory.
const LOCAL_PART_BYTES: usize = 512 * 1024;
/// Folder of streams whose hash is not known yet.
const INCOMING: &str = "incoming";
/// Folder of pieces of uploads that may be resumed.
pub(crate) const PARTS: &str = "parts";

/// Where bytes lie.
#[derive(Clone, Debug)]
pub struct Objects {
    store: Arc<dyn ObjectStore>,
    part_bytes: usize,
}

/// A stream of bytes, from a file, a request or the store.
pub type ByteStream = BoxStream<'static, Result<Bytes, std::io::Error>>;

/// Bytes that lie in the store under their hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stored {
    /// SHA-256, which is also where they lie.
    pub sha256: Digest,
    /// How many.
    pub size_bytes: u64,
}

/// Why a stream was not stored; nothing of it remains.
#[derive(Debug, thiserror::Error)]
pub enum TakeError {
    /// More bytes than allowed.
    #[error("more bytes than allowed")]
    TooLarge,
    /// The sender stopped.
    #[error("the stream was cut: {0}")]
    Cut(std::io::Error),
    /// The object store is at fault.
    #[error(transparent)]
    Objects(#[from] ObjectError),
}

impl From<object_store::Error> for TakeError {
    fn from(error: object_store::Error) -> Self {
        Self::Objects(error.into())
    }
}

/// Why bytes could not be stored or read.
#[derive(Debug, thiserror::Error)]
pub enum ObjectError {
    /// The store's own words.
    #[error(transparent)]
    Store(#[from] object_store::Error),
    /// The folder could not be made.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// What came back is not what was put there.
    #[error("object {0:?} does not match its name")]
    Altered(Digest),
}

impl ObjectError {
    /// Whether the store does not answer, or is full; none for any other fault.
    #[must_use]
    pub fn outage(&self) -> Option<Outage> {
        match self {
            Self::Io(error) => Some(of_io(error)),
            Self::Altered(_) | Self::Store(object_store::Error::NotFound { .. }) => None,
            Self::Store(error) => Some(of_store(error)),
        }
    }

    /// Whether nothing lies there.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        matches!(self, Self::Store(object_store::Error::NotFound { .. }))
    }
}

/// A local store wraps what the disk said; one elsewhere is away, whatever it says.
fn of_store(error: &object_store::Error) -> Outage {
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        if let Some(io) = cause.downcast_ref::<std::io::Error>() {
            return of_io(io);
        }
        source = cause.source();
    }
    Outage::Away
}

impl Objects {
    /// A folder of this machine; every write is synced to disk before it is acknowledged.
    pub fn local(folder: &FsPath) -> Result<Self, ObjectError> {
        std::fs::create_dir_all(folder)?;
        Ok(Self {
            store: Arc::new(LocalFileSystem::new_with_prefix(folder)?.with_fsync(true)),
            part_bytes: LOCAL_PART_BYTES,
        })
    }

    /// This process's memory, for a command that only looks.
    #[must_use]
    pub fn memory() -> Self {
        Self {
            store: Arc::new(InMemory::new()),
            part_bytes: LOCAL_PART_BYTES,
        }
    }

    /// `s3://bucket`, with the usual AWS variables for endpoint, region and keys. The process has chosen its TLS provider before.
    pub fn s3(url: &str) -> Result<Self, ObjectError> {
        Ok(Self {
            store: Arc::new(AmazonS3Builder::from_env().with_url(url).build()?),
            part_bytes: S3_PART_BYTES,
        })
    }

    /// Stores bytes under their hash. Storing the same bytes again costs one look.
    pub async fn put(&self, bytes: Bytes) -> Result<Digest, ObjectError> {
        let digest = Digest::of(&bytes);
        if !self.holds(digest, bytes.len() as u64).await {
            self.store.put(&path_of(digest), bytes.into()).await?;
        }
        Ok(digest)
    }

    /// The same, telling how many bytes lie there.
    pub async fn keep(&self, bytes: Bytes) -> Result<Stored, ObjectError> {
        Ok(Stored {
            size_bytes: bytes.len() as u64,
            sha256: self.put(bytes).await?,
        })
    }

    pub(super) async fn holds(&self, digest: Digest, length: u64) -> bool {
        matches!(self.store.head(&path_of(digest)).await, Ok(meta) if meta.size == length)
    }

    /// Stores a stream of unknown length under its hash, holding at most one part of it in memory. `id` names the
    /// stream until its hash is known; `most` is in bytes.
    pub async fn take<S>(&self, id: Uuid, source: S, most: u64) -> Result<Stored, TakeError>
    where
        S: Stream<Item = Result<Bytes, std::io::Error>>,
    {
        let mut source = std::pin::pin!(source);
        let mut held = BytesMut::new();
        let mut digester = Digester::default();
        let mut size_bytes = 0_u64;
        let mut staged: Option<WriteMultipart> = None;
        let incoming = Path::from(format!("{INCOMING}/{id}"));
        let ended = loop {
            let piece = match source.next().await {
                None => break Ok(()),
                Some(Err(error)) => break Err(TakeError::Cut(error)),
                Some(Ok(piece)) => piece,
            };
            size_bytes += piece.len() as u64;
            if size_bytes > most {
                break Err(TakeError::TooLarge);
            }
            digester.add(&piece);
            held.extend_from_slice(&piece);
            if held.len() < self.part_bytes {
                continue;
            }
            let writer = match &mut staged {
                Some(writer) => writer,
                None => staged.insert(WriteMultipart::new_with_chunk_size(
                    self.store.put_multipart(&incoming).await?,
                    self.part_bytes,
                )),
            };
            if let Err(error) = writer.wait_for_capacity(1).await {
                break Err(error.into());
            }
            writer.put(held.split().freeze());
        };
        let Some(mut writer) = staged else {
            ended?;
            return Ok(Stored {
                sha256: self.put(held.freeze()).await?,
                size_bytes,
            });
        };
        if let Err(error) = ended {
            // What cannot be taken back now is swept later.
            let _ = writer.abort().await;
            return Err(error);
        }
        writer.put(held.freeze());
        writer.finish().await?;
        let sha256 = digester.digest();
        if self.holds(sha256, size_bytes).await {
            self.store.delete(&incoming).await?;
        } else {
            self.store.rename(&incoming, &path_of(sha256)).await?;
        }
        Ok(Stored { sha256, size_bytes })
    }

    /// Reads an object piece by piece, unchecked: whoever decodes it does so in the child process.
    pub async fn stream(&self, digest: Digest) -> Result<ByteStream, ObjectError> {
        let found = self.store.get(&path_of(digest)).await?;
        Ok(found.into_stream().map_err(std::io::Error::other).boxed())
    }

    /// Reads a part of an object piece by piece, unchecked: a part has no hash.
    pub async fn stream_part(
        &self,
        digest: Digest,
        part: Range<u64>,
    ) -> Result<ByteStream, ObjectError> {
        let wanted = GetOptions::new().with_range(Some(part));
        let found = self.store.get_opts(&path_of(digest), wanted).await?;
        Ok(found.into_stream().map_err(std::io::Error::other).boxed())
    }

    /// Reads an object piece by piece and checks it against its name. The last piece is held back until all
    /// before it are known to be right, so that nobody takes altered bytes for a whole file.
    pub async fn stream_checked(&self, digest: Digest) -> Result<ByteStream, ObjectError> {
        let source = self.stream(digest).await?;
        let start = (source, Digester::default(), None::<Bytes>);
        let checked = futures_util::stream::try_unfold(
            start,
            move |(mut source, mut digester, mut held)| async move {
                loop {
                    let next = source.try_next().await?;
                    if let Some(piece) = &next {
                        digester.add(piece);
                    } else if held.is_some() && digester.clone().digest() != digest {
                        return Err(std::io::Error::other(ObjectError::Altered(digest)));
                    }
                    let ready = std::mem::replace(&mut held, next);
                    match (ready, held.is_some()) {
                        (Some(ready), _) => return Ok(Some((ready, (source, digester, held)))),
                        (None, true) => {}
                        (None, false) => return Ok(None),
                    }
                }
            },
        );
        Ok(checked.boxed())
    }

    /// Keeps a piece of an upload under a name of its own.
    pub(crate) async fn put_part(&self, name: &str, bytes: Bytes) -> Result<(), ObjectError> {
        self.store.put(&part_path(name), bytes.into()).await?;
        Ok(())
    }

    /// The pieces of an upload as one stream.
    pub(crate) fn join_parts(&self, names: Vec<String>) -> ByteStream {
        let store = Arc::clone(&self.store);
        futures_util::stream::iter(names)
            .then(move |name| {
                let store = Arc::clone(&store);
                async move {
                    Ok::<_, object_store::Error>(store.get(&part_path(&name)).await?.into_stream())
                }
            })
            .try_flatten()
            .map_err(std::io::Error::other)
            .boxed()
    }

    /// Copies a piece of an upload into another store; false where it is gone, because its upload ended meanwhile.
    pub async fn copy_part(&self, name: &str, to: &Self) -> Result<bool, ObjectError> {
        match self.store.get(&part_path(name)).await {
            Ok(found) => {
                to.put_part(name, found.bytes().await?).await?;
                Ok(true)
            }
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// Takes pieces away; one that cannot be deleted now is swept later.
    pub(crate) async fn drop_parts(&self, names: &[String]) {
        for name in names {
            let _ = self.store.delete(&part_path(name)).await;
        }
    }

    /// Reads bytes and checks them against their name.
    pub async fn get(&self, digest: Digest) -> Result<Bytes, ObjectError> {
        let bytes = self.store.get(&path_of(digest)).await?.bytes().await?;
        if Digest::of(&bytes) == digest {
            Ok(bytes)
        } else {
            Err(ObjectError::Altered(digest))
        }
    }

    /// Everything that lies there.
    pub(super) fn list(&self) -> BoxStream<'static, Result<ObjectMeta, object_store::Error>> {
        self.store.list(None).boxed()
    }

    /// Whether nothing lies there yet.
    pub async fn is_empty(&self) -> Result<bool, ObjectError> {
        Ok(self.list().next().await.transpose()?.is_none())
    }

    /// Takes one object away.
    pub(super) async fn remove(&self, digest: Digest) -> Result<(), ObjectError> {
        self.delete(&path_of(digest)).await
    }

    /// Takes away every object that is not among these; returns how many.
    pub async fn keep_only(&self, wanted: &HashSet<Digest>) -> Result<u64, ObjectError> {
        let mut removed = 0;
        let mut listing = self.list();
        while let Some(meta) = listing.next().await {
            let place = meta?.location;
            if digest_of(&place).is_some_and(|digest| !wanted.contains(&digest)) {
                self.delete(&place).await?;
                removed += 1;
            }
        }
        Ok(removed)
    }

    pub(super) async fn delete(&self, path: &Path) -> Result<(), ObjectError> {
        Ok(self.store.delete(path).await?)
    }
}

fn part_path(name: &str) -> Path {
    Path::from(format!("{PARTS}/{name}"))
}

/// Two levels of folders keep each of them small.
fn path_of(digest: Digest) -> Path {
    let hex = digest.hex();
    Path::from(format!("{}/{}/{hex}", &hex[..2], &hex[2..4]))
}

/// The digest that names an object, if it is one of ours.
pub(super) fn digest_of(path: &Path) -> Option<Digest> {
    Digest::from_hex(path.filename()?)
}

/// Whether an object is a stream or a piece under way, not a stored work.
pub(super) fn is_under_way(path: &Path) -> bool {
    path.as_ref().starts_with(&format!("{INCOMING}/"))
        || path.as_ref().starts_with(&format!("{PARTS}/"))
}

#[cfg(test)]
impl Objects {
    /// Other bytes of the same length under the same name, as rot leaves them.
    pub(super) async fn spoil(&self, digest: Digest) {
        let mut bytes = self.get(digest).await.expect("it is whole").to_vec();
        bytes[0] ^= 1;
        let place = path_of(digest);
        let spoilt = self.store.put(&place, bytes.into()).await;
        spoilt.expect("the store takes it");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: usize = 300_000;

    async fn read(stream: ByteStream) -> (usize, bool) {
        let pieces: Vec<_> = stream.collect().await;
        let read = pieces.iter().flatten().map(Bytes::len).sum();
        (read, pieces.iter().all(Result::is_ok))
    }

    #[tokio::test]
    async fn altered_bytes_never_pass_for_a_whole_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let objects = Objects::local(folder.path()).expect("a folder");
        let bytes = Bytes::from(vec![7; LONG]);
        let digest = objects.put(bytes.clone()).await.expect("stored");
        let whole = objects.stream_checked(digest).await.expect("found");
        assert_eq!(read(whole).await, (LONG, true));

        let place = folder.path().join(path_of(digest).as_ref());
        let mut altered = bytes.to_vec();
        altered[LONG / 2] = 8;
        std::fs::write(&place, altered).expect("written");
        let cut = objects.stream_checked(digest).await.expect("found");
        let (length, fine) = read(cut).await;
        assert!(length < LONG && !fine, "{length} bytes came");
    }

    #[tokio::test]
    async fn a_part_is_what_stands_between_its_ends() {
        let objects = Objects::memory();
        let bytes: Bytes = (0..=255).collect::<Vec<u8>>().into();
        let digest = objects.put(bytes.clone()).await.expect("stored");
        let part = objects.stream_part(digest, 10..20).await.expect("found");
        let pieces: Vec<_> = part.try_collect().await.expect("read");
        assert_eq!(pieces.concat(), bytes[10..20]);
        let empty = objects.put(Bytes::new()).await.expect("stored");
        let nothing = objects.stream_checked(empty).await.expect("found");
        assert_eq!(read(nothing).await, (0, true));
    }
}
