//! The popular prize, for visitors: a slip votes once for one work, nobody sees a count before the result is published.

use std::collections::HashMap;

use axum::extract::{Query, State};
use contest::Tx;
use contest::contests::{self, Contest};
use judging::popular::{self, CastError, Tally};
use serde::{Deserialize, Serialize};
use submissions::entries::{self, Filter, Listed, tidy_code};

use crate::accounts::{Limit, allow};
use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Once, Posted, Visitor};
use crate::forms::FormErrors;
use crate::pages::examples;
use crate::pages::parts::WorkCard;
use crate::pages::works;
use crate::render::Page;

/// What is typed: the slip, and the work.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct VoteForm {
    /// code of the slip
    pub slip: String,
    /// code of the work
    pub code: String,
}

/// A work in the result.
#[derive(Clone, Debug, Serialize)]
pub struct Counted {
    /// the work
    pub card: WorkCard,
    /// votes that count
    pub votes: i64,
    /// whether it wins
    pub wins: bool,
}

/// Votes that were not counted.
#[derive(Clone, Debug, Serialize)]
pub struct Discarded {
    /// why
    pub reason: String,
    /// how many
    pub votes: i64,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct PopularPage {
    /// what was typed
    pub form: VoteForm,
    /// what is wrong
    pub errors: FormErrors,
    /// `before`, `open`, `counting` or `published`
    pub state: String,
    /// from when votes are taken
    pub opens_at: i64,
    /// until when
    pub closes_at: i64,
    /// the work that was named, to be looked at before the vote is sent
    pub chosen: Option<WorkCard>,
    /// whether a vote was just taken
    pub thanks: bool,
    /// all votes, once the result is published
    pub votes: i64,
    /// the works with the most votes, once the result is published
    pub counted: Vec<Counted>,
    /// the same of votes that do not count
    pub discarded: Vec<Discarded>,
    /// how a genuine address of this site begins
    pub origin: String,
    /// the exhibition
    pub gallery_href: String,
}

impl Page for PopularPage {
    const TEMPLATE: &'static str = "pages/public/popular.html";

    fn samples() -> Vec<Self> {
        let card = |place: usize| {
            let mut cards = examples::cards();
            cards.swap_remove(place)
        };
        let page = Self {
            form: VoteForm {
                slip: "K7QX2M9PRA".into(),
                code: String::new(),
            },
            errors: FormErrors::new(),
            state: "open".into(),
            opens_at: examples::ANNOUNCED,
            closes_at: examples::CLOSES,
            chosen: None,
            thanks: false,
            votes: 0,
            counted: Vec::new(),
            discarded: Vec::new(),
            origin: "https://thi.sonla.example".into(),
            gallery_href: format!("{}/gallery", examples::BASE),
        };
        let wrong = Self {
            errors: FormErrors::new()
                .with("slip", "popular-slip-used", &[])
                .with("code", "visit-code-none", &[]),
            ..page.clone()
        };
        let chosen = Self {
            form: VoteForm {
                slip: "K7QX2M9PRA".into(),
                code: "T-0014-H".into(),
            },
            chosen: Some(card(0)),
            ..page.clone()
        };
        let counting = Self {
            form: VoteForm::default(),
            state: "counting".into(),
            thanks: true,
            ..page.clone()
        };
        let published = Self {
            state: "published".into(),
            votes: 412,
            counted: vec![
                Counted {
                    card: card(0),
                    votes: 230,
                    wins: true,
                },
                Counted {
                    card: card(1),
                    votes: 151,
                    wins: false,
                },
            ],
            discarded: vec![Discarded {
                reason: "Một máy gửi liên tiếp nhiều phiếu".into(),
                votes: 31,
            }],
            thanks: false,
            ..counting.clone()
        };
        vec![page, wrong, chosen, counting, published]
    }
}

/// Works in the result.
const SHOWN: usize = 10;

/// Whether there is a popular prize to tell of.
pub(super) async fn is_told(
    tx: &mut Tx,
    app: &App,
    contest: &Contest,
) -> Result<bool, sqlx::Error> {
    let poll = popular::poll_of(tx, contest.id).await?;
    Ok(poll.is_some() && contest.is_announced(app.now()))
}

/// What the address says beside the form.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct VotedQuery {
    voted: String,
}

/// `GET /{lang}/{contest}/popular`; `?slip=&code=` shows the work before the vote is sent.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Query(form): Query<VoteForm>,
    Query(query): Query<VotedQuery>,
) -> Answer {
    let mut tx = app.db.read().await?;
    let mut page = PopularPage::of(&mut tx, &app, &visitor, (&contest, form)).await?;
    page.thanks = query.voted == "1";
    if page.state == "open" && !page.form.code.trim().is_empty() {
        page.choose(&mut tx, &app, &visitor, &contest).await?;
    }
    if page.errors.is_empty() {
        visitor.show(&app, &page)
    } else {
        visitor.again(&app, &page)
    }
}

/// `POST /{lang}/{contest}/popular`: a vote.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Posted { form, once }: Posted<VoteForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    let allowed = allow(&mut tx, &app.cx(), Limit::VOTE, &visitor.network).await?;
    tx.commit().await?;
    if !allowed {
        return Err(PageError::TooMany);
    }
    let mut tx = app.db.begin().await?;
    if let Some(location) = Once::earlier(once, &mut tx, &app).await? {
        return Ok(visitor.go(&location));
    }
    let mut page = PopularPage::of(&mut tx, &app, &visitor, (&contest, form)).await?;
    let work = page.choose(&mut tx, &app, &visitor, &contest).await?;
    if page.form.slip.trim().is_empty() {
        page.errors.add("slip", "popular-slip-missing");
    }
    let (Some(work), true) = (work, page.errors.is_empty()) else {
        return visitor.again(&app, &page);
    };
    let vote = (
        page.form.slip.as_str(),
        work.entry.id,
        visitor.network.as_str(),
    );
    match popular::cast(&mut tx, &app.cx(), &contest, vote).await {
        Ok(()) => {
            let location = format!("/{}/popular?voted=1", contest.slug);
            Once::keep(once, &mut tx, &location).await?;
            tx.commit().await?;
            return Ok(visitor.go(&location));
        }
        Err(CastError::Unknown) => page.errors.add("slip", "popular-slip-unknown"),
        Err(CastError::Used) => page.errors.add("slip", "popular-slip-used"),
        Err(CastError::Denied(_)) => return Err(PageError::Closed),
        Err(CastError::Store(error)) => return Err(error.into()),
    }
    visitor.again(&app, &page)
}

impl PopularPage {
    async fn of(
        tx: &mut Tx,
        app: &App,
        visitor: &Visitor,
        (contest, form): (&Contest, VoteForm),
    ) -> Result<Self, PageError> {
        let poll = popular::poll_of(tx, contest.id).await?;
        let poll = poll.filter(|_| contest.is_announced(app.now()));
        let poll = poll.ok_or(PageError::NotFound)?;
        let state = if poll.published_at.is_some() {
            "published"
        } else if app.now() < poll.opens_at {
            "before"
        } else if poll.is_open(app.now()) {
            "open"
        } else {
            "counting"
        };
        let mut page = Self {
            form,
            errors: FormErrors::new(),
            state: state.to_owned(),
            opens_at: poll.opens_at.0,
            closes_at: poll.closes_at.0,
            chosen: None,
            thanks: false,
            votes: 0,
            counted: Vec::new(),
            discarded: Vec::new(),
            origin: visitor.base.clone(),
            gallery_href: visitor.url(&format!("/{}/gallery", contest.slug)),
        };
        if poll.published_at.is_some() {
            let votes = popular::votes_of(tx, contest.id).await?;
            page.votes = i64::try_from(votes.len()).unwrap_or(i64::MAX);
            page.tell(tx, visitor, contest, popular::tally(&votes))
                .await?;
        }
        Ok(page)
    }

    /// The result, as far as its works may be shown.
    async fn tell(
        &mut self,
        tx: &mut Tx,
        visitor: &Visitor,
        contest: &Contest,
        tally: Tally,
    ) -> Result<(), PageError> {
        let winners = tally.winners().len();
        let shown = tally.counted.len().min(SHOWN.max(winners));
        let filter = Filter {
            among: Some(tally.counted[..shown].iter().map(|(id, _)| *id).collect()),
            ..Filter::shown()
        };
        let listed = entries::all(tx, contest.id, &filter).await?;
        let listed: HashMap<_, _> = listed.iter().map(|one| (one.entry.id, one)).collect();
        for (place, (id, votes)) in tally.counted[..shown].iter().enumerate() {
            if let Some(one) = listed.get(id) {
                self.counted.push(Counted {
                    card: card(tx, visitor, contest, one).await?,
                    votes: *votes,
                    wins: place < winners,
                });
            }
        }
        self.discarded = tally
            .discarded
            .into_iter()
            .map(|(reason, votes)| Discarded { reason, votes })
            .collect();
        Ok(())
    }

    /// Finds the work that was named, and shows it.
    async fn choose(
        &mut self,
        tx: &mut Tx,
        app: &App,
        visitor: &Visitor,
        contest: &Contest,
    ) -> Result<Option<Listed>, PageError> {
        let code = tidy_code(&self.form.code).unwrap_or_default();
        match super::work::shown(tx, app, contest, &code).await {
            Ok(work) => {
                self.chosen = Some(card(tx, visitor, contest, &work).await?);
                Ok(Some(work))
            }
            Err(PageError::NotFound) => {
                self.errors.add("code", "visit-code-none");
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }
}

async fn card(
    tx: &mut Tx,
    visitor: &Visitor,
    contest: &Contest,
    one: &Listed,
) -> Result<WorkCard, PageError> {
    let category = contests::category(tx, one.entry.category_id)
        .await?
        .ok_or(PageError::NotFound)?;
    Ok(works::card(visitor, contest, category.kind, one, None))
}
