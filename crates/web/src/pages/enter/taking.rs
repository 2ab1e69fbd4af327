//! What comes with the form of a work: files judged and stored, promises of files that follow, texts read.

use contest::contests::{Category, Contest, Kind, Limits};
use contest::db::Digest;
use contest::{Actor, Tx};
use serde::Deserialize;
use submissions::entries::{Entry, Work};
use submissions::files::inspect::{Advice, Recipe};
use submissions::files::{self, ReceiveError, Received, WorkFile};
use submissions::kinds::{Slot, required_slot, slots};
use submissions::uploads::{self, Promise, PromiseError, Upload};

use crate::app::App;
use crate::error::PageError;
use crate::extract::SentFile;
use crate::forms::FormErrors;
use crate::judgements;
use crate::pages::enter::work::{WorkForm, faults_to_errors};

/// What a script says of a file that will follow.
#[derive(Debug, Deserialize)]
struct Promised {
    sha256: String,
    size: u64,
    name: String,
}

/// What came with the form, judged and stored.
pub(crate) struct Taken {
    /// as typed; a poem's file has filled its text
    pub(crate) form: WorkForm,
    /// the same for the action
    pub(crate) work: Work,
    /// files that were taken
    pub(crate) received: Vec<Received>,
    /// files that will follow
    promises: Vec<Promise>,
    refusals: FormErrors,
}

impl Taken {
    /// Everything to correct before this work can be sent, given the files that it has already.
    pub(crate) fn errors(
        &self,
        category: &Category,
        (kept, expected): (&[WorkFile], &[Upload]),
    ) -> FormErrors {
        let kind = category.kind;
        let mut errors = FormErrors::new();
        let missing = required_slot(kind).is_some_and(|slot| {
            self.received.iter().all(|f| f.slot != slot)
                && kept.iter().all(|f| f.slot != slot)
                && self.promises.iter().all(|p| p.slot != slot)
                && !expected.iter().any(|u| u.slot == slot && u.is_in_force())
        });
        let mut faults = self.work.tidied().faults(kind, &category.limits);
        // A poem whose file was refused is not missing as well: one thing to put right, one sentence.
        if kind == Kind::Poem && !self.refusals.is_empty() {
            faults.retain(|f| f.field != "text");
        }
        faults_to_errors(&mut errors, &faults);
        if missing && self.refusals.is_empty() {
            errors.add("work", "error-file-missing");
        }
        for refusal in self.refusals.iter() {
            errors.add_with(&refusal.field, &refusal.key, refusal.args.clone());
        }
        errors
    }

    /// Takes the promises that came with the form.
    pub(crate) async fn promise(
        &self,
        tx: &mut Tx,
        app: &App,
        holder: &Actor,
        of: (&Contest, &Entry),
    ) -> Result<(), PageError> {
        for promise in &self.promises {
            uploads::promise(tx, &app.cx(), holder, of, promise)
                .await
                .map_err(|error| match error {
                    PromiseError::Denied(_) => PageError::Closed,
                    PromiseError::TooMuch => PageError::TooMuch,
                    PromiseError::Store(error) => error.into(),
                    // `read_promise` has looked at the size.
                    PromiseError::Empty | PromiseError::TooLarge => {
                        PageError::Malformed(error.to_string())
                    }
                })?;
        }
        Ok(())
    }
}

/// What a script promised for a slot; a promise that does not parse is none, and the file itself counts.
fn read_promise(text: &str, (slot, limits): (Slot, &Limits)) -> Option<Promise> {
    let promised: Promised = serde_json::from_str(text).ok()?;
    let most = slot.rules_of(limits).max_bytes as u64;
    let fits = promised.size > 0 && promised.size <= most;
    Some(Promise {
        slot,
        sha256: Some(Digest::from_hex(&promised.sha256)?),
        size_bytes: Some(promised.size).filter(|_| fits)?,
        name: promised.name,
    })
}

/// Judges and stores the files, and reads the texts.
pub(crate) async fn take_in(
    app: &App,
    category: &Category,
    mut form: WorkForm,
    sent: Vec<SentFile>,
) -> Result<Taken, PageError> {
    let (kind, limits) = (category.kind, &category.limits);
    let mut received = Vec::new();
    let mut refusals = FormErrors::new();
    let promises: Vec<Promise> = match kind {
        Kind::Poem => Vec::new(),
        _ => slots(kind)
            .iter()
            .zip([&form.promise, &form.promise_sheet])
            .filter_map(|(slot, text)| read_promise(text, (*slot, limits)))
            .collect(),
    };
    for file in sent {
        let slot = match (file.field.as_str(), kind) {
            ("work", Kind::Poem) => {
                let place = (Slot::PoemText, limits);
                read_verse(app, place, file, &mut form, &mut refusals).await?;
                continue;
            }
            ("lyrics", Kind::Song) => {
                let place = (Slot::SongLyrics, limits);
                read_verse(app, place, file, &mut form, &mut refusals).await?;
                continue;
            }
            ("work", Kind::Painting) => Slot::PaintingImage,
            ("work", Kind::Song) => Slot::SongAudio,
            ("work", Kind::Speech) => Slot::SpeechAudio,
            ("work", Kind::Initiative) => Slot::InitiativeDocument,
            ("sheet", Kind::Song) => Slot::SongSheet,
            _ => return Err(PageError::Malformed(format!("no slot for {}", file.field))),
        };
        let store = (&app.objects, &app.inspector);
        let ahead = promises.iter().find(|p| p.slot == slot);
        // Beside a promise lies a preview of what was promised; the original has to keep to the category's limits.
        let wide = Limits::default();
        let place = (slot, if ahead.is_some() { &wide } else { limits });
        match files::receive(store, &app.cx(), place, &file.name, file.stored).await {
            Ok(mut file) => {
                if let Some(promise) = ahead {
                    file.provisional = true;
                    file.original_name.clone_from(&promise.name);
                }
                received.push(file);
            }
            Err(ReceiveError::Refused(word)) => {
                let phrase = judgements::refused(place, word);
                refusals.add_with(&file.field, &phrase.key, phrase.args);
            }
            Err(error) => return Err(PageError::internal(error)),
        }
    }
    let work = form.to_work();
    // What was promised is kept; the page that comes back must not promise it again.
    form.promise.clear();
    form.promise_sheet.clear();
    Ok(Taken {
        form,
        work,
        received,
        promises,
        refusals,
    })
}

/// A file of verse fills the text, unless something was typed: then the typed text counts. What was converted from an
/// old encoding comes back once, so that its author reads it before it counts.
async fn read_verse(
    app: &App,
    place: (Slot, &Limits),
    file: SentFile,
    form: &mut WorkForm,
    refusals: &mut FormErrors,
) -> Result<(), PageError> {
    let store = (&app.objects, &app.inspector);
    let received = match files::receive(store, &app.cx(), place, &file.name, file.stored).await {
        Ok(received) => received,
        Err(ReceiveError::Refused(refusal)) => {
            let phrase = judgements::refused(place, refusal);
            refusals.add_with(&file.field, &phrase.key, phrase.args);
            return Ok(());
        }
        Err(error) => return Err(PageError::internal(error)),
    };
    let text = received
        .renditions()
        .iter()
        .find(|(r, _)| *r == Recipe::Text);
    let Some((_, text)) = text.filter(|_| form.text.trim().is_empty()) else {
        return Ok(());
    };
    let bytes = app.objects.get(text.sha256).await?;
    form.text = String::from_utf8_lossy(&bytes).into_owned();
    let properties = &received.properties;
    if properties.advice.contains(&Advice::Converted) {
        let phrase = judgements::advised(Advice::Converted, &properties.encoding);
        refusals.add_with("text", &phrase.key, phrase.args);
    }
    Ok(())
}
