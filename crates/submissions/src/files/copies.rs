//! Objects of one store copied into another, and looked through for what rotted.

use contest::db::Digest;
use futures_util::{StreamExt, TryStreamExt, stream};
use uuid::Uuid;

use super::{ObjectError, Objects, TakeError};

/// Copied or read at the same time: a store elsewhere answers several as fast as one.
const AT_ONCE: usize = 4;

contest::text_enum! {
    /// What is wrong with an object.
    Fault {
        /// Nothing lies there.
        Missing = "missing",
        /// Its bytes are not those of its name.
        Altered = "altered",
    }
}

/// What copying came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Copied {
    /// Objects that were not there before.
    pub new: u64,
    /// Their bytes.
    pub new_bytes: u64,
    /// Objects that could not be copied whole, and were not.
    pub faults: Vec<(Digest, Fault)>,
}

/// Copies objects, each with its size in bytes, checked against their names. What is there already is left alone.
pub async fn copy(
    from: &Objects,
    to: &Objects,
    wanted: &[(Digest, u64)],
) -> Result<Copied, ObjectError> {
    let each = stream::iter(wanted.to_vec()).map(|(digest, size)| copy_one(from, to, digest, size));
    let done: Vec<_> = each.buffer_unordered(AT_ONCE).try_collect().await?;
    let mut copied = Copied::default();
    for one in done {
        match one {
            One::There => {}
            One::New(bytes) => {
                copied.new += 1;
                copied.new_bytes += bytes;
            }
            One::Not(digest, fault) => copied.faults.push((digest, fault)),
        }
    }
    copied.faults.sort_unstable_by_key(|(digest, _)| *digest);
    Ok(copied)
}

enum One {
    There,
    New(u64),
    Not(Digest, Fault),
}

async fn copy_one(
    from: &Objects,
    to: &Objects,
    digest: Digest,
    size_bytes: u64,
) -> Result<One, ObjectError> {
    if to.holds(digest, size_bytes).await {
        return Ok(One::There);
    }
    let source = match from.stream_checked(digest).await {
        Ok(source) => source,
        Err(error) if error.is_missing() => return Ok(One::Not(digest, Fault::Missing)),
        Err(error) => return Err(error),
    };
    // named after the object, so that two copies under way are not one
    let staged = Uuid::from_slice(&digest.0[..16]).unwrap_or_default();
    match to.take(staged, source, size_bytes).await {
        Ok(stored) if stored.sha256 == digest => Ok(One::New(stored.size_bytes)),
        Ok(_) | Err(TakeError::TooLarge) => Ok(One::Not(digest, Fault::Altered)),
        Err(TakeError::Objects(error)) => Err(error),
        Err(TakeError::Cut(error)) => match error.downcast::<ObjectError>() {
            Ok(ObjectError::Altered(_)) => Ok(One::Not(digest, Fault::Altered)),
            Ok(error) => Err(error),
            Err(error) => Err(ObjectError::Io(error)),
        },
    }
}

/// Reads every object and tells which are not what their names say.
pub async fn look_through(
    objects: &Objects,
    wanted: &[(Digest, u64)],
) -> Result<Vec<(Digest, Fault)>, ObjectError> {
    let each = stream::iter(wanted.to_vec()).map(|(digest, _)| fault_of(objects, digest));
    let found: Vec<_> = each.buffer_unordered(AT_ONCE).try_collect().await?;
    let mut faults: Vec<_> = found.into_iter().flatten().collect();
    faults.sort_unstable_by_key(|(digest, _)| *digest);
    Ok(faults)
}

async fn fault_of(
    objects: &Objects,
    digest: Digest,
) -> Result<Option<(Digest, Fault)>, ObjectError> {
    let mut source = match objects.stream_checked(digest).await {
        Ok(source) => source,
        Err(error) if error.is_missing() => return Ok(Some((digest, Fault::Missing))),
        Err(error) => return Err(error),
    };
    while let Some(piece) = source.next().await {
        let Err(error) = piece else { continue };
        return match error.downcast::<ObjectError>() {
            Ok(ObjectError::Altered(_)) => Ok(Some((digest, Fault::Altered))),
            Ok(error) => Err(error),
            Err(error) => Err(ObjectError::Io(error)),
        };
    }
    Ok(None)
}

/// Puts objects that are missing or altered back from a store that still has them whole. Returns what it could not mend.
pub async fn mend(
    objects: &Objects,
    from: &Objects,
    faults: &[(Digest, Fault)],
    wanted: &[(Digest, u64)],
) -> Result<Vec<(Digest, Fault)>, ObjectError> {
    let mut left = Vec::new();
    for (digest, fault) in faults {
        let size = wanted.iter().find(|(known, _)| known == digest);
        let whole = fault_of(from, *digest).await?.is_none();
        let Some((_, size)) = size.filter(|_| whole) else {
            left.push((*digest, *fault));
            continue;
        };
        // an altered object is as long as a whole one, and would be left alone
        if *fault == Fault::Altered {
            objects.remove(*digest).await?;
        }
        let copied = copy(from, objects, &[(*digest, *size)]).await?;
        left.extend(copied.faults);
    }
    Ok(left)
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::*;

    async fn store_with(texts: &[&'static str]) -> (Objects, Vec<(Digest, u64)>) {
        let objects = Objects::memory();
        let mut wanted = Vec::new();
        for text in texts {
            let stored = objects.keep(Bytes::from_static(text.as_bytes())).await;
            let stored = stored.expect("memory takes everything");
            wanted.push((stored.sha256, stored.size_bytes));
        }
        (objects, wanted)
    }

    #[tokio::test]
    async fn what_is_there_is_not_copied_again_and_what_rotted_is_not_copied_at_all() {
        let (from, wanted) = store_with(&["một", "hai", "ba"]).await;
        let to = Objects::memory();
        from.spoil(wanted[1].0).await;
        from.remove(wanted[2].0).await.expect("there");
        let copied = copy(&from, &to, &wanted).await.expect("copies");
        assert_eq!((copied.new, copied.new_bytes), (1, wanted[0].1));
        let mut faults = vec![(wanted[1].0, Fault::Altered), (wanted[2].0, Fault::Missing)];
        faults.sort_unstable_by_key(|(digest, _)| *digest);
        assert_eq!(copied.faults, faults);
        assert_eq!(look_through(&from, &wanted).await.expect("reads"), faults);
        let again = copy(&from, &to, &wanted[..1]).await.expect("copies");
        assert_eq!(again, Copied::default());
        assert!(!to.holds(wanted[1].0, wanted[1].1).await, "rot is not kept");
    }

    #[tokio::test]
    async fn what_rotted_is_mended_from_where_it_is_whole() {
        let (objects, wanted) = store_with(&["một", "hai", "ba"]).await;
        let (backup, _) = store_with(&["một", "hai"]).await;
        for (digest, _) in &wanted {
            objects.spoil(*digest).await;
        }
        let faults = look_through(&objects, &wanted).await.expect("reads");
        assert_eq!(faults.len(), 3);
        let left = mend(&objects, &backup, &faults, &wanted).await;
        assert_eq!(left.expect("mends"), [(wanted[2].0, Fault::Altered)]);
        let still = look_through(&objects, &wanted).await.expect("reads");
        assert_eq!(still, [(wanted[2].0, Fault::Altered)]);
    }
}
