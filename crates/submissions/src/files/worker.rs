//! The child process in which strangers' bytes are decoded, and the pipe to it.
//!
//! Parent to child: the slot's name, a line feed, the bytes, end of file. Child to parent: one line of JSON, then
//! the bytes of what was made, one after another. A child that dies refuses one file and harms nothing else.

use std::{
    io::{Read, Write},
    path::PathBuf,
    process::Stdio,
    sync::Arc,
    time::Duration,
};

use bytes::Bytes;
use landlock::{ABI, Access, AccessFs, Ruleset, RulesetAttr};
use rustix::process::{Resource, Rlimit, setrlimit};
use serde::{Deserialize, Serialize};
use tokio::{io::AsyncWriteExt, process::Command, sync::Semaphore, time::timeout};

use super::inspect::{Accepted, Made, Properties, Recipe, Refusal, inspect};
use crate::kinds::Slot;

/// Twice the largest picture in memory, and what decoding needs beside it.
const MEMORY_BYTES: u64 = 1_536 * 1024 * 1024;
const CPU_SECONDS: u64 = 20;
const WALL: Duration = Duration::from_secs(60);

/// Judges files.
#[derive(Clone, Debug)]
pub enum Inspector {
    /// In a child process of this program, at most so many at a time.
    Child {
        /// The program; called as `<program> worker`.
        program: PathBuf,
        /// One permit for each child that may run.
        gate: Arc<Semaphore>,
    },
    /// In this process, without limits: for tests, where the child's program is not built.
    #[cfg(feature = "testing")]
    Here,
}

/// The child could not be run.
#[derive(Debug, thiserror::Error)]
#[error("the worker process failed: {0}")]
pub struct WorkerError(#[from] std::io::Error);

#[derive(Serialize, Deserialize)]
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
        }
    }

    /// Judges `bytes` for `slot`.
    pub async fn inspect(
        &self,
        slot: Slot,
        bytes: Bytes,
    ) -> Result<Result<Accepted, Refusal>, WorkerError> {
        // What needs no decoder is answered without a child.
        if bytes.is_empty() {
            return Ok(Err(Refusal::Empty));
        }
        if bytes.len() > slot.max_bytes() {
            return Ok(Err(Refusal::TooLarge));
        }
        match self {
            Self::Child { program, gate } => {
                // A closed gate cannot be: nobody closes it.
                let _permit = gate.acquire().await.map_err(std::io::Error::other)?;
                in_child(program, slot, &bytes).await
            }
            #[cfg(feature = "testing")]
            Self::Here => Ok(inspect(slot, &bytes)),
        }
    }
}

async fn in_child(
    program: &PathBuf,
    slot: Slot,
    bytes: &[u8],
) -> Result<Result<Accepted, Refusal>, WorkerError> {
    let mut child = Command::new(program)
        .arg("worker")
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()?;
    let mut input = child
        .stdin
        .take()
        .ok_or_else(|| std::io::Error::other("no pipe to the worker"))?;
    let feed = async move {
        // A child that dies early closes its end; what it said counts, not that it stopped listening.
        let _ = input
            .write_all(format!("{}\n", slot.as_str()).as_bytes())
            .await;
        let _ = input.write_all(bytes).await;
        let _ = input.shutdown().await;
    };
    let both = async { tokio::join!(feed, child.wait_with_output()).1 };
    match timeout(WALL, both).await {
        Ok(output) => Ok(read_report(&output?.stdout).unwrap_or(Err(Refusal::Broken))),
        Err(_) => Ok(Err(Refusal::Broken)),
    }
}

/// None where the child died before it had said everything.
fn read_report(output: &[u8]) -> Option<Result<Accepted, Refusal>> {
    let end = output.iter().position(|b| *b == b'\n')?;
    let (media_type, properties, announced) = match serde_json::from_slice(&output[..end]).ok()? {
        Report::Refused(refusal) => return Some(Err(refusal)),
        Report::Accepted {
            media_type,
            properties,
            made,
        } => (media_type, properties, made),
    };
    let mut rest = &output[end + 1..];
    let mut made = Vec::new();
    for a in announced {
        let (bytes, after) = rest.split_at_checked(a.size)?;
        rest = after;
        made.push(Made {
            recipe: a.recipe,
            media_type: a.media_type,
            width: a.width,
            height: a.height,
            bytes: bytes.to_vec(),
        });
    }
    Some(Ok(Accepted {
        media_type,
        properties,
        made,
    }))
}

/// The child's whole life: limits itself, reads one request, answers it.
pub fn serve(input: &mut impl Read, output: &mut impl Write) -> std::io::Result<()> {
    limit_myself();
    let mut request = Vec::new();
    input.read_to_end(&mut request)?;
    let end = request.iter().position(|b| *b == b'\n').unwrap_or(0);
    let slot = std::str::from_utf8(&request[..end])
        .ok()
        .and_then(Slot::parse);
    let verdict = slot.map_or(Err(Refusal::WrongType), |slot| {
        inspect(slot, &request[end + 1..])
    });
    let (report, made) = match verdict {
        Err(refusal) => (Report::Refused(refusal), Vec::new()),
        Ok(Accepted {
            media_type,
            properties,
            made,
        }) => {
            let announced = made
                .iter()
                .map(|m| Announced {
                    recipe: m.recipe,
                    media_type: m.media_type.clone(),
                    width: m.width,
                    height: m.height,
                    size: m.bytes.len(),
                })
                .collect();
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
