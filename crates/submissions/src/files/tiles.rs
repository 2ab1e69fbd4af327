//! Tiles of a picture for looking closely: each level is half the one before, cut into squares, and all of them lie in
//! one object behind an index, so that a picture is two objects and not two hundred.
//!
//! The levels and their cuts are those of the IIIF Image API 3.0, level 0 (<https://iiif.io/api/image/3.0/>): scale
//! factors 1, 2, 4 …, sizes rounded up.
//!
//! Layout, numbers big-endian: `HBT1`, width and height of the largest level (u32), number of tiles n (u32), n + 1
//! offsets from the beginning of the object (u32), the tiles as JPEG in the order of [`Pyramid::tiles`].

use std::ops::Range;

use contest::{Context, Db, Tx, jobs, jobs::JobKind};
use futures_util::TryStreamExt;
use uuid::Uuid;

use super::{ByteStream, Inspector, ObjectError, Objects, ReceiveError, Rendition, store};

/// Side of a tile in pixels; those at the right and at the bottom are what is left.
pub const TILE: u32 = 512;
/// Longest side of the largest level: more shows the weave of the paper, and costs a phone its memory.
pub const MOST_SIDE: u32 = 8_192;

/// Cutting a picture; the job's subject is the work file.
const CUT: JobKind = JobKind("files.tiles");
const MAGIC: &[u8; 4] = b"HBT1";
const HEAD_BYTES: u64 = 16;
const OFFSET_BYTES: u64 = 4;

/// The levels of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pyramid {
    /// Width of the largest level, in pixels.
    pub width: u32,
    /// Height of the largest level, in pixels.
    pub height: u32,
}

/// One tile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tile {
    /// How many pixels of the largest level one of its pixels stands for: 1, 2, 4 …
    pub scale: u32,
    /// From the left, counted from 0.
    pub column: u32,
    /// From the top, counted from 0.
    pub row: u32,
}

impl Tile {
    /// Reads `tile-{scale}-{column}-{row}`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.strip_prefix("tile-")?.split('-').map(str::parse);
        let tile = Self {
            scale: parts.next()?.ok()?,
            column: parts.next()?.ok()?,
            row: parts.next()?.ok()?,
        };
        parts.next().is_none().then_some(tile)
    }
}

impl Pyramid {
    /// Scale factors, the largest level first and the one that is a single tile last.
    pub fn scales(self) -> impl Iterator<Item = u32> {
        let longest = self.width.max(self.height);
        let more = std::iter::successors(Some(1_u32), move |scale| {
            (longest.div_ceil(*scale) > TILE).then_some(scale * 2)
        });
        more.take(32)
    }

    /// Width and height of a level.
    #[must_use]
    pub const fn size(self, scale: u32) -> (u32, u32) {
        (self.width.div_ceil(scale), self.height.div_ceil(scale))
    }

    /// Columns and rows of a level.
    #[must_use]
    pub const fn grid(self, scale: u32) -> (u32, u32) {
        let (width, height) = self.size(scale);
        (width.div_ceil(TILE), height.div_ceil(TILE))
    }

    /// All tiles, level by level, row by row.
    pub fn tiles(self) -> impl Iterator<Item = Tile> {
        self.scales().flat_map(move |scale| {
            let (columns, rows) = self.grid(scale);
            (0..rows)
                .flat_map(move |row| (0..columns).map(move |column| Tile { scale, column, row }))
        })
    }

    /// Where a tile stands in the order of [`Self::tiles`]; none where there is no such tile.
    fn index(self, tile: Tile) -> Option<u64> {
        let mut before = 0_u64;
        for scale in self.scales() {
            let (columns, rows) = self.grid(scale);
            if scale == tile.scale {
                let inside = tile.column < columns && tile.row < rows;
                let here = u64::from(tile.row) * u64::from(columns) + u64::from(tile.column);
                return inside.then_some(before + here);
            }
            before += u64::from(columns) * u64::from(rows);
        }
        None
    }
}

/// Puts the tiles of a picture, in the order of [`Pyramid::tiles`], into one object. None where they are too many
/// bytes for the offsets.
pub(super) fn packed(pyramid: Pyramid, tiles: &[Vec<u8>]) -> Option<Vec<u8>> {
    let count = u32::try_from(tiles.len()).ok()?;
    let mut pack = Vec::new();
    pack.extend_from_slice(MAGIC);
    for number in [pyramid.width, pyramid.height, count] {
        pack.extend_from_slice(&number.to_be_bytes());
    }
    let mut offset = HEAD_BYTES + OFFSET_BYTES * (u64::from(count) + 1);
    for length in tiles.iter().map(Vec::len).chain([0]) {
        pack.extend_from_slice(&u32::try_from(offset).ok()?.to_be_bytes());
        offset += length as u64;
    }
    pack.extend(tiles.iter().flatten());
    Some(pack)
}

/// A tile out of the object that holds them all, with its length in bytes; none where there is no such tile.
pub async fn tile(
    objects: &Objects,
    tiles: &Rendition,
    tile: Tile,
) -> Result<Option<(u64, ByteStream)>, ObjectError> {
    let side = |length: i64| u32::try_from(length).unwrap_or(0);
    let pyramid = Pyramid {
        width: side(tiles.width),
        height: side(tiles.height),
    };
    let Some(index) = pyramid.index(tile) else {
        return Ok(None);
    };
    let at = HEAD_BYTES + OFFSET_BYTES * index;
    let offsets = objects
        .stream_part(tiles.sha256, at..at + 2 * OFFSET_BYTES)
        .await?
        .try_fold(Vec::new(), |mut all, piece| async move {
            all.extend_from_slice(&piece);
            Ok(all)
        })
        .await?;
    let Some(place) = between(&offsets).filter(|place| !place.is_empty()) else {
        return Err(ObjectError::Altered(tiles.sha256));
    };
    let length = place.end - place.start;
    let bytes = objects.stream_part(tiles.sha256, place).await?;
    Ok(Some((length, bytes)))
}

fn between(offsets: &[u8]) -> Option<Range<u64>> {
    let (from, to) = offsets.split_first_chunk::<4>()?;
    let to = to.first_chunk::<4>()?;
    Some(u64::from(u32::from_be_bytes(*from))..u64::from(u32::from_be_bytes(*to)))
}

/// Asks for the tiles of a work file that has just been placed.
pub(super) async fn ask(tx: &mut Tx, cx: &Context, work_file: Uuid) -> Result<(), sqlx::Error> {
    jobs::ask(tx, CUT, work_file, cx.now).await
}

/// Asks for the tiles of pictures that came in before there were tiles. Returns how many.
pub async fn ask_missing(db: &Db, cx: &Context) -> Result<usize, sqlx::Error> {
    let mut tx = db.begin().await?;
    let uncut = store::uncut(&mut tx, CUT).await?;
    for work_file in &uncut {
        ask(&mut tx, cx, *work_file).await?;
    }
    tx.commit().await?;
    Ok(uncut.len())
}

/// Why a picture was not cut; it will be tried again.
#[derive(Debug, thiserror::Error)]
pub enum CutError {
    /// The store or the child process is at fault.
    #[error(transparent)]
    Receive(#[from] ReceiveError),
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Cuts the next picture that waits. None where none does. One that cannot be cut is shown without tiles.
pub async fn cut_next(
    db: &Db,
    (objects, inspector): (&Objects, &Inspector),
    cx: &Context,
) -> Result<Option<Uuid>, CutError> {
    let Some(job) = jobs::claim(db, CUT, cx.now).await? else {
        return Ok(None);
    };
    let mut tx = db.read().await?;
    let original = store::original_to_cut(&mut tx, job.subject).await?;
    drop(tx);
    let cut = match original {
        Some(sha256) => inspector.cut(objects, cx, sha256).await?.ok(),
        None => None,
    };
    let mut tx = db.begin().await?;
    if let Some(sha256) = original {
        for (recipe, rendition) in cut.iter().flatten() {
            store::replace_rendition(&mut tx, sha256, *recipe, rendition).await?;
        }
    }
    jobs::done(&mut tx, CUT, &job).await?;
    tx.commit().await?;
    Ok(Some(job.subject))
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use contest::db::Digest;

    use super::*;

    fn rendition(pyramid: Pyramid, sha256: Digest) -> Rendition {
        Rendition {
            sha256,
            size_bytes: 0,
            media_type: String::new(),
            width: i64::from(pyramid.width),
            height: i64::from(pyramid.height),
        }
    }

    #[test]
    fn levels_end_with_one_tile() {
        let pyramid = Pyramid {
            width: 4000,
            height: 3001,
        };
        assert_eq!(pyramid.scales().collect::<Vec<_>>(), [1, 2, 4, 8]);
        assert_eq!(pyramid.size(8), (500, 376));
        assert_eq!(pyramid.grid(1), (8, 6));
        assert_eq!(pyramid.grid(2), (4, 3));
        assert_eq!(pyramid.tiles().count(), 48 + 12 + 4 + 1);
        let small = Pyramid {
            width: 300,
            height: 20,
        };
        assert_eq!(small.tiles().count(), 1);
    }

    #[test]
    fn a_tile_is_named_by_scale_column_and_row() {
        let tile = Tile {
            scale: 4,
            column: 0,
            row: 17,
        };
        assert_eq!(Tile::parse("tile-4-0-17"), Some(tile));
        for other in [
            "tile-4-0",
            "tile-4-0-17-1",
            "tile-4-0--1",
            "tile-a-0-0",
            "4-0-17",
            "tile-",
        ] {
            assert_eq!(Tile::parse(other), None, "{other}");
        }
    }

    #[tokio::test]
    async fn each_tile_comes_back_as_it_was_packed_and_no_other_exists() {
        let pyramid = Pyramid {
            width: 1300,
            height: 700,
        };
        let tiles: Vec<Vec<u8>> = pyramid
            .tiles()
            .map(|t| format!("{}/{}/{}", t.scale, t.column, t.row).into_bytes())
            .collect();
        let objects = Objects::memory();
        let pack = Bytes::from(packed(pyramid, &tiles).expect("small"));
        let held = rendition(pyramid, objects.put(pack).await.expect("stored"));
        for (wanted, bytes) in pyramid.tiles().zip(&tiles) {
            let (length, found) = tile(&objects, &held, wanted)
                .await
                .expect("read")
                .expect("is there");
            let found: Vec<Bytes> = found.try_collect().await.expect("read");
            assert_eq!(
                (found.concat(), length),
                (bytes.clone(), bytes.len() as u64)
            );
        }
        for (scale, column, row) in [
            (1, 3, 0),
            (1, 0, 2),
            (2, 2, 0),
            (3, 0, 0),
            (8, 0, 0),
            (0, 0, 0),
        ] {
            let none = tile(&objects, &held, Tile { scale, column, row })
                .await
                .expect("read");
            assert!(none.is_none(), "{scale}/{column}/{row}");
        }
    }
}
