//! Letters of one kind, written from real data: read through, changed or left out one by one, then posted.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use contest::contests::{Contest, Phase, rules};
use contest::folding::short_message;
use contest::letters::{self, Edit, Letter, LetterId, LetterState, NewLetter, PostError};
use contest::people::{self, PersonId};
use contest::{Timestamp, Tx};
use judging::rounds::{self, RoundState};
use judging::{assignments, ceremonies};
use serde::{Deserialize, Serialize};
use submissions::entries::{self, Author, EntryState, Filter};

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Posted, Visitor};
use crate::forms::FormErrors;
use crate::pages::examples;
use crate::pages::papers::honours;
use crate::render::{Page, words};

/// Why letters are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Jurors who have works left.
    Jurors,
    /// Entries that were begun and not sent.
    Drafts,
    /// Awarded authors, once everybody may know.
    Winners,
}

impl Kind {
    /// All of them, in the order of a contest.
    pub const ALL: [Self; 3] = [Self::Drafts, Self::Jurors, Self::Winners];

    /// The word in addresses, locale keys and the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Jurors => "jurors",
            Self::Drafts => "drafts",
            Self::Winners => "winners",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// What the buttons send: `go` is `prepare` or `post`; `keep-<letter>`, `subject-…` and `body-…` for each that waits.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct LettersForm {
    go: String,
    #[serde(flatten)]
    rest: BTreeMap<String, String>,
}

/// A letter on the page.
#[derive(Clone, Debug, Serialize)]
pub struct LetterLine {
    /// part of its fields' names
    pub id: String,
    /// whom it addresses
    pub name: String,
    /// e-mail address; empty where there is none
    pub recipient: String,
    /// telephone; may be empty
    pub phone: String,
    /// as written or typed
    pub subject: String,
    /// as written or typed
    pub body: String,
    /// the text without marks, for a short message
    pub short: String,
    /// `pending`, `sent`, `handed` or `dropped`
    pub state: String,
    /// whether it goes
    pub keep: bool,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Letters {
    /// `messages-<kind>`
    pub kind: String,
    /// people whom it concerns now
    pub people: i64,
    /// of those, how many have no letter of this day
    pub unwritten: i64,
    /// today's letters
    pub lines: Vec<LetterLine>,
    /// how many wait to be read through
    pub pending: i64,
    /// what is wrong; `body-<letter>`
    pub errors: FormErrors,
    /// all messages
    pub back_href: String,
}

impl Page for Letters {
    const TEMPLATE: &'static str = "pages/organise/letters.html";

    fn samples() -> Vec<Self> {
        let line = |id: &str, name: &str, to: &str, state: &str| LetterLine {
            id: id.into(),
            name: name.into(),
            recipient: to.into(),
            phone: "0912 345 678".into(),
            subject: "Còn 12 bài chờ chấm".into(),
            body: "Kính gửi bà Lò Thị Hạnh,\n\nBà còn 12 bài chờ chấm.".into(),
            short: "Kinh gui ba Lo Thi Hanh, ba con 12 bai cho cham.".into(),
            state: state.into(),
            keep: true,
        };
        let page = Self {
            kind: "jurors".into(),
            people: 4,
            unwritten: 1,
            lines: vec![
                line("1", "Lò Thị Hạnh", "hanh@example.vn", "pending"),
                line("2", "Vàng A Páo", "", "pending"),
                line("3", "Cà Văn Thuận", "", "handed"),
                line("4", "Hà Thị Minh Châu", "chau@example.vn", "sent"),
            ],
            pending: 2,
            errors: FormErrors::new(),
            back_href: format!("{}/organise/messages", examples::BASE),
        };
        let mut wrong = page.clone();
        wrong.errors = FormErrors::new().with("body-1", "letters-text", &[]);
        wrong.lines[0].body = String::new();
        let none = Self {
            lines: vec![],
            pending: 0,
            unwritten: 4,
            ..page.clone()
        };
        vec![page, wrong, none]
    }
}

/// `GET /{lang}/{contest}/organise/messages/{letters}`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, kind)): Path<(String, String, String)>,
) -> Answer {
    let kind = Kind::parse(&kind).ok_or(PageError::NotFound)?;
    let mut tx = app.db.read().await?;
    let page = Letters::of(&mut tx, &app, &visitor, (&contest, kind)).await?;
    visitor.show(&app, &page)
}

/// `POST /{lang}/{contest}/organise/messages/{letters}`.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, kind)): Path<(String, String, String)>,
    Posted { form, .. }: Posted<LettersForm>,
) -> Answer {
    let kind = Kind::parse(&kind).ok_or(PageError::NotFound)?;
    let here = format!("/{}/organise/messages/{}", contest.slug, kind.as_str());
    let day = today(app.now(), &contest);
    let (cx, actor) = (app.cx(), visitor.actor());
    let mut tx = app.db.begin().await?;
    rules::may_write(&actor, &contest).map_err(|_| PageError::NotFound)?;
    if form.go != "post" {
        let new = addressed(&mut tx, &visitor, (&contest, app.now()), kind).await?;
        letters::prepare(&mut tx, &cx, &actor, &contest, (kind.as_str(), &day, &new))
            .await
            .map_err(PageError::internal)?;
        tx.commit().await?;
        return Ok(visitor.go(&here));
    }
    let waiting = letters::of_day(&mut tx, contest.id, kind.as_str(), &day).await?;
    let edits: BTreeMap<LetterId, Edit> = waiting.iter().filter_map(|l| form.edit(l)).collect();
    let sms = !app.config.sms_url.reveal().is_empty();
    let what = (kind.as_str(), day.as_str(), &edits, sms);
    match letters::post(&mut tx, &cx, &actor, &contest, what).await {
        Ok(_) => {
            tx.commit().await?;
            Ok(visitor.go_saying(&here, "notice-saved"))
        }
        Err(PostError::Text(id)) => {
            drop(tx);
            let mut tx = app.db.read().await?;
            let mut page = Letters::of(&mut tx, &app, &visitor, (&contest, kind)).await?;
            for line in &mut page.lines {
                form.show(line);
            }
            page.errors.add(&format!("body-{id}"), "letters-text");
            visitor.again(&app, &page)
        }
        Err(PostError::Denied(_)) => Err(PageError::NotFound),
        Err(PostError::Store(error)) => Err(error.into()),
    }
}

impl LettersForm {
    fn typed(&self, name: &str, id: &str) -> Option<&String> {
        self.rest.get(&format!("{name}-{id}"))
    }

    /// What was done with a letter; none for one that the form did not show.
    fn edit(&self, letter: &Letter) -> Option<(LetterId, Edit)> {
        let id = letter.id.to_string();
        let (subject, body) = (self.typed("subject", &id)?, self.typed("body", &id)?);
        let keep = self.typed("keep", &id).is_some();
        Some((letter.id, keep.then(|| (subject.clone(), body.clone()))))
    }

    /// Puts what was typed back into the page.
    fn show(&self, line: &mut LetterLine) {
        if line.state != LetterState::Pending.as_str() {
            return;
        }
        line.keep = self.typed("keep", &line.id).is_some();
        for (name, field) in [("subject", &mut line.subject), ("body", &mut line.body)] {
            if let Some(typed) = self.rest.get(&format!("{name}-{}", line.id)) {
                field.clone_from(typed);
            }
        }
    }
}

/// The day in the contest's zone.
fn today(now: Timestamp, contest: &Contest) -> String {
    words::civil(now.0, &contest.zone).map_or_else(String::new, |at| at.date().to_string())
}

/// The letters that could be written now, each with real data.
pub(super) async fn addressed(
    tx: &mut Tx,
    visitor: &Visitor,
    (contest, now): (&Contest, Timestamp),
    kind: Kind,
) -> Result<Vec<NewLetter>, PageError> {
    match kind {
        Kind::Jurors => late_jurors(tx, visitor, contest).await,
        Kind::Drafts => drafts(tx, visitor, (contest, now)).await,
        Kind::Winners if contest.is_announced(now) => winners(tx, visitor, contest).await,
        Kind::Winners => Ok(Vec::new()),
    }
}

async fn late_jurors(
    tx: &mut Tx,
    visitor: &Visitor,
    contest: &Contest,
) -> Result<Vec<NewLetter>, PageError> {
    let open: Vec<_> = rounds::rounds_of(tx, contest.id)
        .await?
        .into_iter()
        .filter(|r| r.state == RoundState::Open)
        .map(|r| r.id)
        .collect();
    let mut left: BTreeMap<PersonId, i64> = BTreeMap::new();
    for p in assignments::progress_of(tx, contest.id).await? {
        if open.contains(&p.round_id) {
            *left.entry(p.person_id).or_default() += p.sheets - p.abstained - p.complete;
        }
    }
    let until = words::datetime(contest.judging_until.0, &contest.zone, visitor.lang);
    let link = visitor.absolute(&format!("/{}/jury", contest.slug));
    let mut letters = Vec::new();
    for (id, works) in left.into_iter().filter(|(_, works)| *works > 0) {
        let Some(person) = people::by_id(tx, id).await? else {
            continue;
        };
        let args = [
            ("name", person.name.as_str().into()),
            ("n", works.into()),
            ("until", until.as_str().into()),
            ("link", link.as_str().into()),
            (
                "contest",
                visitor.pick(&contest.name_vi, &contest.name_en).into(),
            ),
        ];
        letters.push(NewLetter {
            who: id.0,
            subject: visitor.say("letters-jurors-subject", &args),
            body: visitor.say("letters-jurors-body", &args),
            name: person.name,
            recipient: person.email,
            phone: person.phone,
        });
    }
    Ok(letters)
}

async fn drafts(
    tx: &mut Tx,
    visitor: &Visitor,
    (contest, now): (&Contest, Timestamp),
) -> Result<Vec<NewLetter>, PageError> {
    if contest.phase != Phase::Open || now > contest.closes_at {
        return Ok(Vec::new());
    }
    let begun = Filter {
        states: vec![EntryState::Draft],
        ..Filter::default()
    };
    let begun = entries::all(tx, contest.id, &begun).await?;
    let authors = entries::authors_of_contest(tx, contest.id).await?;
    let authors: BTreeMap<_, _> = authors
        .into_iter()
        .map(|row| (row.entry_id, row.author))
        .collect();
    let until = words::datetime(contest.closes_at.0, &contest.zone, visitor.lang);
    let mut letters = Vec::new();
    for one in begun {
        let Some(author) = authors.get(&one.entry.id) else {
            continue;
        };
        let (name, phone) = addressee(contest, author);
        let args = [
            ("name", name.into()),
            ("author", author.full_name.as_str().into()),
            ("title", one.entry.title.as_str().into()),
            ("until", until.as_str().into()),
            (
                "contest",
                visitor.pick(&contest.name_vi, &contest.name_en).into(),
            ),
            ("phone", contest.contact_phone.as_str().into()),
        ];
        letters.push(NewLetter {
            who: one.entry.id.0,
            name: name.to_owned(),
            recipient: author.email.clone(),
            phone: phone.to_owned(),
            subject: visitor.say("letters-drafts-subject", &args),
            body: visitor.say("letters-drafts-body", &args),
        });
    }
    Ok(letters)
}

/// Whom a letter about an author's work addresses, and their telephone: for a child the guardian.
fn addressee<'a>(contest: &Contest, author: &'a Author) -> (&'a str, &'a str) {
    let minor = entries::is_minor(contest, author.birth_year);
    if minor && !author.guardian_name.is_empty() {
        (&author.guardian_name, &author.guardian_phone)
    } else {
        (&author.full_name, &author.phone)
    }
}

async fn winners(
    tx: &mut Tx,
    visitor: &Visitor,
    contest: &Contest,
) -> Result<Vec<NewLetter>, PageError> {
    let plan = ceremonies::plan_of(tx, contest.id).await?;
    let evening = plan.map_or_else(String::new, |plan| {
        let at = words::datetime(plan.held_at.0, &contest.zone, visitor.lang);
        visitor.say(
            "papers-notice-ceremony",
            &[("at", at.into()), ("place", plan.place.into())],
        )
    });
    let link = visitor.absolute(&format!("/{}/winners", contest.slug));
    let mut letters = Vec::new();
    for honour in honours(tx, contest).await? {
        let author = &honour.people.author;
        let (name, phone) = addressee(contest, author);
        let args = [
            ("name", name.into()),
            ("author", honour.people.name.as_str().into()),
            ("title", honour.people.entry.title.as_str().into()),
            (
                "award",
                visitor
                    .pick(&honour.tier.name_vi, &honour.tier.name_en)
                    .into(),
            ),
            (
                "category",
                visitor
                    .pick(&honour.category.name_vi, &honour.category.name_en)
                    .into(),
            ),
            (
                "contest",
                visitor.pick(&contest.name_vi, &contest.name_en).into(),
            ),
            ("evening", evening.as_str().into()),
            ("link", link.as_str().into()),
        ];
        letters.push(NewLetter {
            who: honour.award.entry_id.0,
            name: name.to_owned(),
            recipient: author.email.clone(),
            phone: phone.to_owned(),
            subject: visitor.say("letters-winners-subject", &args),
            body: visitor.say("letters-winners-body", &args),
        });
    }
    Ok(letters)
}

impl Letters {
    async fn of(
        tx: &mut Tx,
        app: &App,
        visitor: &Visitor,
        (contest, kind): (&Contest, Kind),
    ) -> Result<Self, PageError> {
        rules::may_write(&visitor.actor(), contest).map_err(|_| PageError::NotFound)?;
        let day = today(app.now(), contest);
        let people = addressed(tx, visitor, (contest, app.now()), kind).await?;
        let written = letters::of_day(tx, contest.id, kind.as_str(), &day).await?;
        let unwritten = people
            .iter()
            .filter(|new| !written.iter().any(|l| l.who == new.who))
            .count();
        let pending = written
            .iter()
            .filter(|l| l.state == LetterState::Pending)
            .count();
        let line = |l: Letter| LetterLine {
            id: l.id.to_string(),
            name: l.name,
            recipient: l.recipient,
            phone: l.phone,
            subject: l.subject,
            short: short_message(&l.body),
            body: l.body,
            state: l.state.as_str().to_owned(),
            keep: true,
        };
        let number = |n: usize| i64::try_from(n).unwrap_or(0);
        Ok(Self {
            kind: kind.as_str().to_owned(),
            people: number(people.len()),
            unwritten: number(unwritten),
            lines: written.into_iter().map(line).collect(),
            pending: number(pending),
            errors: FormErrors::new(),
            back_href: visitor.url(&format!("/{}/organise/messages", contest.slug)),
        })
    }
}
