//! Entering on behalf of somebody who came with paper.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use contest::contests::{self, Category, Contest};
use serde::{Deserialize, Serialize};
use submissions::consents::{self, AgeGroup, Answers, Given, Means, Side};
use submissions::entries::{self, AiUse, Author, EntryId, Source, SubmitError};

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Once, Posted, PostedWithFiles, Visitor};
use crate::forms::FormErrors;
use crate::pages::consenting::ConsentForm;
use crate::pages::enter::author::{AuthorForm, wards};
use crate::pages::enter::taking::{Taken, take_in};
use crate::pages::enter::work::{
    EntryWork, WorkForm, WorkLimits, category_called, faults_to_errors, not_begun, refused,
};
use crate::pages::examples;
use crate::pages::parts::Choice;
use crate::pages::stating::{AiForm, unstated};
use crate::render::Page;

/// What was typed; files come beside it as `work` and `sheet`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct NewEntryForm {
    /// the work
    #[serde(flatten)]
    pub work: WorkForm,
    /// its author
    #[serde(flatten)]
    pub author: AuthorForm,
    /// what the signed paper says
    #[serde(flatten)]
    pub consents: ConsentForm,
    /// what it says of AI; `unasked` where it says nothing
    #[serde(flatten)]
    pub ai: AiForm,
}

/// The page. Posts multipart to its own address.
#[derive(Clone, Debug, Serialize)]
pub struct NewEntry {
    /// `song`, `painting`, `poem` or `initiative`
    pub kind: String,
    /// slug of the category being entered
    pub category: String,
    /// all categories: `value` is the slug, `hint` the address of this page for it
    pub categories: Vec<Choice>,
    /// what was typed
    pub form: NewEntryForm,
    /// what is wrong
    pub errors: FormErrors,
    /// what the category allows
    pub limits: WorkLimits,
    /// wards to choose from
    pub wards: Vec<Choice>,
    /// the list
    pub back_href: String,
}

impl Page for NewEntry {
    const TEMPLATE: &'static str = "pages/desk/new.html";

    fn samples() -> Vec<Self> {
        let page = |kind: &str| Self {
            kind: kind.into(),
            category: kind.into(),
            categories: examples::category_tabs("desk/new"),
            form: NewEntryForm::default(),
            errors: FormErrors::new(),
            limits: WorkLimits {
                title: 120,
                lines: 60,
                text: 4_000,
                file: 20_000_000,
                minutes: 6,
                pages: 10,
            },
            wards: vec![Choice::new("chieng-sinh", "Chiềng Sinh")],
            back_href: format!("{}/desk", examples::BASE),
        };
        let wrong = Self {
            errors: FormErrors::new().with("title", "error-title", &[]),
            ..page("poem")
        };
        vec![page("painting"), wrong, page("song"), page("initiative")]
    }
}

/// `GET /{lang}/{contest}/desk/new`: the first category.
pub async fn choose(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
) -> Answer {
    let mut tx = app.db.read().await?;
    let categories = contests::categories_of(&mut tx, contest.id).await?;
    let first = categories.first().ok_or(PageError::NotFound)?;
    Ok(visitor.go(&format!("/{}/desk/new/{}", contest.slug, first.slug)))
}

/// `GET /{lang}/{contest}/desk/new/{category}`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, slug)): Path<(String, String, String)>,
) -> Answer {
    let category = category_called(&app, &contest, &slug).await?;
    let page = NewEntry::of(
        &app,
        &visitor,
        (&contest, &category),
        NewEntryForm::default(),
    )
    .await?;
    visitor.show(&app, &page)
}

/// `POST /{lang}/{contest}/desk/new/{category}`: begun, described, credited and sent in one transaction.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, slug)): Path<(String, String, String)>,
    PostedWithFiles {
        posted: Posted { mut form, once },
        files,
    }: PostedWithFiles<NewEntryForm>,
) -> Answer {
    let category = category_called(&app, &contest, &slug).await?;
    let taken = take_in(&app, &category, form.work.clone(), files).await?;
    let mut errors = taken.errors(&category, (&[], &[]));
    let author = form.author.to_credit().parse(entries::year_of(&contest));
    if let Err(faults) = &author {
        faults_to_errors(&mut errors, faults);
    }
    form.consents.check_sending(&mut errors);
    let said = match form.ai.ai.as_str() {
        "unasked" => None,
        _ => form.ai.ai_use(&mut errors),
    };
    form.work.clone_from(&taken.form);
    let answers = form.consents.answers();
    if let (true, Ok(author)) = (errors.is_empty(), author) {
        match record(
            &app,
            &visitor,
            (&contest, &category),
            (&taken, &author, (answers, said.as_ref())),
            once,
        )
        .await?
        {
            Ok(location) => return Ok(Redirect::to(&location).into_response()),
            Err(most) => {
                errors.add_with(
                    "takes_part",
                    "error-limit-reached",
                    [("max".to_owned(), most.into())].into(),
                );
            }
        }
    }
    let mut page = NewEntry::of(&app, &visitor, (&contest, &category), form).await?;
    page.errors = errors;
    visitor.again(&app, &page)
}

/// Records the entry; where the author's limit is reached, says the limit.
async fn record(
    app: &App,
    visitor: &Visitor,
    (contest, category): (&Contest, &Category),
    (taken, author, (answers, said)): (&Taken, &Author, (Answers, Option<&AiUse>)),
    once: Option<Once>,
) -> Result<Result<String, i64>, PageError> {
    let (cx, actor) = (app.cx(), visitor.actor());
    let mut tx = app.db.begin().await?;
    if let Some(earlier) = Once::earlier(once, &mut tx, app).await? {
        return Ok(Ok(earlier));
    }
    let begun = entries::begin(
        &mut tx,
        &cx,
        &actor,
        (contest, category),
        (Source::Desk, &taken.work),
    )
    .await;
    let begun = begun.map_err(not_begun)?;
    let id = begun.entry.id;
    let change = (&taken.work, taken.received.as_slice());
    entries::describe(&mut tx, &cx, &actor, (contest, &begun.entry), change)
        .await
        .map_err(refused)?;
    let entry = reload(&mut tx, id).await?;
    entries::credit(&mut tx, &cx, &actor, (contest, &entry), author)
        .await
        .map_err(PageError::internal)?;
    if let Some(said) = said {
        entries::state_ai_use(&mut tx, &cx, &actor, (contest, &entry), said)
            .await
            .map_err(unstated)?;
    }
    // The form on paper carries both signatures.
    let age = AgeGroup::of(author.birth_year, entries::year_of(contest));
    let own = age.asks_own().then_some(Side::Own);
    let guardian = age.asks_guardian().then_some(Side::Guardian);
    for side in own.into_iter().chain(guardian) {
        let given = Given {
            side,
            means: Means::Paper,
            answers,
            paper: None,
        };
        consents::answer(&mut tx, &cx, &actor, (contest, &entry, author), given)
            .await
            .map_err(PageError::internal)?;
    }
    match entries::submit(&mut tx, &cx, &actor, (contest, category, &entry)).await {
        Ok(_) => {}
        Err(SubmitError::LimitReached(most)) => return Ok(Err(most)),
        Err(SubmitError::Denied(_)) => return Err(PageError::Closed),
        Err(error) => return Err(PageError::internal(error)),
    }
    let location = visitor.url(&format!("/{}/desk/entries/{id}", contest.slug));
    Once::keep(once, &mut tx, &location).await?;
    tx.commit().await?;
    Ok(Ok(location))
}

async fn reload(tx: &mut contest::Tx, id: EntryId) -> Result<entries::Entry, PageError> {
    entries::by_id(tx, id).await?.ok_or(PageError::NotFound)
}

impl NewEntry {
    async fn of(
        app: &App,
        visitor: &Visitor,
        (contest, category): (&Contest, &Category),
        form: NewEntryForm,
    ) -> Result<Self, PageError> {
        let mut tx = app.db.read().await?;
        let desk = visitor.url(&format!("/{}/desk", contest.slug));
        let categories = contests::categories_of(&mut tx, contest.id)
            .await?
            .iter()
            .map(|c| Choice {
                hint: Some(format!("{desk}/new/{}", c.slug)),
                ..Choice::new(&c.slug, visitor.pick(&c.name_vi, &c.name_en))
            })
            .collect();
        let blank = EntryWork::blank(visitor, contest, category);
        Ok(Self {
            kind: blank.kind,
            category: category.slug.clone(),
            categories,
            form,
            errors: FormErrors::new(),
            limits: blank.limits,
            wards: wards(contest),
            back_href: desk,
        })
    }
}
