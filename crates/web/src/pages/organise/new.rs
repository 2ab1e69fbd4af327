//! Creating a contest from a template, or like an earlier one.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect};
use contest::Tx;
use contest::contests::{self, Contest, CreateError, Template};
use contest::people::Role;
use judging::found::{found, found_like};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, Once, Posted, Visitor};
use crate::forms::FormErrors;
use crate::i18n::{Args, text};
use crate::pages::parts::Choice;
use crate::render::Page;

/// What was typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct NewContestForm {
    /// value of a template
    pub template: String,
    /// name in Vietnamese
    pub name_vi: String,
    /// name in English
    pub name_en: String,
    /// part of addresses
    pub slug: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct NewContest {
    /// what was typed
    pub form: NewContestForm,
    /// what is wrong
    pub errors: FormErrors,
    /// with `hint`: what is in it
    pub templates: Vec<Choice>,
    /// what addresses begin with
    pub host_address: String,
}

impl Page for NewContest {
    const TEMPLATE: &'static str = "pages/organise/new.html";

    fn samples() -> Vec<Self> {
        let page = Self {
            form: NewContestForm {
                template: "sonla-2024".into(),
                ..NewContestForm::default()
            },
            errors: FormErrors::new(),
            templates: vec![
                Choice {
                    hint: Some("Bài hát, tranh vẽ, thơ, sáng kiến; 38 giải".into()),
                    ..Choice::new("sonla-2024", "Sơn La 2024")
                },
                Choice {
                    hint: Some("Lập như cuộc thi trước: thể loại, vòng chấm, tiêu chí, giải; không có bài và người".into()),
                    ..Choice::new("like:ve-2023", "Bé vẽ thành phố 2023")
                },
            ],
            host_address: "thi.sonla.example/vi/".into(),
        };
        let wrong = Self {
            form: NewContestForm {
                slug: "Sơn La".into(),
                ..page.form.clone()
            },
            errors: FormErrors::new()
                .with("name_vi", "organise-new-name-missing", &[])
                .with("slug", "organise-new-slug-wrong", &[]),
            ..page.clone()
        };
        vec![page, wrong]
    }
}

const DAY_MS: i64 = 86_400_000;

/// `GET /{lang}/contests/new`.
pub async fn get(State(app): State<App>, visitor: Visitor) -> Answer {
    let form = NewContestForm {
        template: Template::BUILT_IN[0].to_owned(),
        ..NewContestForm::default()
    };
    let mut tx = app.db.read().await?;
    let earlier = earlier(&mut tx, &visitor).await?;
    let page = NewContest::of(&visitor, &earlier, form, FormErrors::new())?;
    visitor.show(&app, &page)
}

/// `POST /{lang}/contests/new`: everything from the template, with dates from next week on, to be changed afterwards.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    Posted { form, once }: Posted<NewContestForm>,
) -> Answer {
    let mut errors = FormErrors::new();
    let mut tx = app.db.begin().await?;
    let own = earlier(&mut tx, &visitor).await?;
    let like = form.template.strip_prefix(LIKE);
    let like = like.and_then(|slug| own.iter().find(|c| c.slug == slug));
    let template = Template::built_in(&form.template);
    if like.is_none() && template.is_err() {
        errors.add("template", "error-choice");
        return visitor.again(&app, &NewContest::of(&visitor, &own, form, errors)?);
    }
    for (field, text) in [("name_vi", &form.name_vi), ("name_en", &form.name_en)] {
        if text.trim().is_empty() {
            errors.add(field, "organise-new-name-missing");
        }
    }
    let day = |n: i64| app.now().plus_ms(n * DAY_MS);
    let new = contests::NewContest {
        slug: form.slug.trim().to_owned(),
        name_vi: form.name_vi.clone(),
        name_en: form.name_en.clone(),
        opens_at: day(7),
        closes_at: day(37),
        judging_until: day(51),
        results_at: day(58),
    };
    if let Some(earlier) = Once::earlier(once, &mut tx, &app).await? {
        return Ok(Redirect::to(&earlier).into_response());
    }
    let (cx, actor) = (app.cx(), visitor.actor());
    let created = match (like, &template) {
        (Some(like), _) => found_like(&mut tx, &cx, &actor, like, &new).await,
        (None, Ok(template)) => found(&mut tx, &cx, &actor, template, &new).await,
        (None, Err(_)) => Err(CreateError::Denied),
    };
    match created {
        Ok(created) if errors.is_empty() => {
            let location = visitor.url(&format!("/{}/organise", created.contest.slug));
            Once::keep(once, &mut tx, &location).await?;
            tx.commit().await?;
            return Ok(Redirect::to(&location).into_response());
        }
        Ok(_) | Err(CreateError::NameMissing) => {}
        Err(CreateError::SlugInvalid) => errors.add("slug", "organise-new-slug-wrong"),
        Err(CreateError::SlugTaken) => errors.add("slug", "organise-new-slug-taken"),
        Err(CreateError::Denied) => return Err(PageError::NotFound),
        Err(error @ (CreateError::DatesOutOfOrder | CreateError::Store(_))) => {
            return Err(PageError::internal(error));
        }
    }
    visitor.again(&app, &NewContest::of(&visitor, &own, form, errors)?)
}

/// What stands before the slug of an earlier contest in the choice of templates.
const LIKE: &str = "like:";

/// The contests that the visitor organises; all of them for an administrator.
async fn earlier(tx: &mut Tx, visitor: &Visitor) -> Result<Vec<Contest>, PageError> {
    let actor = visitor.actor();
    let mut all = contests::all(tx).await?;
    all.retain(|c| actor.is_admin() || actor.has(c.id, Role::Organiser));
    Ok(all)
}

impl NewContest {
    fn of(
        visitor: &Visitor,
        earlier: &[Contest],
        form: NewContestForm,
        errors: FormErrors,
    ) -> Result<Self, PageError> {
        let mut templates = Vec::new();
        for name in Template::BUILT_IN {
            let template = Template::built_in(name).map_err(PageError::internal)?;
            let names: Vec<_> = template
                .categories
                .iter()
                .map(|c| visitor.pick(&c.name_vi, &c.name_en))
                .collect();
            templates.push(Choice {
                hint: Some(names.join(" · ")),
                ..Choice::new(name, visitor.pick(&template.name_vi, &template.name_en))
            });
        }
        let like = |contest: &Contest| Choice {
            hint: Some(text(visitor.lang, "organise-new-like", &Args::new())),
            ..Choice::new(
                &format!("{LIKE}{}", contest.slug),
                visitor.pick(&contest.name_vi, &contest.name_en),
            )
        };
        templates.extend(earlier.iter().map(like));
        Ok(Self {
            form,
            errors,
            templates,
            host_address: format!("{}/{}/", visitor.base, visitor.lang),
        })
    }
}
