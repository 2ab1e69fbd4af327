//! The child process in which strangers' bytes are decoded, and the pipe to it.
//!
//! Parent to child: the slot's name or the name of another task, a line feed, the bytes, end of file. Child to parent: one line of JSON, then
//! the bytes of what was made, one after another. A child that dies refuses one file and harms nothing else.

use std::{
    io::{Read, Write},
    path::{Path, PathBuf},
    process::Stdio,
    sync::Arc,
    time::Duration,
};

use bytes::{Bytes, BytesMut};
use contest::{Context, db::Digest, text_enum};
use futures_util::{Stream, StreamExt};
use landlock::{ABI, Access, AccessFs, Ruleset, RulesetAttr};
use rustix::process::{Resource, Rlimit, nice, setrlimit};
use serde::{Deserialize, Serialize};
use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWriteExt, BufReader},
    process::{Child, ChildStdout, Command},
    sync::Semaphore,
    time::timeout,
};

use super::{
    ObjectError, Objects, ReceiveError, Rendition,
    inspect::{Accepted, Made, Properties, Recipe, Refusal, cut, inspect},
    objects::{ByteStream, Stored, TakeError},
};
use crate::{classes, kinds::Slot, originality};

/// Twice the largest picture in memory, and what decoding needs beside it.
const MEMORY_BYTES: u64 = 1_536 * 1024 * 1024;
const CPU_SECONDS: u64 = 20;
/// Asks for the tiles of a picture in place of a judgement.
const TILES: &str = "picture.tiles";
/// The child's first line, in bytes.
const MOST_REPORTED: u64 = 1024 * 1024;
const WALL: Duration = Duration::from_secs(60);
/// The same for a child that waits for others; its processor time is as little. Shorter than the lease of its job.
const WALL_LATER: Duration = Duration::from_secs(240);
/// Steps by which a child for which nobody waits is lower than the others; 19 is the lowest.
const LOWER: i32 = 15;

/// Judges files.
#[derive(Clone, Debug)]
pub enum Inspector {
    /// In a child process of this program, at most so many at a time.
    Child {
        /// The program; called as `<program> worker`.
        program: PathBuf,
        /// One permit for each child that may run.
        gate: Arc<Semaphore>,
        /// Whether the processor is left to whoever waits.
        later: bool,
    },
    /// In this process, without limits: for tests, where the child's program is not built.
    #[cfg(feature = "testing")]
    Here,
}

text_enum! {
    /// What a child does beside judging files: bytes in, bytes out.
    Task {
        /// Reads the workbook of a class list.
        ClassList = "class.list",
        /// Reads the QR codes in a picture.
        Card = "class.card",
        /// Tells the striking points of a picture.
        Picture = "trace.picture",
        /// Tells the fingerprint of a recording.
        Song = "trace.song",
    }
}

impl Task {
    fn perform(self, bytes: &[u8]) -> Vec<u8> {
        match self {
            Self::ClassList => classes::reader::perform(bytes),
            Self::Card => classes::cards::perform(bytes),
            Self::Picture => originality::see_picture(bytes),
            Self::Song => originality::hear_song(bytes),
        }
    }
}

/// The child could not be run.
#[derive(Debug, thiserror::Error)]
#[error("the worker process failed: {0}")]
pub struct WorkerError(#[from] std::io::Error);

#[derive(Serialize, Deserialize)]
#[expect(
    clippy::large_enum_variant,
    reason = "one report a file, and most are of the large kind"
)]
enum Report {
    Accepted {
        media_type: String,
        properties: Properties,
        made: Vec<Announced>,
    },
    Refused(Refusal),
}

#[derive(Serialize, Deserialize)]
struct Announced {
    recipe: Recipe,
    media_type: String,
    width: u32,
    height: u32,
    size: usize,
}

impl Inspector {
    /// Children of `program`, at most `at_once` of them.
    #[must_use]
    pub fn child(program: PathBuf, at_once: usize) -> Self {
        Self::Child {
            program,
            gate: Arc::new(Semaphore::new(at_once.max(1))),
            later: false,
        }
    }

    /// The same program with one child of its own, which runs when nothing else does: whoever uses it takes no turn from those
    /// who wait for a receipt.
    #[must_use]
    pub fn apart(&self) -> Self {
        match self {
            Self::Child { program, .. } => Self::Child {
                program: program.clone(),
                gate: Arc::new(Semaphore::new(1)),
                later: true,
            },
            #[cfg(feature = "testing")]
            Self::Here => Self::Here,
        }
    }

    /// What a child answers to a task; nothing where it died or took too long.
    pub(crate) async fn run(&self, task: Task, bytes: &[u8]) -> Result<Vec<u8>, WorkerError> {
        match self {
            Self::Child {
                program,
                gate,
                later,
            } => {
                // A closed gate cannot be: nobody closes it.
                let _permit = gate.acquire().await.map_err(std::io::Error::other)?;
                answered((program, *later), task, bytes).await
            }
            #[cfg(feature = "testing")]
            Self::Here => Ok(task.perform(bytes)),
        }
    }

    /// Judges what is `stored`, for `slot`; what is made of it goes into the store piece by piece.
    pub(super) async fn judge(
        &self,
        objects: &Objects,
        cx: &Context,
        slot: Slot,
        stored: Stored,
    ) -> Result<Result<Judged, Refusal>, ReceiveError> {
        // What needs no decoder is answered without a child.
        if stored.size_bytes == 0 {
            return Ok(Err(Refusal::Empty));
        }
        if stored.size_bytes > slot.max_bytes() as u64 {
            return Ok(Err(Refusal::TooLarge));
        }
        self.make((objects, cx), slot.as_str(), stored.sha256).await
    }

    /// Cuts a picture that was taken into tiles, which go into the store as one object, and makes its large view.
    pub(super) async fn cut(
        &self,
        objects: &Objects,
        cx: &Context,
        original: Digest,
    ) -> Result<Result<Vec<(Recipe, Rendition)>, Refusal>, ReceiveError> {
        let made = self.make((objects, cx), TILES, original).await?;
        Ok(made.map(|judged| judged.renditions))
    }

    /// Has a child look at an original; `wanted` is the first line of the request.
    async fn make(
        &self,
        (objects, cx): (&Objects, &Context),
        wanted: &'static str,
        original: Digest,
    ) -> Result<Result<Judged, Refusal>, ReceiveError> {
        match self {
            Self::Child {
                program,
                gate,
                later,
            } => {
                // A closed gate cannot be: nobody closes it.
                let _permit = gate
                    .acquire()
                    .await
                    .map_err(|e| WorkerError(std::io::Error::other(e)))?;
                let source = objects.stream(original).await?;
                let judging = in_child((program, *later), (wanted, source), objects, cx);
                // A child that takes too long is killed when it is dropped.
                timeout(wall(*later), judging)
                    .await
                    .unwrap_or(Ok(Err(Refusal::Broken)))
            }
            #[cfg(feature = "testing")]
            Self::Here => {
                let bytes = objects.get(original).await?;
                let accepted = match looked_at(wanted, &bytes) {
                    Ok(accepted) => accepted,
                    Err(refusal) => return Ok(Err(refusal)),
                };
                let mut judged = Judged {
                    media_type: accepted.media_type,
                    properties: accepted.properties,
                    renditions: Vec::new(),
                };
                for made in accepted.made {
                    let announced = Announced::of(&made);
                    let stored = objects.keep(made.bytes.into()).await?;
                    judged.renditions.push(announced.stored_as(stored));
                }
                Ok(Ok(judged))
            }
        }
    }
}

/// What a child makes of an original.
fn looked_at(wanted: &str, bytes: &[u8]) -> Result<Accepted, Refusal> {
    if wanted == TILES {
        return Ok(Accepted {
            media_type: String::new(),
            properties: Properties::default(),
            made: cut(bytes)?,
        });
    }
    let slot = Slot::parse(wanted).ok_or(Refusal::WrongType)?;
    inspect(slot, bytes)
}

/// A file that was taken, with what was made of it in the store.
pub(super) struct Judged {
    pub(super) media_type: String,
    pub(super) properties: Properties,
    pub(super) renditions: Vec<(Recipe, Rendition)>,
}

impl Announced {
    fn of(made: &Made) -> Self {
        Self {
            recipe: made.recipe,
            media_type: made.media_type.clone(),
            width: made.width,
            height: made.height,
            size: made.bytes.len(),
        }
    }

    fn stored_as(self, stored: Stored) -> (Recipe, Rendition) {
        let rendition = Rendition {
            sha256: stored.sha256,
            size_bytes: i64::try_from(stored.size_bytes).unwrap_or(i64::MAX),
            media_type: self.media_type,
            width: i64::from(self.width),
            height: i64::from(self.height),
        };
        (self.recipe, rendition)
    }
}

async fn answered(
    program: (&Path, bool),
    task: Task,
    bytes: &[u8],
) -> Result<Vec<u8>, WorkerError> {
    let mut child = started(program)?;
    let mut input = child.stdin.take().ok_or_else(no_pipe)?;
    let feed = async move {
        // A child that dies early closes its end; what it said counts.
        let _ = input
            .write_all(format!("{}\n", task.as_str()).as_bytes())
            .await;
        let _ = input.write_all(bytes).await;
        let _ = input.shutdown().await;
    };
    let both = async { tokio::join!(feed, child.wait_with_output()).1 };
    match timeout(wall(program.1), both).await {
        Ok(output) => Ok(output?.stdout),
        Err(_) => Ok(Vec::new()),
    }
}

fn started((program, later): (&Path, bool)) -> Result<Child, WorkerError> {
    let child = Command::new(program)
        .arg("worker")
        .args(later.then_some("--later"))
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()?;
    Ok(child)
}

const fn wall(later: bool) -> Duration {
    if later { WALL_LATER } else { WALL }
}

fn no_pipe() -> WorkerError {
    WorkerError(std::io::Error::other("no pipe to the worker"))
}

async fn in_child(
    program: (&Path, bool),
    (wanted, mut source): (&str, ByteStream),
    objects: &Objects,
    cx: &Context,
) -> Result<Result<Judged, Refusal>, ReceiveError> {
    let mut child = started(program)?;
    let mut input = child.stdin.take().ok_or_else(no_pipe)?;
    let output = child.stdout.take().ok_or_else(no_pipe)?;
    let feed = async move {
        // A child that dies early closes its end; what it said counts, not that it stopped listening.
        let _ = input.write_all(format!("{wanted}\n").as_bytes()).await;
        while let Some(piece) = source.next().await {
            let piece = piece.map_err(ObjectError::Io)?;
            if input.write_all(&piece).await.is_err() {
                break;
            }
        }
        let _ = input.shutdown().await;
        Ok::<_, ReceiveError>(())
    };
    let (sent, judged) = tokio::join!(feed, read_report(BufReader::new(output), objects, cx));
    let _ = child.wait().await;
    sent?;
    judged
}

/// Reads what the child says. A child that died before it had said everything refuses the file.
async fn read_report(
    mut output: BufReader<ChildStdout>,
    objects: &Objects,
    cx: &Context,
) -> Result<Result<Judged, Refusal>, ReceiveError> {
    let mut line = Vec::new();
    let mut head = (&mut output).take(MOST_REPORTED);
    let report = match head.read_until(b'\n', &mut line).await {
        Ok(_) => serde_json::from_slice(&line),
        Err(_) => return Ok(Err(Refusal::Broken)),
    };
    let (media_type, properties, made) = match report {
        Err(_) => return Ok(Err(Refusal::Broken)),
        Ok(Report::Refused(refusal)) => return Ok(Err(refusal)),
        Ok(Report::Accepted {
            media_type,
            properties,
            made,
        }) => (media_type, properties, made),
    };
    let mut renditions = Vec::with_capacity(made.len());
    for announced in made {
        let size = announced.size as u64;
        let pieces = pieces_of((&mut output).take(size));
        match objects.take(cx.id(), pieces, size).await {
            Ok(stored) if stored.size_bytes == size => {
                renditions.push(announced.stored_as(stored));
            }
            Ok(_) | Err(TakeError::Cut(_) | TakeError::TooLarge) => {
                return Ok(Err(Refusal::Broken));
            }
            Err(TakeError::Objects(error)) => return Err(error.into()),
        }
    }
    Ok(Ok(Judged {
        media_type,
        properties,
        renditions,
    }))
}

/// What a reader gives, in pieces of at most 64 KiB.
fn pieces_of<R: AsyncRead + Unpin>(reader: R) -> impl Stream<Item = Result<Bytes, std::io::Error>> {
    futures_util::stream::try_unfold(reader, |mut reader| async move {
        let mut piece = BytesMut::with_capacity(64 * 1024);
        let read = reader.read_buf(&mut piece).await?;
        Ok((read > 0).then(|| (piece.freeze(), reader)))
    })
}

/// The child's whole life: limits itself, reads one request, answers it; `later` where nobody waits for it.
pub fn serve(input: &mut impl Read, output: &mut impl Write, later: bool) -> std::io::Result<()> {
    if later {
        // a system that does not let it be lower goes on as it is
        let _ = nice(LOWER);
    }
    limit_myself();
    let mut request = Vec::new();
    input.read_to_end(&mut request)?;
    let end = request.iter().position(|b| *b == b'\n').unwrap_or(0);
    let first = std::str::from_utf8(&request[..end]).unwrap_or_default();
    if let Some(task) = Task::parse(first) {
        output.write_all(&task.perform(&request[end + 1..]))?;
        return output.flush();
    }
    let (report, made) = match looked_at(first, &request[end + 1..]) {
        Err(refusal) => (Report::Refused(refusal), Vec::new()),
        Ok(Accepted {
            media_type,
            properties,
            made,
        }) => {
            let announced = made.iter().map(Announced::of).collect();
            (
                Report::Accepted {
                    media_type,
                    properties,
                    made: announced,
                },
                made,
            )
        }
    };
    serde_json::to_writer(&mut *output, &report)?;
    output.write_all(b"\n")?;
    for m in made {
        output.write_all(&m.bytes)?;
    }
    output.flush()
}

/// Memory, processor time and files. A kernel without one of these goes on with the others.
fn limit_myself() {
    let at_most = |n: u64| Rlimit {
        current: Some(n),
        maximum: Some(n),
    };
    let _ = setrlimit(Resource::As, at_most(MEMORY_BYTES));
    let _ = setrlimit(Resource::Cpu, at_most(CPU_SECONDS));
    let _ = setrlimit(Resource::Fsize, at_most(0));
    let _ = setrlimit(Resource::Core, at_most(0));
    // No file may be opened from here on, for reading or writing.
    let _ = Ruleset::default()
        .handle_access(AccessFs::from_all(ABI::V1))
        .and_then(Ruleset::create)
        .and_then(landlock::RulesetCreated::restrict_self);
}
