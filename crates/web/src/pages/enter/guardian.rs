//! The guardian's own page, opened from a slip or a message: two taps, and a way back at any time.

use axum::extract::{Path, State};
use http::HeaderMap;
use serde::{Deserialize, Serialize};
use submissions::consents::{self, Answers, Given, Means, Side};
use submissions::files;

use crate::app::App;
use crate::extract::{Answer, Posted, Visitor, Ward};
use crate::forms::FormErrors;
use crate::media::{self, Wanted};
use crate::pages::consenting::{ConsentForm, ConsentView, standing_of};
use crate::pages::enter::consents::refused;
use crate::pages::examples;
use crate::pages::parts::{Contact, WorkView};
use crate::pages::works::{self, Texts};
use crate::render::Page;

/// What was tapped.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct GuardianForm {
    /// `all`, `none`, or `each` with the answers beside it
    pub answer: String,
    /// one by one
    #[serde(flatten)]
    pub each: ConsentForm,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Guardian {
    /// the present answers, or what was chosen
    pub form: ConsentForm,
    /// what is wrong
    pub errors: FormErrors,
    /// the child's name
    pub name: String,
    /// title of the work
    pub title: String,
    /// the category's name
    pub category: String,
    /// the work
    pub work: WorkView,
    /// how consent stands
    pub view: ConsentView,
    /// whether the guardian answered before
    pub answered: bool,
    /// the privacy part of the rules
    pub privacy_href: String,
    /// whom to ask
    pub contact: Contact,
}

impl Page for Guardian {
    const TEMPLATE: &'static str = "pages/enter/guardian.html";

    fn samples() -> Vec<Self> {
        let page = Self {
            form: ConsentForm::default(),
            errors: FormErrors::new(),
            name: "Lò Thị Mai Hương".into(),
            title: "Lớp học bên suối Nặm La".into(),
            category: "Tranh vẽ".into(),
            work: examples::painting(),
            view: ConsentView::sample(),
            answered: false,
            privacy_href: format!("{}/rules#privacy", examples::BASE),
            contact: examples::contact(),
        };
        let answered = Self {
            answered: true,
            ..page.clone()
        };
        vec![page, answered]
    }
}

/// `GET /{lang}/guardians/{key}`.
pub async fn get(State(app): State<App>, visitor: Visitor, ward: Ward) -> Answer {
    let page = Guardian::of(&app, &visitor, &ward, None).await?;
    visitor.show(&app, &page)
}

/// `POST /{lang}/guardians/{key}`.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    ward: Ward,
    Posted { form, .. }: Posted<GuardianForm>,
) -> Answer {
    let mut errors = FormErrors::new();
    let answers = match form.answer.as_str() {
        "all" => Answers::ALL,
        "none" => Answers::default(),
        "each" => {
            form.each.check_each(&mut errors);
            form.each.answers()
        }
        _ => {
            errors.add("takes_part", "error-choice");
            Answers::default()
        }
    };
    if !errors.is_empty() {
        let mut page = Guardian::of(&app, &visitor, &ward, Some(form.each)).await?;
        page.errors = errors;
        return visitor.again(&app, &page);
    }
    let given = Given {
        side: Side::Guardian,
        means: Means::GuardianLink,
        answers,
        paper: None,
    };
    let of = (&ward.contest, &ward.entry, &ward.author);
    let mut tx = app.db.begin().await?;
    consents::answer(&mut tx, &app.cx(), &ward.actor(), of, given)
        .await
        .map_err(refused)?;
    tx.commit().await?;
    Ok(visitor.go_saying(&format!("/guardians/{}", ward.key), "notice-thanks"))
}

/// `GET /{lang}/guardians/{key}/media/{slot}/{recipe}`: the work that is asked about.
pub async fn media(
    State(app): State<App>,
    ward: Ward,
    Path((_, _, slot, recipe)): Path<(String, String, String, String)>,
    headers: HeaderMap,
) -> Answer {
    let tx = app.db.read().await?;
    let wanted = Wanted {
        entry: ward.entry.id,
        slot: &slot,
        recipe: &recipe,
        name: ward.entry.code.as_deref().unwrap_or("draft"),
        public: false,
        blind: false,
    };
    media::answer(&app, tx, &headers, wanted).await
}

impl Guardian {
    async fn of(
        app: &App,
        visitor: &Visitor,
        ward: &Ward,
        form: Option<ConsentForm>,
    ) -> Result<Self, crate::error::PageError> {
        let mut tx = app.db.read().await?;
        let files = files::of_entry(&mut tx, ward.entry.id).await?;
        let of = (&ward.contest, &ward.entry, &ward.author);
        let (standing, age) = standing_of(&mut tx, of).await?;
        let texts = Texts {
            kind: ward.category.kind,
            title: &ward.entry.title,
            alt: &ward.entry.alt,
            body: &ward.entry.body,
            initiative: &ward.entry.initiative(),
        };
        let media = visitor.url(&format!("/guardians/{}/media", ward.key));
        let form = form.unwrap_or_else(|| ConsentForm::of(&standing, Side::Guardian));
        Ok(Self {
            answered: !form.takes_part.is_empty(),
            form,
            errors: FormErrors::new(),
            name: ward.author.full_name.clone(),
            title: ward.entry.title.clone(),
            category: visitor
                .pick(&ward.category.name_vi, &ward.category.name_en)
                .to_owned(),
            work: works::view(&texts, &files, &media),
            view: ConsentView::of(&standing, age),
            privacy_href: visitor.url(&format!("/{}/rules#privacy", ward.contest.slug)),
            contact: Contact::of(visitor, &ward.contest),
        })
    }
}
