//! `hoaban inspect`: the judgement that the server makes of a file, on the command line.

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Context as _;
use bytes::{Bytes, BytesMut};
use contest::{Clock, Context, Rng, contests::Limits, db::Digest};
use futures_util::Stream;
use serde_json::{Value, json};
use submissions::{
    files::{
        self, Inspector, Objects, ReceiveError, Received, TakeError,
        inspect::{Properties, Recipe, Refusal, detected},
        shown_name,
    },
    kinds::Slot,
};
use tokio::io::AsyncReadExt;

use super::{program, say};
use crate::{
    i18n::{Args, Lang, text},
    judgements,
    pages::parts::Phrase,
    render::words,
};

#[derive(clap::Args)]
pub(super) struct Inspect {
    /// The place in an entry: painting.image, song.audio, song.lyrics, song.sheet, poem.text, initiative.document, speech.audio
    #[arg(long, value_parser = slot)]
    slot: Slot,
    /// The name under which the file would be sent, where it differs
    #[arg(long)]
    name: Option<String>,
    /// For programs: one object a line, in the order of the files
    #[arg(long)]
    json: bool,
    /// Write what would be shown of each file into this folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Language of the answer
    #[arg(long, value_parser = language, default_value = "vi")]
    lang: Lang,
    /// The files
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

fn slot(word: &str) -> Result<Slot, String> {
    let known: Vec<_> = Slot::ALL.iter().map(|s| s.as_str()).collect();
    Slot::parse(word).ok_or_else(|| format!("one of {}", known.join(", ")))
}

pub(super) fn language(word: &str) -> Result<Lang, String> {
    Lang::parse(word).ok_or_else(|| "vi or en".to_owned())
}

/// A file with its judgement.
struct Judged {
    name: String,
    size: u64,
    sha256: Option<Digest>,
    detected: String,
    verdict: Result<Received, Refusal>,
    /// What would be shown, in the order of the renditions.
    shown: Vec<Bytes>,
    written: Vec<PathBuf>,
}

/// Exit code 3 where a file was refused.
pub(super) async fn run(command: Inspect) -> anyhow::Result<ExitCode> {
    let inspector = Inspector::child(program()?, 1);
    let (clock, rng) = (Clock::System, Rng::System);
    let mut taken_names = HashSet::new();
    let mut all_taken = true;
    if let Some(folder) = &command.out {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("cannot make the folder {}", folder.display()))?;
    }
    for file in &command.files {
        let cx = Context {
            now: clock.now(),
            rng: rng.clone(),
        };
        let mut judged = judge(&inspector, &cx, &command, file).await?;
        if let (Some(folder), Ok(received)) = (&command.out, &judged.verdict) {
            let stem = free_stem(file, &mut taken_names);
            judged.written = write_out(folder, &stem, received, &judged.shown)?;
        }
        all_taken &= judged.verdict.is_ok();
        if command.json {
            say(&as_json(command.slot, file, &judged).to_string());
        } else {
            say(&as_text(command.slot, file, &judged, command.lang));
        }
    }
    Ok(ExitCode::from(if all_taken { 0 } else { 3 }))
}

async fn judge(
    inspector: &Inspector,
    cx: &Context,
    command: &Inspect,
    path: &Path,
) -> anyhow::Result<Judged> {
    let unreadable = || format!("cannot read {}", path.display());
    let file = tokio::fs::File::open(path).await.with_context(unreadable)?;
    let sent_as = command.name.clone().unwrap_or_else(|| {
        let name = path.file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    });
    let mut judged = Judged {
        name: shown_name(&sent_as),
        size: file.metadata().await.with_context(unreadable)?.len(),
        sha256: None,
        detected: String::new(),
        verdict: Err(Refusal::TooLarge),
        shown: Vec::new(),
        written: Vec::new(),
    };
    // One store for each file: nothing of the file before is kept in memory.
    let objects = Objects::memory();
    let most = command.slot.max_bytes() as u64;
    let stored = match objects.take(cx.id(), pieces_of(file), most).await {
        Ok(stored) => stored,
        // The server cuts such a file off as well, and never knows its hash.
        Err(TakeError::TooLarge) => return Ok(judged),
        Err(TakeError::Cut(error)) => return Err(error).with_context(unreadable),
        Err(TakeError::Objects(error)) => return Err(error.into()),
    };
    judged.sha256 = Some(stored.sha256);
    detected(&objects.get(stored.sha256).await?).clone_into(&mut judged.detected);
    let store = (&objects, inspector);
    match files::receive(
        store,
        cx,
        (command.slot, &Limits::default()),
        &sent_as,
        stored,
    )
    .await
    {
        Ok(received) => {
            judged.detected.clone_from(&received.media_type);
            for (_, rendition) in received.renditions() {
                judged.shown.push(objects.get(rendition.sha256).await?);
            }
            judged.verdict = Ok(received);
        }
        Err(ReceiveError::Refused(refusal)) => judged.verdict = Err(refusal),
        Err(error) => return Err(error.into()),
    }
    Ok(judged)
}

/// A file in pieces of at most 64 KiB.
fn pieces_of(file: tokio::fs::File) -> impl Stream<Item = Result<Bytes, std::io::Error>> {
    futures_util::stream::try_unfold(file, |mut file| async move {
        let mut piece = BytesMut::with_capacity(64 * 1024);
        let read = file.read_buf(&mut piece).await?;
        Ok((read > 0).then(|| (piece.freeze(), file)))
    })
}

/// The file's name without its ending; a second one of the same name gets a number.
fn free_stem(file: &Path, taken: &mut HashSet<String>) -> String {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let mut free = stem.clone().into_owned();
    let mut n = 1;
    while !taken.insert(free.clone()) {
        n += 1;
        free = format!("{stem}-{n}");
    }
    free
}

fn write_out(
    folder: &Path,
    stem: &str,
    received: &Received,
    shown: &[Bytes],
) -> anyhow::Result<Vec<PathBuf>> {
    let mut written = Vec::new();
    for ((recipe, rendition), bytes) in received.renditions().iter().zip(shown) {
        let ending = ending(&rendition.media_type);
        let path = folder.join(format!("{stem}.{}.{ending}", recipe.as_str()));
        std::fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
        written.push(path);
    }
    Ok(written)
}

fn ending(media_type: &str) -> &'static str {
    match media_type {
        "image/jpeg" => "jpg",
        "image/webp" => "webp",
        "audio/mpeg" => "mp3",
        "audio/aac" => "aac",
        "audio/mp4" => "m4a",
        "audio/ogg" => "ogg",
        "audio/flac" => "flac",
        "audio/wav" => "wav",
        "application/pdf" => "pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => "docx",
        media_type if media_type.starts_with("text/plain") => "txt",
        _ => "bin",
    }
}

fn both(phrase: &Phrase) -> Value {
    json!({
        "vi": text(Lang::Vi, &phrase.key, &phrase.args),
        "en": text(Lang::En, &phrase.key, &phrase.args),
    })
}

fn as_json(slot: Slot, file: &Path, judged: &Judged) -> Value {
    let mut answer = json!({
        "file": file.to_string_lossy(),
        "name": judged.name,
        "slot": slot.as_str(),
        "bytes": judged.size,
        "sha256": judged.sha256.map(|d| d.hex()),
        "detected": judged.detected,
        "verdict": if judged.verdict.is_ok() { "accept" } else { "reject" },
    });
    match &judged.verdict {
        Err(refusal) => {
            answer["reason"] = json!(refusal.as_str());
            answer["message"] = both(&judgements::refused((slot, &Limits::default()), *refusal));
        }
        Ok(accepted) => {
            // What the original says of its author is for the desk of a contest, not for a log.
            let p = &Properties {
                tags: Vec::new(),
                ..accepted.properties.clone()
            };
            answer["properties"] = serde_json::to_value(p).unwrap_or_default();
            if let Some(loudness) = p.loudness_centi_lufs {
                let whole = format!("{}.{:02}", loudness / 100, loudness.abs() % 100);
                answer["properties"]["loudness_lufs"] =
                    serde_json::from_str(&whole).unwrap_or_default();
            }
            answer["warnings"] = p
                .advice
                .iter()
                .map(|advice| {
                    let mut words = both(&judgements::advised(*advice, &p.encoding));
                    words["code"] = json!(advice.as_str());
                    words
                })
                .collect();
            answer["renditions"] = renditions(accepted, &judged.written);
            let mut parts = accepted.renditions().iter().zip(&judged.shown);
            if let Some((_, bytes)) = parts.find(|((recipe, _), _)| *recipe == Recipe::Text) {
                answer["text"] = json!(String::from_utf8_lossy(bytes));
            }
        }
    }
    answer
}

fn renditions(received: &Received, written: &[PathBuf]) -> Value {
    let all = received.renditions().iter().enumerate();
    all.map(|(n, (recipe, r))| {
        let mut one = json!({
            "recipe": recipe.as_str(),
            "media_type": r.media_type,
            "bytes": r.size_bytes,
            "sha256": r.sha256.hex(),
        });
        if r.width > 0 {
            one["width"] = json!(r.width);
            one["height"] = json!(r.height);
        }
        if let Some(path) = written.get(n) {
            one["path"] = json!(path.to_string_lossy());
        }
        one
    })
    .collect()
}

fn as_text(slot: Slot, file: &Path, judged: &Judged, lang: Lang) -> String {
    let say = |phrase: &Phrase| text(lang, &phrase.key, &phrase.args);
    let mut lines = Vec::new();
    match &judged.verdict {
        Err(refusal) => {
            let head = text(lang, "inspect-rejected", &Args::new());
            let code = refusal.as_str();
            lines.push(format!("{}: {head} ({code})", file.display()));
            lines.push(format!(
                "  {}",
                say(&judgements::refused((slot, &Limits::default()), *refusal))
            ));
        }
        Ok(accepted) => {
            let head = text(lang, "inspect-accepted", &Args::new());
            lines.push(format!("{}: {head}", file.display()));
            lines.push(format!("  {}", facts(judged, accepted, lang).join(" · ")));
            let p = &accepted.properties;
            for advice in &p.advice {
                lines.push(format!(
                    "  ! {}",
                    say(&judgements::advised(*advice, &p.encoding))
                ));
            }
        }
    }
    if let Some(sha256) = judged.sha256 {
        lines.push(format!("  SHA-256 {}", sha256.hex()));
    }
    lines.extend(
        judged
            .written
            .iter()
            .map(|p| format!("  → {}", p.display())),
    );
    lines.join("\n")
}

fn facts(judged: &Judged, accepted: &Received, lang: Lang) -> Vec<String> {
    let p = &accepted.properties;
    let count = |key: &str, n: usize| {
        let n = i64::try_from(n).unwrap_or(i64::MAX);
        text(lang, key, &Phrase::new(key, &[("n", n.into())]).args)
    };
    let size = i64::try_from(judged.size).unwrap_or(i64::MAX);
    let mut facts = vec![accepted.media_type.clone(), words::bytes(size, lang)];
    if p.width > 0 {
        facts.push(format!("{} × {} px", p.width, p.height));
    }
    if p.duration_ms > 0 {
        facts.push(format!(
            "{}:{:02}.{}",
            p.duration_ms / 60_000,
            p.duration_ms / 1_000 % 60,
            p.duration_ms / 100 % 10
        ));
    }
    if let Some(loudness) = p.loudness_centi_lufs {
        facts.push(format!(
            "{}.{} LUFS",
            loudness / 100,
            loudness.abs() / 10 % 10
        ));
    }
    if p.pages > 0 {
        facts.push(count("inspect-pages", p.pages));
    }
    if p.lines > 0 {
        facts.push(count("inspect-lines", p.lines));
    }
    if !p.encoding.is_empty() {
        facts.push(p.encoding.clone());
    }
    facts
}
