//! Works that look, read or sound like another one, the most alike first.

use axum::extract::{Query, State};
use contest::Tx;
use serde::{Deserialize, Serialize};
use submissions::entries::{self, Entry};
use submissions::originality::{self, Evidence, Medium, Pair, Work};

use crate::app::App;
use crate::extract::{Answer, InContest, Visitor};
use crate::pages::examples;
use crate::pages::parts::{Pager, Phrase};
use crate::render::Page;

/// What is asked for.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct OriginalityForm {
    /// `yes` for the pairs that were looked at
    pub seen: String,
    /// only pairs in which the work with this code stands
    pub code: String,
    /// from 1
    pub page: String,
}

/// Works that are like one, as its own page tells.
#[derive(Clone, Debug, Serialize)]
pub struct Alike {
    /// how many
    pub count: i64,
    /// how many of them nobody has looked at
    pub open: i64,
    /// those works
    pub href: String,
}

impl Alike {
    /// What is known of an entry; `desk` is the address of its contest's desk.
    pub(super) async fn of(tx: &mut Tx, desk: &str, entry: &Entry) -> Result<Self, sqlx::Error> {
        let (count, seen) = originality::count_of_entry(tx, entry.contest_id, entry.id).await?;
        let code = entry.code.as_deref().unwrap_or_default();
        Ok(Self {
            count,
            open: count - seen,
            href: format!("{desk}/originality?code={code}"),
        })
    }

    pub(super) fn sample() -> Self {
        Self {
            count: 2,
            open: 1,
            href: format!("{}/desk/originality?code=T-0179-K", examples::BASE),
        }
    }
}

/// One of the two works.
#[derive(Clone, Debug, Serialize)]
pub struct WorkLine {
    /// code
    pub code: String,
    /// title
    pub title: String,
    /// the other contest's name; absent where it is this one
    pub contest: Option<String>,
    /// `song`, `painting`, `poem` or `initiative`
    pub kind: String,
    /// its page; absent where it is of another contest
    pub href: Option<String>,
    /// a small picture of it
    pub thumb: Option<String>,
}

/// Two works that are alike.
#[derive(Clone, Debug, Serialize)]
pub struct PairRow {
    /// both beside each other
    pub href: String,
    /// the work that was begun earlier
    pub earlier: WorkLine,
    /// the work that was begun later
    pub later: WorkLine,
    /// `text`, `picture` or `song`
    pub medium: String,
    /// how much is alike, of a hundred
    pub percent: i64,
    /// keys `desk-alike-…`
    pub evidence: Phrase,
    /// whether both have the same author
    pub same_author: bool,
    /// whether a person has looked at it
    pub seen: bool,
    /// what was noted
    pub note: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct OriginalityPage {
    /// what is asked for
    pub form: OriginalityForm,
    /// the most alike first
    pub pairs: Vec<PairRow>,
    /// how many wait to be looked at
    pub open: i64,
    /// how many were looked at
    pub seen: i64,
    /// works that are still to be compared
    pub waiting: i64,
    /// further pages
    pub pager: Pager,
    /// the desk
    pub back_href: String,
}

impl Page for OriginalityPage {
    const TEMPLATE: &'static str = "pages/desk/originality.html";

    fn samples() -> Vec<Self> {
        let page = Self {
            form: OriginalityForm::default(),
            pairs: sample_pairs(),
            open: 3,
            seen: 1,
            waiting: 12,
            pager: Pager::at(1, 2, |n| format!("?page={n}")),
            back_href: format!("{}/desk", examples::BASE),
        };
        let none = Self {
            pairs: Vec::new(),
            open: 0,
            seen: 0,
            waiting: 0,
            pager: Pager::default(),
            ..page.clone()
        };
        let of_one = Self {
            form: OriginalityForm {
                code: "P-0062-M".into(),
                ..OriginalityForm::default()
            },
            pager: Pager::default(),
            ..page.clone()
        };
        vec![page, none, of_one]
    }
}

/// Pairs of each medium, for the samples of this page and of the next.
pub(super) fn sample_pairs() -> Vec<PairRow> {
    let work = |code: &str, title: &str, kind: &str| WorkLine {
        code: code.into(),
        title: title.into(),
        contest: None,
        kind: kind.into(),
        href: Some(format!("{}/desk/{code}", examples::BASE)),
        thumb: (kind == "painting").then(|| format!("/m/{code}/320.jpg")),
    };
    let pair = |earlier: WorkLine, later: WorkLine, medium: &str, evidence: Phrase| PairRow {
        href: format!("{}/desk/originality/1", examples::BASE),
        earlier,
        later,
        medium: medium.into(),
        percent: 46,
        evidence,
        same_author: false,
        seen: false,
        note: String::new(),
    };
    let text = Phrase::new(
        "desk-alike-text",
        &[("words", 28.into()), ("lines", 4.into())],
    );
    let elsewhere = WorkLine {
        contest: Some("Sơn La – Thành phố học tập 2023".into()),
        href: None,
        ..work("P-0007-H", "Ông học chữ", "poem")
    };
    vec![
        PairRow {
            same_author: true,
            ..pair(
                work("P-0011-K", "Sông và chữ", "poem"),
                work(
                    "P-0062-M",
                    "Dòng sông biết kể chuyện khí hậu của những năm mẹ còn bé",
                    "poem",
                ),
                "text",
                text.clone(),
            )
        },
        pair(
            elsewhere,
            work("P-0031-C", "Ông học chữ", "poem"),
            "text",
            text.clone(),
        ),
        PairRow {
            seen: true,
            note: "Hai em cùng chép một bài trong sách giáo khoa, cô giáo đã xác nhận.".into(),
            ..pair(
                work("P-0040-A", "Mùa ban", "poem"),
                work("P-0041-C", "Mùa hoa ban", "poem"),
                "text",
                text,
            )
        },
    ]
}

const PER_PAGE: i64 = 20;

/// `GET /{lang}/{contest}/desk/originality`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Query(form): Query<OriginalityForm>,
) -> Answer {
    let mut tx = app.db.read().await?;
    let (total, seen) = originality::counts(&mut tx, contest.id).await?;
    let open = total - seen;
    let wants_seen = form.seen == "yes";
    let of_one = match entries::tidy_code(&form.code) {
        Some(code) => entries::by_code(&mut tx, contest.id, &code).await?,
        None => None,
    };
    let (found, pager) = if let Some(entry) = of_one {
        let found = originality::list_of_entry(&mut tx, contest.id, entry.id).await?;
        (found, Pager::default())
    } else {
        let count = if wants_seen { seen } else { open };
        let pages = (count + PER_PAGE - 1) / PER_PAGE;
        let page = form.page.parse().unwrap_or(1).clamp(1, pages.max(1));
        let window = ((page - 1) * PER_PAGE, PER_PAGE);
        let found = originality::list(&mut tx, contest.id, wants_seen, window).await?;
        let of = if wants_seen { "yes" } else { "" };
        let href = |n| format!("?seen={of}&page={n}");
        (found, Pager::at(page, pages, href))
    };
    let desk = visitor.url(&format!("/{}/desk", contest.slug));
    let page = OriginalityPage {
        form,
        pairs: found.iter().map(|p| row(&visitor, &desk, p)).collect(),
        open,
        seen,
        waiting: originality::waiting(&mut tx, contest.id).await?,
        pager,
        back_href: desk,
    };
    visitor.show(&app, &page)
}

/// A pair as both pages show it; `desk` is the address of the contest's desk.
pub(super) fn row(visitor: &Visitor, desk: &str, pair: &Pair) -> PairRow {
    let found = &pair.likeness;
    let href = format!("{desk}/originality/{}", found.id);
    let line = |side: &str, work: &Work| {
        let here = work.contest_id == found.contest_id;
        let shows = found.medium == Medium::Picture;
        WorkLine {
            code: work.code.clone(),
            title: work.title.clone(),
            contest: (!here).then(|| visitor.pick(&work.contest.0, &work.contest.1).to_owned()),
            kind: work.kind.as_str().to_owned(),
            href: here.then(|| format!("{desk}/entries/{}", work.id)),
            thumb: shows.then(|| format!("{href}/{side}/thumb")),
        }
    };
    PairRow {
        earlier: line("earlier", &pair.earlier),
        later: line("later", &pair.later),
        href,
        medium: found.medium.as_str().to_owned(),
        percent: (found.permille + 5) / 10,
        evidence: told(found.evidence().as_ref()),
        same_author: pair.same_author,
        seen: found.seen_at.is_some(),
        note: found.note.clone(),
    }
}

/// What was found, in words.
fn told(evidence: Option<&Evidence>) -> Phrase {
    match evidence {
        Some(Evidence::Text { words, lines }) => Phrase::new(
            "desk-alike-text",
            &[("words", (*words).into()), ("lines", (*lines).into())],
        ),
        Some(Evidence::Picture {
            points, mirrored, ..
        }) => {
            let key = match mirrored {
                true => "desk-alike-mirrored",
                false => "desk-alike-picture",
            };
            Phrase::new(key, &[("points", (*points).into())])
        }
        Some(Evidence::Song { stretches }) => {
            let ms: i64 = stretches.iter().map(|s| s.length_ms).sum();
            Phrase::new("desk-alike-song", &[("seconds", (ms / 1_000).into())])
        }
        None => Phrase::new("desk-alike-look", &[]),
    }
}
