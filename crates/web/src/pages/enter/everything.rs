//! Everything that is held about an entry, for its holder: what the law calls access and a portable copy.

use axum::extract::State;
use contest::{Tx, audit};
use serde_json::{Value, json};
use submissions::consents;
use submissions::entries;
use submissions::files;
use submissions::receipts;

use crate::app::App;
use crate::archives::{self, Content, Packed, ending};
use crate::error::PageError;
use crate::extract::{Answer, Held, Visitor};
use crate::shapes::{AuthorInfo, FileInfo, WorkTexts, moment};

/// `GET /{lang}/entries/{key}/everything.zip`: what was sent, word for word, and all that is known of it.
pub async fn get(State(app): State<App>, visitor: Visitor, held: Held) -> Answer {
    let mut tx = app.db.read().await?;
    let mut packed = vec![
        text("README.txt", visitor.say("everything-readme", &[]) + "\n"),
        text("data.json", data_of(&mut tx, &held).await?),
    ];
    for (n, receipt) in (1..).zip(receipts::of_entry(&mut tx, held.entry.id).await?) {
        let signed = app.signer.sign(&receipt.statement);
        let signed = serde_json::to_string_pretty(&signed).map_err(PageError::internal)?;
        packed.push(text(&format!("receipts/{n}.json"), signed));
    }
    for file in files::of_entry(&mut tx, held.entry.id).await? {
        let slot = file.slot.as_str().replace('.', "-");
        packed.push(Packed {
            name: format!("files/{slot}.{}", ending(&file.media_type)),
            content: Content::Stored(file.sha256),
        });
    }
    let name = held.entry.code.as_deref().unwrap_or("hoaban");
    Ok(archives::sent(&app, packed, &format!("{name}.zip")))
}

fn text(name: &str, words: String) -> Packed {
    Packed {
        name: name.to_owned(),
        content: Content::Text(words.into_bytes()),
    }
}

async fn data_of(tx: &mut Tx, held: &Held) -> Result<String, PageError> {
    let entry = &held.entry;
    let author = entries::author_of(tx, entry.id).await?;
    let together = entries::together_of(tx, entry).await?;
    let answer = |line: &consents::Line| {
        json!({
            "purpose": line.purpose.as_str(), "by": line.giver.as_str(), "given": line.given, "means": line.means.as_str(),
            "words": line.text_version, "at": moment(line.at),
        })
    };
    let consents = consents::of_entry(tx, entry.id).await?;
    let files = files::of_entry(tx, entry.id).await?;
    let event = |event: &audit::Event| json!({ "at": moment(event.at), "what": event.kind });
    let events = audit::of_subject(tx, held.contest.id.0, &entry.subject()).await?;
    let data = json!({
        "contest": held.contest.slug,
        "category": held.category.slug,
        "code": entry.code,
        "state": entry.state.as_str(),
        "state_reason": entry.state_reason,
        "begun_at": moment(entry.created_at),
        "submitted_at": entry.submitted_at.map(moment),
        "changed_at": moment(entry.updated_at),
        "work": WorkTexts::of(entry),
        "ai": { "share": entry.ai_share, "how": entry.ai_how },
        "author": author.map(AuthorInfo::from),
        "together": { "group": together.collective, "others": others(&together), "agree": together.agree },
        "consents": consents.iter().map(answer).collect::<Vec<_>>(),
        "files": files.iter().map(FileInfo::of).collect::<Vec<_>>(),
        "events": events.iter().map(event).collect::<Vec<_>>(),
    });
    serde_json::to_string_pretty(&data).map_err(PageError::internal)
}

fn others(together: &entries::Together) -> Vec<Value> {
    let one = |o: &entries::CoAuthor| json!({ "name": o.full_name, "birth_year": o.birth_year });
    together.others.iter().map(one).collect()
}
