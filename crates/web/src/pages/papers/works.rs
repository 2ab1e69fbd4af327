//! All works in one archive, as they were sent in: made for whoever asks, who is named in it, and told in the log.

use std::collections::HashMap;

use axum::extract::State;
use contest::contests::{self, Contest};
use contest::folding::fold;
use contest::people::Role;
use contest::{Tx, audit};
use papers::{Cell, List, ListColumn};
use serde_json::json;
use submissions::entries::{self, Entry, EntryId, EntryState, Filter};
use submissions::files::{self, WorkFile};

use crate::app::App;
use crate::archives::{self, Content, Packed, ending};
use crate::error::PageError;
use crate::extract::{Answer, InContest, Posted, Visitor};
use crate::pages::organise::people::NoForm;
use crate::render::words;

/// `POST /{lang}/{contest}/papers/works`: every work that was sent and not withdrawn.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Posted { .. }: Posted<NoForm>,
) -> Answer {
    let actor = visitor.actor();
    if !actor.has(contest.id, Role::Organiser) {
        return Err(PageError::NotFound);
    }
    let mut tx = app.db.begin().await?;
    let packed = packed(&mut tx, &visitor, &contest, app.now().0).await?;
    let subject = format!("contest:{}", contest.id);
    let details = json!({ "files": packed.len() });
    audit::append(
        &mut tx,
        &app.cx(),
        contest.id.0,
        &actor,
        "works.exported",
        &subject,
        &details,
    )
    .await?;
    tx.commit().await?;
    Ok(archives::sent(
        &app,
        packed,
        &format!("{}-works.zip", contest.slug),
    ))
}

/// Lower-case letters, digits and hyphens, 40 at most: a name that every system takes.
fn plain(title: &str) -> String {
    let mut name = String::new();
    for c in fold(title).chars() {
        if c.is_ascii_alphanumeric() {
            name.push(c);
        } else if !name.ends_with('-') {
            name.push('-');
        }
        if name.len() >= 40 {
            break;
        }
    }
    name.trim_matches('-').to_owned()
}

/// The words of a work; empty where all of it is in files.
fn text_of(entry: &Entry) -> String {
    let initiative = entry.initiative();
    let parts = [
        &entry.body,
        &initiative.problem,
        &initiative.solution,
        &initiative.result,
        &initiative.adopters,
        &initiative.cost,
    ];
    let told: Vec<&str> = parts
        .iter()
        .map(|part| part.trim())
        .filter(|part| !part.is_empty())
        .collect();
    if told.is_empty() {
        String::new()
    } else {
        format!("{}\n\n{}\n", entry.title, told.join("\n\n"))
    }
}

/// What is packed, in the order category, number; the list and what is to be known of it come first.
async fn packed(
    tx: &mut Tx,
    visitor: &Visitor,
    contest: &Contest,
    now: i64,
) -> Result<Vec<Packed>, PageError> {
    let filter = Filter {
        states: vec![
            EntryState::Submitted,
            EntryState::Returned,
            EntryState::Eligible,
            EntryState::Ineligible,
        ],
        ..Filter::default()
    };
    let listed = entries::all(tx, contest.id, &filter).await?;
    let categories = contests::categories_of(tx, contest.id).await?;
    let slugs: HashMap<_, _> = categories.iter().map(|c| (c.id, c.slug.as_str())).collect();
    let mut held: HashMap<EntryId, Vec<WorkFile>> = HashMap::new();
    for file in files::of_contest(tx, contest.id).await? {
        held.entry(file.entry_id).or_default().push(file);
    }
    let mut packed = Vec::new();
    let mut rows = Vec::new();
    for one in &listed {
        let entry = &one.entry;
        let (Some(code), Some(folder)) = (&entry.code, slugs.get(&entry.category_id)) else {
            continue;
        };
        let stem = format!("{folder}/{code}-{}", plain(&entry.title));
        let mut add = |name: String, content, note: &str| {
            rows.push(
                [code.as_str(), &entry.title, &name, note]
                    .map(|words| Cell::Text(words.to_owned()))
                    .to_vec(),
            );
            packed.push(Packed { name, content });
        };
        let words = text_of(entry);
        if !words.is_empty() {
            add(format!("{stem}.txt"), Content::Text(words.into()), "");
        }
        for file in held.remove(&entry.id).unwrap_or_default() {
            let slot = file.slot.as_str().replace('.', "-");
            let name = format!("{stem}-{slot}.{}", ending(&file.media_type));
            let note = if file.provisional {
                visitor.say("works-preview", &[])
            } else {
                file.sha256.hex()
            };
            add(name, Content::Stored(file.sha256), &note);
        }
    }
    let told = told(visitor, contest, (rows, listed.len(), now))?;
    packed.splice(0..0, told);
    Ok(packed)
}

/// What is to be known of the archive, and the list of its files.
fn told(
    visitor: &Visitor,
    contest: &Contest,
    (rows, works, now): (Vec<Vec<Cell>>, usize, i64),
) -> Result<[Packed; 2], PageError> {
    let column = |key: &str, width| ListColumn {
        heading: visitor.say(key, &[]),
        width,
    };
    let list = List {
        name: visitor.say("papers-works", &[]),
        columns: vec![
            column("list-code", 12.0),
            column("list-title", 40.0),
            column("list-file", 60.0),
            column("list-digest", 64.0),
        ],
        rows,
    };
    let who = visitor.session.as_ref().map(|s| s.person.name.clone());
    let told = [
        (
            "contest",
            visitor.pick(&contest.name_vi, &contest.name_en).into(),
        ),
        ("who", who.unwrap_or_default().into()),
        ("at", words::stamp(now, &contest.zone, visitor.lang).into()),
        ("n", i64::try_from(works).unwrap_or(0).into()),
    ];
    let about = visitor.say("works-readme", &told);
    let text = |name: &str, bytes| Packed {
        name: name.to_owned(),
        content: Content::Text(bytes),
    };
    let list = papers::csv(&list).map_err(PageError::internal)?;
    Ok([
        text("README.txt", format!("{about}\n").into_bytes()),
        text("list.csv", list),
    ])
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn names_are_plain_whatever_the_title_is() {
        assert_eq!(plain("Lớp học bên suối Nặm La!"), "lop-hoc-ben-suoi-nam-la");
        assert_eq!(plain("../../etc/passwd"), "etc-passwd");
        assert_eq!(plain("  «Mưa»  "), "mua");
        assert_eq!(plain("???"), "");
        assert!(plain(&"dài ".repeat(50)).len() <= 40);
    }
}
