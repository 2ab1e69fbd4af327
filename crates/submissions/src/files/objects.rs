//! Bytes by the hash of their content, on local disk or in an S3-compatible store.

use std::{path::Path as FsPath, sync::Arc};

use bytes::Bytes;
use contest::db::Digest;
use futures_util::{StreamExt, stream::BoxStream};
use object_store::{
    ObjectMeta, ObjectStore, ObjectStoreExt, aws::AmazonS3Builder, local::LocalFileSystem,
    path::Path,
};

/// Where bytes lie.
#[derive(Clone, Debug)]
pub struct Objects(Arc<dyn ObjectStore>);

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

impl Objects {
    /// A folder of this machine; every write is synced to disk before it is acknowledged.
    pub fn local(folder: &FsPath) -> Result<Self, ObjectError> {
        std::fs::create_dir_all(folder)?;
        Ok(Self(Arc::new(
            LocalFileSystem::new_with_prefix(folder)?.with_fsync(true),
        )))
    }

    /// `s3://bucket`, with the usual AWS variables for endpoint, region and keys.
    pub fn s3(url: &str) -> Result<Self, ObjectError> {
        // The client brings no cryptography of its own; a second call finds ring already in place.
        let _ = rustls::crypto::ring::default_provider().install_default();
        Ok(Self(Arc::new(
            AmazonS3Builder::from_env().with_url(url).build()?,
        )))
    }

    /// Stores bytes under their hash. Storing the same bytes again costs one look.
    pub async fn put(&self, bytes: Bytes) -> Result<Digest, ObjectError> {
        let digest = Digest::of(&bytes);
        let path = path_of(digest);
        let length = bytes.len() as u64;
        if !matches!(self.0.head(&path).await, Ok(meta) if meta.size == length) {
            self.0.put(&path, bytes.into()).await?;
        }
        Ok(digest)
    }

    /// Reads bytes and checks them against their name.
    pub async fn get(&self, digest: Digest) -> Result<Bytes, ObjectError> {
        let bytes = self.0.get(&path_of(digest)).await?.bytes().await?;
        if Digest::of(&bytes) == digest {
            Ok(bytes)
        } else {
            Err(ObjectError::Altered(digest))
        }
    }

    /// Everything that lies there.
    pub(super) fn list(&self) -> BoxStream<'static, Result<ObjectMeta, object_store::Error>> {
        self.0.list(None).boxed()
    }

    pub(super) async fn delete(&self, digest: Digest) -> Result<(), ObjectError> {
        Ok(self.0.delete(&path_of(digest)).await?)
    }
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
