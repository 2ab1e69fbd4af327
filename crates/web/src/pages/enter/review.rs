//! Step 3 of 3: look once more, agree, send.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect};
use contest::Tx;
use serde::{Deserialize, Serialize};
use submissions::consents::{self, AgeGroup, Answers, Given, Means, Side};
use submissions::entries::{self, Author, Entry, Missing, SubmitError};
use submissions::files;
use submissions::uploads;

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, Held, Once, Posted, Visitor};
use crate::forms::FormErrors;
use crate::pages::consenting::ConsentForm;
use crate::pages::enter::consents::refused;
use crate::pages::enter::following::Keep;
use crate::pages::enter::work::held_file;
use crate::pages::examples;
use crate::pages::parts::{HeldFile, WorkView};
use crate::pages::stating::{AiForm, unstated};
use crate::pages::works::{self, Texts};
use crate::render::Page;

/// The answers.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ReviewForm {
    /// the author's own, or a small child's guardian's
    #[serde(flatten)]
    pub consents: ConsentForm,
    /// what is said of AI
    #[serde(flatten)]
    pub ai: AiForm,
    /// for a child: `here` where the guardian sits beside and agrees, `later` where the guardian is asked by a link
    pub guardian: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Review {
    /// what was answered
    pub form: ReviewForm,
    /// what is wrong
    pub errors: FormErrors,
    /// the category's name
    pub category: String,
    /// title
    pub title: String,
    /// the work as it will be seen
    pub view: WorkView,
    /// files that the server has
    pub files: Vec<HeldFile>,
    /// full name
    pub name: String,
    /// year of birth, as typed
    pub birth_year: String,
    /// phone, as typed
    pub phone: String,
    /// ward and school in one line; may be empty
    pub place: String,
    /// guardian in one line; empty for adults
    pub guardian: String,
    /// the group and everybody else who made it, in one line; may be empty
    pub together: String,
    /// `small`, `child`, `youth` or `adult`: who answers
    pub age: String,
    /// step 1
    pub work_href: String,
    /// step 2
    pub author_href: String,
    /// the privacy part of the rules
    pub privacy_href: String,
    /// displayed deadline
    pub closes_at: i64,
    /// whether it is too late to send; the page can be read for ever
    pub closed: bool,
    /// where a late-entry code is sent
    pub late_href: String,
    /// how to come back to the draft
    pub keep: Option<Keep>,
}

impl Page for Review {
    const TEMPLATE: &'static str = "pages/enter/review.html";

    fn samples() -> Vec<Self> {
        let page = Self {
            form: ReviewForm::default(),
            errors: FormErrors::new(),
            category: "Tranh vẽ".into(),
            title: "Lớp học bên suối Nặm La".into(),
            view: examples::painting(),
            files: vec![examples::held()],
            name: "Lò Thị Mai Hương".into(),
            birth_year: "2012".into(),
            phone: "0912 345 678".into(),
            place: "Chiềng Sinh, Trường THCS Chiềng Sinh".into(),
            guardian: "Lò Văn Thắng (bố), 0987 654 321".into(),
            together: "Nhóm Ban Trắng, Cà Văn Thuận (1980)".into(),
            age: "child".into(),
            work_href: "/vi/b/9f2kq7/work".into(),
            author_href: "/vi/b/9f2kq7/author".into(),
            privacy_href: format!("{}/rules#privacy", examples::BASE),
            closes_at: examples::CLOSES,
            closed: false,
            late_href: "/vi/b/9f2kq7/late".into(),
            keep: Some(examples::keep()),
        };
        let unanswered = Self {
            errors: FormErrors::new()
                .with("ai_how", "error-ai-how", &[])
                .with("takes_part", "enter-review-takes-part-needed", &[])
                .with("named", "enter-review-named-needed", &[]),
            age: "adult".into(),
            guardian: String::new(),
            view: examples::poem(),
            files: Vec::new(),
            ..page.clone()
        };
        let late = Self {
            closed: true,
            ..page.clone()
        };
        vec![page, unanswered, late]
    }
}

/// `GET /{lang}/entries/{key}/review`.
pub async fn get(State(app): State<App>, visitor: Visitor, held: Held) -> Answer {
    let mut tx = app.db.read().await?;
    match Review::of(
        &mut tx,
        (&app, &visitor),
        &held,
        ReviewForm::of(&held.entry),
        FormErrors::new(),
    )
    .await?
    {
        Ok(page) => visitor.show(&app, &page),
        Err(step) => Ok(visitor.go(&format!("/entries/{}/{step}", held.key))),
    }
}

/// What became of sending.
pub(crate) enum Sending {
    /// It has a receipt.
    Sent,
    /// Answers are to be corrected.
    Asked,
    /// Something is not there yet.
    Incomplete(Missing),
}

/// `POST /{lang}/entries/{key}/review`: sends the entry.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    held: Held,
    Posted { form, once }: Posted<ReviewForm>,
) -> Answer {
    let receipt = visitor.url(&format!("/entries/{}?sent=1", held.key));
    let mut errors = FormErrors::new();
    let mut tx = app.db.begin().await?;
    if let Some(earlier) = Once::earlier(once, &mut tx, &app).await? {
        return Ok(Redirect::to(&earlier).into_response());
    }
    if let Sending::Sent = send(&mut tx, &app, &held, &form, &mut errors).await? {
        Once::keep(once, &mut tx, &receipt).await?;
        tx.commit().await?;
        return Ok(Redirect::to(&receipt).into_response());
    }
    drop(tx);
    let mut tx = app.db.read().await?;
    match Review::of(&mut tx, (&app, &visitor), &held, form, errors).await? {
        Ok(page) => visitor.again(&app, &page),
        Err(step) => Ok(visitor.go(&format!("/entries/{}/{step}", held.key))),
    }
}

/// States how AI was used, records what was agreed to, and sends.
pub(crate) async fn send(
    tx: &mut Tx,
    app: &App,
    held: &Held,
    form: &ReviewForm,
    errors: &mut FormErrors,
) -> Result<Sending, PageError> {
    let said = form.ai.ai_use(errors);
    form.consents.check_sending(errors);
    let Some(author) = entries::author_of(tx, held.entry.id).await? else {
        return Ok(Sending::Incomplete(Missing {
            author: true,
            ..Missing::default()
        }));
    };
    let age = AgeGroup::of(author.birth_year, entries::year_of(&held.contest));
    let by_guardian = form.guardian == "here" || age == AgeGroup::Small;
    if age == AgeGroup::Child && !["here", "later"].contains(&form.guardian.as_str()) {
        errors.add("guardian", "error-choice");
    }
    let Some(said) = said.filter(|_| errors.is_empty()) else {
        return Ok(Sending::Asked);
    };
    let (cx, actor) = (app.cx(), held.actor());
    let of = (&held.contest, &held.entry);
    entries::state_ai_use(tx, &cx, &actor, of, &said)
        .await
        .map_err(unstated)?;
    let answers = form.consents.answers();
    agree(tx, app, (held, &author), (answers, by_guardian)).await?;
    let of = (&held.contest, &held.category, &held.entry);
    match entries::submit(tx, &cx, &actor, of).await {
        Ok(_) => Ok(Sending::Sent),
        Err(SubmitError::Incomplete(missing)) => Ok(Sending::Incomplete(missing)),
        Err(SubmitError::NoConsent) => Ok(Sending::Asked),
        Err(SubmitError::LimitReached(most)) => {
            let max = ("max".to_owned(), most.into());
            errors.add_with("takes_part", "error-limit-reached", [max].into());
            Ok(Sending::Asked)
        }
        Err(SubmitError::Denied(_)) => Err(PageError::Closed),
        Err(SubmitError::ChangedElsewhere) => Err(PageError::Conflict),
        Err(SubmitError::Store(error)) => Err(error.into()),
    }
}

impl ReviewForm {
    /// What was said before, when an entry is sent once more; everything else is asked anew.
    fn of(entry: &Entry) -> Self {
        Self {
            ai: AiForm::of(entry),
            ..Self::default()
        }
    }
}

/// Records the author's answers, and the guardian's where they were given on the same screen.
async fn agree(
    tx: &mut Tx,
    app: &App,
    (held, author): (&Held, &Author),
    (answers, by_guardian): (Answers, bool),
) -> Result<(), PageError> {
    let age = AgeGroup::of(author.birth_year, entries::year_of(&held.contest));
    let own = age.asks_own().then_some(Side::Own);
    let guardian = (by_guardian && age.asks_guardian()).then_some(Side::Guardian);
    for side in own.into_iter().chain(guardian) {
        let given = Given {
            side,
            means: Means::Link,
            answers,
            paper: None,
        };
        let of = (&held.contest, &held.entry, author);
        consents::answer(tx, &app.cx(), &held.actor(), of, given)
            .await
            .map_err(refused)?;
    }
    Ok(())
}

impl Review {
    /// The page, or the step at which something is still missing.
    async fn of(
        tx: &mut Tx,
        (app, visitor): (&App, &Visitor),
        held: &Held,
        form: ReviewForm,
        errors: FormErrors,
    ) -> Result<Result<Self, &'static str>, PageError> {
        let entry = &held.entry;
        let files = files::of_entry(tx, entry.id).await?;
        let author = entries::author_of(tx, entry.id).await?;
        let expected = uploads::in_force(tx, entry.id).await?;
        let held_files = (files.as_slice(), expected.as_slice());
        let missing = entries::missing_of(&held.category, entry, held_files, author.as_ref());
        if !missing.work.is_empty() || missing.file.is_some() {
            return Ok(Err("work"));
        }
        let Some(author) = author else {
            return Ok(Err("author"));
        };
        let address = visitor.url(&format!("/entries/{}", held.key));
        let texts = Texts {
            kind: held.category.kind,
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
        Ok(Ok(Self {
            form,
            errors,
            category: visitor
                .pick(&held.category.name_vi, &held.category.name_en)
                .to_owned(),
            title: entry.title.clone(),
            view: works::view(&texts, &files, &format!("{address}/media")),
            files: files.iter().map(|f| held_file(f, &address)).collect(),
            name: author.full_name.clone(),
            birth_year: author.birth_year.to_string(),
            phone: author.phone.clone(),
            place: joined([&author.ward, &author.school]),
            guardian: joined([&author.guardian_name, &author.guardian_phone]),
            together: entries::together_of(tx, entry).await?.line(),
            age: AgeGroup::of(author.birth_year, entries::year_of(&held.contest))
                .as_str()
                .to_owned(),
            work_href: format!("{address}/work"),
            author_href: format!("{address}/author"),
            privacy_href: visitor.url(&format!("/{}/rules#privacy", held.contest.slug)),
            closes_at: held.entry.closes_at(&held.contest).0,
            closed: entries::may_change(&held.actor(), &held.contest, entry, app.now()).is_err(),
            late_href: format!("{address}/late"),
            keep: Keep::of(tx, app, visitor, held).await?,
        }))
    }
}
