//! All entries, filtered.

use axum::extract::{Query, State};
use serde::{Deserialize, Serialize};
use submissions::entries::{self, EntryState, Filter};
use submissions::leaks;

use crate::app::App;
use crate::extract::{Answer, InContest, Visitor};
use crate::pages::examples;
use crate::pages::parts::{Choice, Pager};
use crate::render::Page;

/// The filter as typed; sent by GET.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct QueueForm {
    /// an entry state, or empty for all
    pub state: String,
    /// category slug, or empty for all
    pub category: String,
    /// words of code, title, author, phone
    pub q: String,
    /// from 1; anything else is the first page
    pub page: String,
}

/// How many entries are in a state.
#[derive(Clone, Debug, Serialize)]
pub struct StateCount {
    /// `submitted`, `returned`, `eligible`, `ineligible`, `withdrawn`, `duplicate`, `draft`, or empty for all
    pub state: String,
    /// entries
    pub count: i64,
    /// the list filtered by it
    pub href: String,
}

/// An entry in the list.
#[derive(Clone, Debug, Serialize)]
pub struct QueueRow {
    /// its page
    pub href: String,
    /// entry code
    pub code: String,
    /// title
    pub title: String,
    /// the category's name
    pub category: String,
    /// the first author
    pub author: String,
    /// when it was received
    pub at: i64,
    /// its state
    pub state: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Queue {
    /// the filter
    pub form: QueueForm,
    /// categories to choose from
    pub categories: Vec<Choice>,
    /// all states, in their order
    pub counts: Vec<StateCount>,
    /// entries that match
    pub total: i64,
    /// those of this page
    pub rows: Vec<QueueRow>,
    /// the other pages
    pub pager: Pager,
    /// entering on behalf of somebody
    pub new_href: String,
    /// automatic checks
    pub screening_href: String,
    /// entries with passages that tell who made them
    pub leaks_href: String,
    /// at how many of them nobody has looked
    pub leaks: i64,
    /// works that are alike
    pub originality_href: String,
    /// late-entry codes
    pub late_href: String,
    /// the intake of originals
    pub intake_href: String,
    /// score sheets on paper
    pub paper_href: String,
}

impl Page for Queue {
    const TEMPLATE: &'static str = "pages/desk/queue.html";

    fn samples() -> Vec<Self> {
        let count = |state: &str, count| StateCount {
            state: state.into(),
            count,
            href: format!("?state={state}"),
        };
        let row = |code: &str, title: &str, category: &str, author: &str, state: &str| QueueRow {
            href: format!("{}/desk/{code}", examples::BASE),
            code: code.into(),
            title: title.into(),
            category: category.into(),
            author: author.into(),
            at: examples::NOW,
            state: state.into(),
        };
        let page = Self {
            form: QueueForm {
                state: "submitted".into(),
                ..QueueForm::default()
            },
            categories: examples::categories(),
            counts: vec![
                count("", 290),
                count("submitted", 12),
                count("returned", 3),
                count("eligible", 270),
                count("ineligible", 2),
                count("withdrawn", 3),
            ],
            total: 12,
            rows: vec![
                row(
                    "T-0179-K",
                    "Dòng sông biết kể chuyện khí hậu của những năm mẹ còn bé",
                    "Tranh vẽ",
                    "Lò Thị Mai Hương",
                    "submitted",
                ),
                row("P-0062-M", "Ông học chữ", "Thơ", "Cà Văn Thuận", "returned"),
                row(
                    "B-0008-C",
                    "Thành phố mùa ban",
                    "Bài hát",
                    "Quàng Đức Anh",
                    "eligible",
                ),
            ],
            pager: Pager {
                page: 1,
                pages: 2,
                previous: None,
                next: Some("?page=2".into()),
            },
            new_href: format!("{}/desk/new/painting", examples::BASE),
            screening_href: format!("{}/desk/screening", examples::BASE),
            leaks_href: format!("{}/desk/leaks", examples::BASE),
            leaks: 3,
            originality_href: format!("{}/desk/originality", examples::BASE),
            late_href: format!("{}/desk/late", examples::BASE),
            intake_href: format!("{}/desk/intake", examples::BASE),
            paper_href: format!("{}/desk/paper", examples::BASE),
        };
        let nothing = Self {
            form: QueueForm {
                q: "chiềng cơi".into(),
                ..QueueForm::default()
            },
            total: 0,
            leaks: 0,
            rows: Vec::new(),
            pager: Pager::default(),
            ..page.clone()
        };
        vec![page, nothing]
    }
}

const PER_PAGE: i64 = 50;

impl QueueForm {
    fn query(&self, state: &str, page: i64) -> String {
        let pairs = [
            ("state", state),
            ("category", &self.category),
            ("q", &self.q),
        ];
        let mut query = url::form_urlencoded::Serializer::new(String::from("?"));
        for (name, value) in pairs.into_iter().filter(|(_, value)| !value.is_empty()) {
            query.append_pair(name, value);
        }
        if page > 1 {
            query.append_pair("page", &page.to_string());
        }
        query.finish()
    }
}

/// States in which the desk sees an entry: drafts are their holder's alone.
pub(crate) const SEEN: &[EntryState] = &[
    EntryState::Submitted,
    EntryState::Returned,
    EntryState::Eligible,
    EntryState::Ineligible,
    EntryState::Duplicate,
    EntryState::Withdrawn,
];

fn state_counts(form: &QueueForm, counted: &[entries::Counted]) -> Vec<StateCount> {
    let in_state = |state: EntryState| {
        counted
            .iter()
            .filter(|c| c.state == state)
            .map(|c| c.count)
            .sum::<i64>()
    };
    let mut counts = vec![StateCount {
        state: String::new(),
        count: SEEN.iter().map(|s| in_state(*s)).sum(),
        href: form.query("", 1),
    }];
    counts.extend(SEEN.iter().map(|s| StateCount {
        state: s.as_str().to_owned(),
        count: in_state(*s),
        href: form.query(s.as_str(), 1),
    }));
    counts
}

/// `GET /{lang}/{contest}/desk`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Query(form): Query<QueueForm>,
) -> Answer {
    let mut tx = app.db.read().await?;
    let categories = contest::contests::categories_of(&mut tx, contest.id).await?;
    let state = SEEN.iter().copied().find(|s| s.as_str() == form.state);
    let filter = Filter {
        states: state.map_or_else(|| SEEN.to_vec(), |s| vec![s]),
        category: categories
            .iter()
            .find(|c| c.slug == form.category)
            .map(|c| c.id),
        search: form.q.clone(),
        ..Filter::default()
    };
    let total = entries::count(&mut tx, contest.id, &filter).await?;
    let pages = (total + PER_PAGE - 1) / PER_PAGE;
    let page = form.page.parse().unwrap_or(1).clamp(1, pages.max(1));
    let listed = entries::list(
        &mut tx,
        contest.id,
        &filter,
        ((page - 1) * PER_PAGE, PER_PAGE),
    )
    .await?;
    let counted = entries::counts(&mut tx, contest.id).await?;
    let counts = state_counts(&form, &counted);
    let desk = visitor.url(&format!("/{}/desk", contest.slug));
    let name = |id| {
        categories
            .iter()
            .find(|c| c.id == id)
            .map(|c| visitor.pick(&c.name_vi, &c.name_en).to_owned())
    };
    let rows = listed
        .into_iter()
        .map(|l| QueueRow {
            href: format!("{desk}/entries/{}", l.entry.id),
            code: l.entry.code.unwrap_or_default(),
            title: l.entry.title,
            category: name(l.entry.category_id).unwrap_or_default(),
            author: l.author_name,
            at: l.entry.submitted_at.unwrap_or(l.entry.created_at).0,
            state: l.entry.state.as_str().to_owned(),
        })
        .collect();
    visitor.show(
        &app,
        &Queue {
            categories: categories
                .iter()
                .map(|c| Choice::new(&c.slug, visitor.pick(&c.name_vi, &c.name_en)))
                .collect(),
            counts,
            total,
            rows,
            pager: Pager::at(page, pages, |other| form.query(&form.state, other)),
            new_href: format!("{desk}/new"),
            screening_href: format!("{desk}/screening"),
            leaks_href: format!("{desk}/leaks"),
            leaks: leaks::waiting(&mut tx, contest.id).await?,
            originality_href: format!("{desk}/originality"),
            late_href: format!("{desk}/late"),
            intake_href: format!("{desk}/intake"),
            paper_href: format!("{desk}/paper"),
            form,
        },
    )
}
