//! One entry, everything about it, and the decision on eligibility.

use axum::extract::{Path, State};
use axum::response::Response;
use contest::contests::Contest;
use contest::people::{self, RoleHolder};
use contest::{Actor, Timestamp, Tx, audit};
use http::HeaderMap;
use serde::{Deserialize, Serialize};
use submissions::consents::AgeGroup;
use submissions::entries::{self, DecideError, Entry, EntryId, EntryState, Filter, Ruling};
use submissions::files;
use submissions::screening::{self, Finding, Screened};

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Posted, Visitor};
use crate::forms::FormErrors;
use crate::i18n::{Args, text};
use crate::media::{self, Wanted};
use crate::pages::consenting::{ConsentView, standing_of};
use crate::pages::desk::extend;
use crate::pages::desk::originality::Alike;
use crate::pages::enter::receipt::{file_in, original_of};
use crate::pages::enter::work::held_file;
use crate::pages::examples;
use crate::pages::parts::{AiSaid, HeldFile, Phrase, WorkView};
use crate::pages::works::{self, Texts};
use crate::render::{Page, words};

/// What was typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct DecideForm {
    /// `eligible`, `ineligible`, `returned` or `duplicate`
    pub decision: String,
    /// reason for refusing, or the message when sending back
    pub reason: String,
    /// when sending back: until when it may be corrected, as typed
    pub correct_until: String,
    /// of a duplicate: code of the entry that counts
    pub duplicate_of: String,
    /// more time: until when the entry may be changed and sent, as typed
    pub extend_until: String,
    /// why it gets more time
    pub extend_reason: String,
}

/// Something that the program looked at.
#[derive(Clone, Debug, Serialize)]
pub struct Check {
    /// keys `desk-check-…`
    pub what: Phrase,
    /// `done`, `warn` or `stop`
    pub kind: String,
}

/// A line of the entry's history.
#[derive(Clone, Debug, Serialize)]
pub struct HistoryLine {
    /// when
    pub at: i64,
    /// who: a name or the word for the holder
    pub who: String,
    /// keys `event-…`
    pub what: Phrase,
    /// reason or message; may be empty
    pub note: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct DeskEntry {
    /// what was typed
    pub form: DecideForm,
    /// what is wrong
    pub errors: FormErrors,
    /// entry code
    pub code: String,
    /// title
    pub title: String,
    /// the category's name
    pub category: String,
    /// its state
    pub state: String,
    /// when it was received
    pub at: i64,
    /// `online` or `desk`
    pub source: String,
    /// the work
    pub view: WorkView,
    /// stored files; `href` downloads the original
    pub files: Vec<HeldFile>,
    /// full name
    pub name: String,
    /// year of birth
    pub birth_year: String,
    /// phone
    pub phone: String,
    /// ward and school; may be empty
    pub place: String,
    /// guardian; empty for adults
    pub guardian: String,
    /// what was said of AI
    pub ai: AiSaid,
    /// how consent stands
    pub consents: ConsentView,
    /// recording what was signed on paper or said at the desk
    pub consents_href: String,
    /// passages that tell who made the work
    pub cover_href: String,
    /// what the program looked at
    pub checks: Vec<Check>,
    /// newest first
    pub history: Vec<HistoryLine>,
    /// whether a decision is possible now
    pub may_decide: bool,
    /// where more time is given; absent where the entry cannot have any
    pub extend_href: Option<String>,
    /// the entry's own deadline
    pub extended_until: Option<i64>,
    /// the entry that counts in place of a duplicate: its code and page
    pub counts: Option<(String, String)>,
    /// works that are like this one
    pub alike: Alike,
    /// the list
    pub back_href: String,
    /// the next entry that waits
    pub next_href: Option<String>,
}

impl Page for DeskEntry {
    const TEMPLATE: &'static str = "pages/desk/entry.html";

    fn samples() -> Vec<Self> {
        let check = |key: &str, kind: &str| Check {
            what: Phrase::new(key, &[]),
            kind: kind.into(),
        };
        let page = Self {
            form: DecideForm::default(),
            errors: FormErrors::new(),
            code: "T-0179-K".into(),
            title: "Lớp học bên suối Nặm La".into(),
            category: "Tranh vẽ".into(),
            state: "submitted".into(),
            at: examples::NOW,
            source: "online".into(),
            view: examples::painting(),
            files: vec![HeldFile {
                href: Some("/vi/sonla-2024/desk/T-0179-K/original".into()),
                ..examples::held()
            }],
            name: "Lò Thị Mai Hương".into(),
            birth_year: "2012".into(),
            phone: "0912 345 678".into(),
            place: "Chiềng Sinh, Trường THCS Chiềng Sinh".into(),
            guardian: "Lò Văn Thắng (bố), 0987 654 321".into(),
            ai: AiSaid::sample(),
            consents: ConsentView::sample(),
            consents_href: "/vi/sonla-2024/desk/T-0179-K/consents".into(),
            cover_href: format!("{}/desk/entries/1/cover", examples::BASE),
            checks: vec![
                check("desk-check-file", "done"),
                check("desk-check-guardian", "done"),
                check("desk-check-name-in-work", "warn"),
                Check {
                    what: Phrase::new("desk-check-twin", &[("code", "T-0042-C".into())]),
                    kind: "warn".into(),
                },
            ],
            history: vec![HistoryLine {
                at: examples::NOW,
                who: "Người giữ bài".into(),
                what: Phrase::new("event-entry-submitted", &[]),
                note: String::new(),
            }],
            may_decide: true,
            extend_href: Some("/vi/sonla-2024/desk/T-0179-K/extend".into()),
            extended_until: None,
            counts: None,
            alike: Alike::sample(),
            back_href: "/vi/sonla-2024/desk".into(),
            next_href: Some("/vi/sonla-2024/desk/P-0062-M".into()),
        };
        let wrong = Self {
            form: DecideForm {
                decision: "ineligible".into(),
                duplicate_of: "T-0179".into(),
                ..DecideForm::default()
            },
            errors: FormErrors::new().with("reason", "error-reason", &[]).with(
                "duplicate_of",
                "desk-twin-wrong",
                &[],
            ),
            view: examples::poem(),
            files: Vec::new(),
            ..page.clone()
        };
        let decided = Self {
            state: "eligible".into(),
            may_decide: false,
            extend_href: None,
            next_href: None,
            ..page.clone()
        };
        let duplicate = Self {
            state: "duplicate".into(),
            counts: Some(("T-0042-C".into(), "/vi/sonla-2024/desk/T-0042-C".into())),
            extended_until: Some(examples::CLOSES),
            ..decided.clone()
        };
        vec![page, wrong, decided, duplicate]
    }
}

/// `GET /{lang}/{contest}/desk/entries/{id}`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, id)): Path<(String, String, EntryId)>,
) -> Answer {
    let mut tx = app.db.read().await?;
    let entry = of_contest(&mut tx, &contest, id).await?;
    let later = app.now().plus_ms(CORRECTION_MS).0;
    let form = DecideForm {
        correct_until: words::typed_moment(later, &contest.zone),
        ..DecideForm::default()
    };
    let page = DeskEntry::of(&mut tx, &visitor, (&contest, &entry), form).await?;
    visitor.show(&app, &page)
}

/// The entry, if it belongs to this contest and was sent once.
pub(crate) async fn of_contest(
    tx: &mut Tx,
    contest: &Contest,
    id: EntryId,
) -> Result<Entry, PageError> {
    let entry = entries::by_id(tx, id).await?;
    entry
        .filter(|e| e.contest_id == contest.id && e.code.is_some())
        .ok_or(PageError::NotFound)
}

/// A returned entry may be corrected for three days, unless the desk says otherwise.
const CORRECTION_MS: i64 = 3 * 24 * 3_600_000;

/// `POST /{lang}/{contest}/desk/entries/{id}`: the ruling.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, id)): Path<(String, String, EntryId)>,
    Posted { form, .. }: Posted<DecideForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    let entry = of_contest(&mut tx, &contest, id).await?;
    let errors = rule(&mut tx, &app, &visitor.actor(), (&contest, &entry), &form).await?;
    if errors.is_empty() {
        let next = next_waiting(&mut tx, &contest, entry.id).await?;
        tx.commit().await?;
        return Ok(after_ruling(&visitor, &contest, next));
    }
    let mut page = DeskEntry::of(&mut tx, &visitor, (&contest, &entry), form).await?;
    page.errors = errors;
    visitor.again(&app, &page)
}

/// Rules on an entry; what is wrong otherwise.
pub(crate) async fn rule(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    of: (&Contest, &Entry),
    form: &DecideForm,
) -> Result<FormErrors, PageError> {
    let mut errors = FormErrors::new();
    let usual = app.now().plus_ms(CORRECTION_MS);
    let Some(ruling) = form.ruling(tx, (of.0, usual), &mut errors).await? else {
        return Ok(errors);
    };
    match entries::decide(tx, &app.cx(), actor, of, &ruling).await {
        Ok(()) => {}
        Err(DecideError::ReasonMissing) => errors.add("reason", "error-reason"),
        Err(DecideError::NoSuchTwin) => errors.add("duplicate_of", "desk-twin-wrong"),
        Err(DecideError::InThePast) => errors.add("correct_until", "desk-late-past"),
        Err(DecideError::LimitReached(most)) => {
            let max = ("max".to_owned(), most.into());
            errors.add_with("decision", "error-limit-reached", [max].into());
        }
        Err(DecideError::Denied(_)) => return Err(PageError::Closed),
        Err(DecideError::ChangedElsewhere) => return Err(PageError::Conflict),
        Err(DecideError::Store(error)) => return Err(error.into()),
    }
    Ok(errors)
}

impl DecideForm {
    /// What was chosen, or what is wrong with it.
    async fn ruling(
        &self,
        tx: &mut Tx,
        (contest, usual): (&Contest, Timestamp),
        errors: &mut FormErrors,
    ) -> Result<Option<Ruling>, PageError> {
        let reason = self.reason.clone();
        Ok(match self.decision.as_str() {
            "eligible" => Some(Ruling::Eligible),
            "ineligible" => Some(Ruling::Ineligible(reason)),
            "duplicate" => {
                let twin = match entries::tidy_code(&self.duplicate_of) {
                    Some(code) => entries::by_code(tx, contest.id, &code).await?,
                    None => None,
                };
                if twin.is_none() {
                    errors.add("duplicate_of", "desk-twin-wrong");
                }
                twin.map(|t| Ruling::Duplicate(t.id, reason))
            }
            "returned" => {
                let typed = self.correct_until.trim();
                let until = match typed {
                    "" => Some(usual.0),
                    _ => words::read_moment(typed, &contest.zone),
                };
                if until.is_none() {
                    errors.add("correct_until", "organise-calendar-wrong");
                }
                until.map(|at| Ruling::Return(reason, Timestamp(at)))
            }
            _ => {
                errors.add("decision", "error-choice");
                None
            }
        })
    }
}

fn after_ruling(visitor: &Visitor, contest: &Contest, next: Option<EntryId>) -> Response {
    match next {
        Some(id) => visitor.go_saying(
            &format!("/{}/desk/entries/{id}", contest.slug),
            "notice-ruled",
        ),
        None => visitor.go_saying(
            &format!("/{}/desk?state=submitted", contest.slug),
            "notice-ruled",
        ),
    }
}

/// Another entry that waits for a ruling.
async fn next_waiting(
    tx: &mut Tx,
    contest: &Contest,
    but: EntryId,
) -> Result<Option<EntryId>, sqlx::Error> {
    let filter = Filter {
        states: vec![EntryState::Submitted],
        ..Filter::default()
    };
    let waiting = entries::list(tx, contest.id, &filter, (0, 2)).await?;
    Ok(waiting
        .into_iter()
        .map(|l| l.entry.id)
        .find(|id| *id != but))
}

/// `GET /{lang}/{contest}/desk/entries/{id}/original/{slot}`.
pub async fn original(
    State(app): State<App>,
    InContest(contest): InContest,
    Path((_, _, id, slot)): Path<(String, String, EntryId, String)>,
) -> Answer {
    let mut tx = app.db.read().await?;
    let entry = of_contest(&mut tx, &contest, id).await?;
    let file = file_in(&mut tx, entry.id, &slot).await?;
    drop(tx);
    original_of(&app, &file).await
}

/// `GET /{lang}/{contest}/desk/entries/{id}/media/{slot}/{recipe}`.
pub async fn media(
    State(app): State<App>,
    InContest(contest): InContest,
    Path((_, _, id, slot, recipe)): Path<(String, String, EntryId, String, String)>,
    headers: HeaderMap,
) -> Answer {
    let mut tx = app.db.read().await?;
    let entry = of_contest(&mut tx, &contest, id).await?;
    let name = entry.code.as_deref().unwrap_or_default();
    let wanted = Wanted {
        entry: entry.id,
        slot: &slot,
        recipe: &recipe,
        name,
        public: false,
        blind: false,
    };
    media::answer(&app, tx, &headers, wanted).await
}

impl DeskEntry {
    pub(super) async fn of(
        tx: &mut Tx,
        visitor: &Visitor,
        (contest, entry): (&Contest, &Entry),
        form: DecideForm,
    ) -> Result<Self, PageError> {
        let category = contest::contests::category(tx, entry.category_id)
            .await?
            .ok_or(PageError::NotFound)?;
        let author = entries::author_of(tx, entry.id)
            .await?
            .ok_or(PageError::NotFound)?;
        let files = files::of_entry(tx, entry.id).await?;
        let (standing, age) = standing_of(tx, (contest, entry, &author)).await?;
        let events = audit::of_subject(tx, contest.id.0, &entry.subject()).await?;
        let next = next_waiting(tx, contest, entry.id).await?;
        let screened = screening::of_entry(tx, contest, entry.id)
            .await?
            .ok_or(PageError::NotFound)?;
        let counts = match entry.duplicate_of {
            Some(id) => entries::by_id(tx, id).await?,
            None => None,
        };
        let people = people::holders_of(tx, contest.id).await?;
        let desk = visitor.url(&format!("/{}/desk", contest.slug));
        let address = format!("{desk}/entries/{}", entry.id);
        let texts = Texts {
            kind: category.kind,
            title: &entry.title,
            alt: &entry.alt,
            body: &entry.body,
            initiative: &entry.initiative(),
        };
        let joined = |parts: [&str; 2]| {
            parts
                .into_iter()
                .filter(|p| !p.is_empty())
                .collect::<Vec<_>>()
                .join(", ")
        };
        Ok(Self {
            form,
            errors: FormErrors::new(),
            code: entry.code.clone().unwrap_or_default(),
            title: entry.title.clone(),
            category: visitor
                .pick(&category.name_vi, &category.name_en)
                .to_owned(),
            state: entry.state.as_str().to_owned(),
            at: entry.submitted_at.unwrap_or(entry.created_at).0,
            source: entry.source.as_str().to_owned(),
            view: works::view(&texts, &files, &format!("{address}/media")),
            files: files.iter().map(|f| held_file(f, &address)).collect(),
            name: author.full_name.clone(),
            birth_year: author.birth_year.to_string(),
            phone: author.phone.clone(),
            place: joined([&author.ward, &author.school]),
            guardian: joined([&author.guardian_name, &author.guardian_phone]),
            ai: AiSaid::of(entry),
            checks: checks(&screened, age),
            consents: ConsentView::of(&standing, age),
            consents_href: format!("{address}/consents"),
            cover_href: format!("{address}/cover"),
            history: events
                .iter()
                .rev()
                .filter_map(|e| line(visitor, &people, e))
                .collect(),
            may_decide: entries::may_decide(&visitor.actor(), contest, entry).is_ok(),
            extend_href: extend::may_extend(&visitor.actor(), contest, entry)
                .then(|| format!("{address}/extend")),
            extended_until: entry.extended_until.map(|at| at.0),
            counts: counts.and_then(|e| Some((e.code?, format!("{desk}/entries/{}", e.id)))),
            alike: Alike::of(tx, &desk, entry).await?,
            back_href: desk.clone(),
            next_href: next.map(|id| format!("{desk}/entries/{id}")),
        })
    }
}

/// What a clerk need not look up.
fn checks(screened: &Screened, age: AgeGroup) -> Vec<Check> {
    let check = |good: bool, yes: &str, no: &str, kind: &str| Check {
        what: Phrase::new(if good { yes } else { no }, &[]),
        kind: if good { "done" } else { kind }.to_owned(),
    };
    let lacks = |finding: &Finding| screened.findings.contains(finding);
    let mut checks = vec![
        check(
            !lacks(&Finding::OriginalMissing),
            "desk-check-file",
            "desk-check-original-missing",
            "warn",
        ),
        check(
            !lacks(&Finding::Late),
            "desk-check-in-time",
            "desk-check-late",
            "stop",
        ),
        check(
            !lacks(&Finding::ConsentMissing),
            "desk-check-consent",
            "desk-check-consent-missing",
            "stop",
        ),
        check(
            !lacks(&Finding::NameInWork),
            "desk-check-no-name",
            "desk-check-name-in-work",
            "warn",
        ),
    ];
    if age.asks_guardian() {
        checks.push(check(
            !lacks(&Finding::GuardianMissing),
            "desk-check-guardian",
            "desk-check-guardian-missing",
            "stop",
        ));
    }
    checks.extend(
        screened
            .findings
            .iter()
            .filter_map(|finding| match finding {
                Finding::Twin(_) => Some(Check {
                    what: told(finding),
                    kind: "warn".to_owned(),
                }),
                _ => None,
            }),
    );
    checks
}

/// A finding in words.
pub(super) fn told(finding: &Finding) -> Phrase {
    match finding {
        Finding::Late => Phrase::new("desk-check-late", &[]),
        Finding::OriginalMissing => Phrase::new("desk-check-original-missing", &[]),
        Finding::GuardianMissing => Phrase::new("desk-check-guardian-missing", &[]),
        Finding::ConsentMissing => Phrase::new("desk-check-consent-missing", &[]),
        Finding::NameInWork => Phrase::new("desk-check-name-in-work", &[]),
        Finding::Twin(code) => Phrase::new("desk-check-twin", &[("code", code.as_str().into())]),
    }
}

/// A line of the history, or none for what a clerk need not read.
fn line(visitor: &Visitor, people: &[RoleHolder], event: &audit::Event) -> Option<HistoryLine> {
    let details: serde_json::Value = serde_json::from_str(&event.details).ok()?;
    let word = |name: &str| {
        details
            .get(name)
            .and_then(|v| v.as_str())
            .unwrap_or_default()
    };
    let key = match event.kind.as_str() {
        "entry.submitted" => "event-entry-submitted".to_owned(),
        "entry.described" | "entry.credited" => "event-entry-changed".to_owned(),
        "entry.decided" if word("to") == "submitted" => "event-entry-submitted-again".to_owned(),
        "entry.decided" => format!("event-entry-{}", word("to")),
        "entry.extended" => "event-entry-extended".to_owned(),
        "entry.withdrawn" => "event-entry-withdrawn".to_owned(),
        "entry.covered" | "entry.left-uncovered" | "entry.uncovered" => {
            event.kind.replace("entry.", "event-entry-")
        }
        "original.moved" => format!("event-original-{}", word("step")),
        "entry.ai_stated" => "event-entry-ai".to_owned(),
        "consent.answered" => "event-entry-consent".to_owned(),
        _ => return None,
    };
    let who = people
        .iter()
        .find(|p| event.actor == format!("person:{}", p.person.id))
        .map(|p| p.person.name.clone());
    Some(HistoryLine {
        at: event.at.0,
        who: who.unwrap_or_else(|| text(visitor.lang, "desk-holder", &Args::new())),
        what: Phrase::new(&key, &[]),
        note: word("reason").to_owned(),
    })
}
