//! Passages of an entry that tell who made it, and the copy for jurors in which they are covered.

use axum::extract::{Path, State};
use axum::response::Response;
use contest::Tx;
use contest::contests::Contest;
use serde::{Deserialize, Serialize};
use submissions::entries::{self, EntryId};
use submissions::leaks::{self, CoverError, Part, Ruling, Searched};

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Posted, Visitor};
use crate::forms::FormErrors;
use crate::pages::desk::entry::of_contest;
use crate::pages::examples;
use crate::render::Page;

/// Characters shown on each side of a passage.
const AROUND: usize = 40;
/// Passages shown: whoever has read so many knows what is to be done.
const MOST_SHOWN: usize = 100;

/// The button that was pressed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CoverForm {
    /// `cover`, `leave` or `uncover`
    pub act: String,
    /// recognises what was looked at
    pub seen: String,
}

/// A passage with what stands around it.
#[derive(Clone, Debug, Serialize)]
pub struct Leak {
    /// where it stands: word of [`Part`]
    pub part: String,
    /// what it tells: word of [`leaks::Tells`]
    pub tells: String,
    /// text before it
    pub before: String,
    /// the passage
    pub passage: String,
    /// text behind it
    pub after: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct DeskCover {
    /// the button pressed
    pub form: CoverForm,
    /// what is wrong
    pub errors: FormErrors,
    /// entry code
    pub code: String,
    /// title
    pub title: String,
    /// passages in what jurors are served, in the order of reading
    pub shown: Vec<Leak>,
    /// how many more there are
    pub more: usize,
    /// passages in what only the originals hold
    pub kept_back: Vec<Leak>,
    /// whether a document tells something: jurors then get its text in its place
    pub in_document: bool,
    /// `none`, `covered` or `left`
    pub ruling: String,
    /// whether the passages may be covered now
    pub may_cover: bool,
    /// whether what was decided may be taken back
    pub may_uncover: bool,
    /// the entry
    pub entry_href: String,
    /// all entries with such passages
    pub back_href: String,
}

impl Page for DeskCover {
    const TEMPLATE: &'static str = "pages/desk/cover.html";

    fn samples() -> Vec<Self> {
        let leak = |part: Part, tells: &str, before: &str, passage: &str, after: &str| Leak {
            part: part.as_str().into(),
            tells: tells.into(),
            before: before.into(),
            passage: passage.into(),
            after: after.into(),
        };
        let waiting = Self {
            form: CoverForm::default(),
            errors: FormErrors::new(),
            code: "S-0041-P".into(),
            title: "Tủ sách cộng đồng và giờ đọc không điện thoại".into(),
            shown: vec![
                leak(
                    Part::Solution,
                    "author",
                    "… bạn đọc nhỏ tuổi nhất là em ",
                    "Lò Thị Mai Hương",
                    ", người viết sáng kiến này.",
                ),
                leak(
                    Part::Document,
                    "class",
                    "Nhóm học sinh ",
                    "lớp 5A",
                    " đóng kệ sách.",
                ),
            ],
            more: 0,
            kept_back: vec![leak(
                Part::FileName,
                "author",
                "",
                "lothimaihuong",
                "_5A.docx",
            )],
            in_document: true,
            ruling: "none".into(),
            may_cover: true,
            may_uncover: false,
            entry_href: format!("{}/desk/entries/1", examples::BASE),
            back_href: format!("{}/desk/leaks", examples::BASE),
        };
        let nothing = Self {
            shown: Vec::new(),
            kept_back: Vec::new(),
            in_document: false,
            may_cover: false,
            ..waiting.clone()
        };
        let covered = Self {
            ruling: "covered".into(),
            may_cover: false,
            may_uncover: true,
            ..waiting.clone()
        };
        let left = Self {
            ruling: "left".into(),
            in_document: false,
            more: 12,
            may_uncover: true,
            ..waiting.clone()
        };
        let wrong = Self {
            errors: FormErrors::new().with("act", "desk-cover-nothing", &[]),
            ..nothing.clone()
        };
        vec![waiting, nothing, covered, left, wrong]
    }
}

/// `GET /{lang}/{contest}/desk/entries/{id}/cover`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, id)): Path<(String, String, EntryId)>,
) -> Answer {
    let mut tx = app.db.read().await?;
    let page = DeskCover::of(&mut tx, &visitor, (&contest, id)).await?;
    visitor.show(&app, &page)
}

/// `POST /{lang}/{contest}/desk/entries/{id}/cover`: covers what was found, leaves it, or takes either back.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, id)): Path<(String, String, EntryId)>,
    Posted { form, .. }: Posted<CoverForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    let entry = of_contest(&mut tx, &contest, id).await?;
    let (cx, actor, of) = (app.cx(), visitor.actor(), (&contest, &entry));
    let done = match form.act.as_str() {
        "cover" => leaks::cover(&mut tx, &cx, &actor, of, &form.seen).await,
        "leave" => leaks::leave(&mut tx, &cx, &actor, of, &form.seen).await,
        "uncover" => leaks::uncover(&mut tx, &cx, &actor, of).await,
        _ => Err(CoverError::Nothing),
    };
    match done {
        Ok(()) => {
            let response = onwards(&mut tx, &visitor, (&contest, id), &form).await?;
            tx.commit().await?;
            Ok(response)
        }
        Err(CoverError::Nothing) => {
            let mut page = DeskCover::of(&mut tx, &visitor, (&contest, id)).await?;
            page.errors.add("act", "desk-cover-nothing");
            visitor.again(&app, &page)
        }
        Err(CoverError::Denied(_)) => Err(PageError::Closed),
        Err(CoverError::Store(error)) => Err(error.into()),
    }
}

/// To the next entry at which nobody has looked, to the list where there is none, and back to the same entry where a
/// decision was taken back.
async fn onwards(
    tx: &mut Tx,
    visitor: &Visitor,
    (contest, id): (&Contest, EntryId),
    form: &CoverForm,
) -> Result<Response, PageError> {
    let desk = format!("/{}/desk", contest.slug);
    if form.act == "uncover" {
        let here = format!("{desk}/entries/{id}/cover");
        return Ok(visitor.go_saying(&here, "notice-uncovered"));
    }
    let listed = leaks::of_contest(tx, contest.id).await?;
    let next = listed.iter().find(|l| l.ruling() == Ruling::None);
    let to = next.map_or_else(
        || format!("{desk}/leaks"),
        |l| format!("{desk}/entries/{}/cover", l.id),
    );
    let notice = match form.act.as_str() {
        "cover" => "notice-covered",
        _ => "notice-left",
    };
    Ok(visitor.go_saying(&to, notice))
}

impl DeskCover {
    async fn of(
        tx: &mut Tx,
        visitor: &Visitor,
        (contest, id): (&Contest, EntryId),
    ) -> Result<Self, PageError> {
        let entry = of_contest(tx, contest, id).await?;
        let traces = leaks::traces(tx, &entry).await?;
        let ruling = leaks::ruling_of(tx, id).await?;
        let may = entries::may_cover(&visitor.actor(), contest, &entry).is_ok();
        let open = entries::desk_is_open(contest).is_ok();
        let mut shown: Vec<Leak> = traces.shown.iter().flat_map(passages).collect();
        let more = shown.len().saturating_sub(MOST_SHOWN);
        shown.truncate(MOST_SHOWN);
        let tells = |s: &Searched| s.part == Part::Document && !s.found.is_empty();
        let desk = visitor.url(&format!("/{}/desk", contest.slug));
        Ok(Self {
            form: CoverForm {
                seen: traces.digest().hex(),
                ..CoverForm::default()
            },
            errors: FormErrors::new(),
            code: entry.code.clone().unwrap_or_default(),
            in_document: traces.shown.iter().any(tells),
            may_cover: may && !shown.is_empty() && ruling != Ruling::Covered,
            may_uncover: may && open && ruling != Ruling::None,
            more,
            shown,
            kept_back: traces.kept_back.iter().flat_map(passages).collect(),
            ruling: word_of(ruling).to_owned(),
            entry_href: format!("{desk}/entries/{id}"),
            back_href: format!("{desk}/leaks"),
            title: entry.title,
        })
    }
}

/// The word by which templates know a decision.
pub(super) const fn word_of(ruling: Ruling) -> &'static str {
    match ruling {
        Ruling::None => "none",
        Ruling::Covered => "covered",
        Ruling::Left => "left",
    }
}

fn passages(searched: &Searched) -> Vec<Leak> {
    let text = searched.text.as_str();
    let before = |at: usize| {
        let mut start: Vec<char> = text[..at].chars().rev().take(AROUND).collect();
        start.reverse();
        start.into_iter().collect()
    };
    searched
        .found
        .iter()
        .map(|found| Leak {
            part: searched.part.as_str().to_owned(),
            tells: found.tells.as_str().to_owned(),
            before: before(found.from),
            passage: text[found.from..found.to].to_owned(),
            after: text[found.to..].chars().take(AROUND).collect(),
        })
        .collect()
}
