//! Who must not judge what: what the program found, what jurors declared, what organisers rule.

use axum::extract::{Path, State};
use contest::Tx;
use contest::contests::{self, Category, Contest};
use contest::people::PersonId;
use judging::assignments::{self, RuleError, Ruling};
use judging::conflicts::{self, Why};
use judging::rounds;
use serde::{Deserialize, Serialize};
use submissions::entries::{self, Filter};

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Posted, Visitor};
use crate::forms::FormErrors;
use crate::pages::enter::work::category_called;
use crate::pages::examples;
use crate::pages::parts::{Choice, Phrase};
use crate::render::Page;

/// A juror and a work.
#[derive(Clone, Debug, Serialize)]
pub struct ConflictRow {
    /// sent as `person`
    pub person: String,
    /// the juror's name
    pub juror: String,
    /// the work's code
    pub code: String,
    /// its author
    pub author: String,
    /// what was found
    pub why: Vec<Phrase>,
    /// `found`, `stands` or `denied`
    pub state: String,
    /// why it was ruled so; may be empty
    pub reason: String,
}

/// What a juror declared.
#[derive(Clone, Debug, Serialize)]
pub struct Declared {
    /// the juror's name
    pub juror: String,
    /// how and whom; absent where there is nobody
    pub ties: Vec<Phrase>,
    /// whether the juror answered
    pub answered: bool,
}

/// A ruling, as typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RulingForm {
    /// the juror
    pub person: String,
    /// the work's code
    pub code: String,
    /// `stands` or `denied`
    pub ruling: String,
    /// why
    pub reason: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Conflicts {
    /// slug of the category shown
    pub category: String,
    /// all categories: `value` is the slug, `hint` this page for it
    pub categories: Vec<Choice>,
    /// those without a ruling first
    pub rows: Vec<ConflictRow>,
    /// the jurors' own words
    pub declared: Vec<Declared>,
    /// the jurors of the category
    pub jurors: Vec<Choice>,
    /// what was typed
    pub form: RulingForm,
    /// what is wrong
    pub errors: FormErrors,
    /// the organisers' page
    pub back_href: String,
}

impl Page for Conflicts {
    const TEMPLATE: &'static str = "pages/organise/conflicts.html";

    fn samples() -> Vec<Self> {
        let row = |juror: &str, code: &str, author: &str, why: &str, state: &str| ConflictRow {
            person: "1".into(),
            juror: juror.into(),
            code: code.into(),
            author: author.into(),
            why: vec![Phrase::new(why, &[])],
            state: state.into(),
            reason: if state == "denied" {
                "Số điện thoại cũ của cơ quan".into()
            } else {
                String::new()
            },
        };
        let page = Self {
            category: "painting".into(),
            categories: examples::category_tabs("organise/conflicts"),
            rows: vec![
                row(
                    "Hà Thị Minh Châu",
                    "T-0014-H",
                    "Lò Thị Ban",
                    "conflict-why-phone",
                    "found",
                ),
                row(
                    "Tòng Văn Hưng",
                    "T-0102-M",
                    "Cầm Văn Pành",
                    "conflict-why-declared-pupil",
                    "stands",
                ),
                row(
                    "Nguyễn Thu Hà",
                    "T-0179-K",
                    "Quàng Thị Mai",
                    "conflict-why-school",
                    "denied",
                ),
            ],
            declared: vec![
                Declared {
                    juror: "Tòng Văn Hưng".into(),
                    ties: vec![Phrase::new(
                        "conflict-tie-pupil",
                        &[("name", "Cầm Văn Pành".into()), ("note", "".into())],
                    )],
                    answered: true,
                },
                Declared {
                    juror: "Nguyễn Thu Hà".into(),
                    ties: Vec::new(),
                    answered: true,
                },
                Declared {
                    juror: "Hà Thị Minh Châu".into(),
                    ties: Vec::new(),
                    answered: false,
                },
            ],
            jurors: vec![
                Choice::new("1", "Hà Thị Minh Châu"),
                Choice::new("2", "Tòng Văn Hưng"),
            ],
            form: RulingForm::default(),
            errors: FormErrors::new(),
            back_href: format!("{}/organise", examples::BASE),
        };
        let wrong = Self {
            form: RulingForm {
                code: "T-9999".into(),
                ..RulingForm::default()
            },
            errors: FormErrors::new().with("code", "error-choice", &[]),
            ..page.clone()
        };
        vec![page, wrong]
    }
}

type ConflictsPath = (String, String, String);

/// `GET /{lang}/{contest}/organise/conflicts`: the first category.
pub async fn choose(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
) -> Answer {
    let mut tx = app.db.read().await?;
    let categories = contests::categories_of(&mut tx, contest.id).await?;
    let first = categories.first().ok_or(PageError::NotFound)?;
    Ok(visitor.go(&format!(
        "/{}/organise/conflicts/{}",
        contest.slug, first.slug
    )))
}

/// `GET /{lang}/{contest}/organise/conflicts/{category}`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, slug)): Path<ConflictsPath>,
) -> Answer {
    let category = category_called(&app, &contest, &slug).await?;
    let mut tx = app.db.read().await?;
    let page = Conflicts::of(&mut tx, &visitor, (&contest, &category)).await?;
    visitor.show(&app, &page)
}

/// `POST /{lang}/{contest}/organise/conflicts/{category}`: a ruling on one juror and one work.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, slug)): Path<ConflictsPath>,
    Posted { form, .. }: Posted<RulingForm>,
) -> Answer {
    let category = category_called(&app, &contest, &slug).await?;
    let mut errors = FormErrors::new();
    let mut tx = app.db.begin().await?;
    let entry = entries::by_code(&mut tx, contest.id, form.code.trim()).await?;
    let person = form.person.parse::<PersonId>().ok();
    let ruling = if form.ruling == "denied" {
        Ruling::Denied
    } else {
        Ruling::Stands
    };
    match (person, entry) {
        (None, _) => errors.add("person", "error-choice"),
        (_, None) => errors.add("code", "error-choice"),
        (Some(person), Some(entry)) => {
            let of = (&contest, category.id);
            let what = ((person, entry.id), ruling, form.reason.as_str());
            match assignments::rule_conflict(&mut tx, &app.cx(), &visitor.actor(), of, what).await {
                Ok(()) => {
                    tx.commit().await?;
                    let here = format!("/{}/organise/conflicts/{slug}", contest.slug);
                    return Ok(visitor.go_saying(&here, "notice-saved"));
                }
                Err(RuleError::ReasonMissing) => errors.add("reason", "error-reason"),
                Err(RuleError::NoSuchPair) => errors.add("code", "error-choice"),
                Err(RuleError::Denied(_)) => return Err(PageError::Closed),
                Err(RuleError::Store(error)) => return Err(error.into()),
            }
        }
    }
    let mut page = Conflicts::of(&mut tx, &visitor, (&contest, &category)).await?;
    page.form = form;
    page.errors = errors;
    visitor.again(&app, &page)
}

fn said(why: Why) -> Phrase {
    match why {
        Why::Phone => Phrase::new("conflict-why-phone", &[]),
        Why::Email => Phrase::new("conflict-why-email", &[]),
        Why::School => Phrase::new("conflict-why-school", &[]),
        Why::Name => Phrase::new("conflict-why-name", &[]),
        Why::Declared(kind) => {
            Phrase::new(&format!("conflict-why-declared-{}", kind.as_str()), &[])
        }
    }
}

impl Conflicts {
    async fn of(
        tx: &mut Tx,
        visitor: &Visitor,
        (contest, category): (&Contest, &Category),
    ) -> Result<Self, PageError> {
        let back_href = visitor.url(&format!("/{}/organise", contest.slug));
        let found = conflicts::conflicts_of(tx, contest.id, category.id).await?;
        let among = found.iter().map(|c| c.entry_id).collect::<Vec<_>>();
        let most = i64::try_from(among.len()).unwrap_or(i64::MAX);
        let filter = Filter {
            among: Some(among),
            ..Filter::default()
        };
        let listed = entries::list(tx, contest.id, &filter, (0, most)).await?;
        let rows = found
            .into_iter()
            .filter_map(|c| {
                let work = listed.iter().find(|l| l.entry.id == c.entry_id)?;
                Some(ConflictRow {
                    person: c.person_id.to_string(),
                    juror: c.juror,
                    code: work.entry.code.clone().unwrap_or_default(),
                    author: work.author_name.clone(),
                    why: c.why.into_iter().map(said).collect(),
                    state: match c.stands {
                        None => "found",
                        Some(true) => "stands",
                        Some(false) => "denied",
                    }
                    .to_owned(),
                    reason: c.reason,
                })
            })
            .collect();
        let mut jurors: Vec<(PersonId, String)> = rounds::members_of(tx, contest.id)
            .await?
            .into_iter()
            .filter(|m| m.category_id == category.id)
            .map(|m| (m.person_id, m.name))
            .collect();
        jurors.sort_by(|a, b| (&a.1, a.0).cmp(&(&b.1, b.0)));
        jurors.dedup();
        let ties = conflicts::ties_of(tx, contest.id).await?;
        let answered = conflicts::declared_by(tx, contest.id).await?;
        let declared = jurors
            .iter()
            .map(|(id, name)| Declared {
                juror: name.clone(),
                ties: ties
                    .iter()
                    .filter(|t| t.person_id == *id)
                    .map(|t| {
                        let args = [
                            ("name", t.name.as_str().into()),
                            ("note", t.note.as_str().into()),
                        ];
                        Phrase::new(&format!("conflict-tie-{}", t.kind.as_str()), &args)
                    })
                    .collect(),
                answered: answered.contains(id),
            })
            .collect();
        Ok(Self {
            category: category.slug.clone(),
            categories: contests::categories_of(tx, contest.id)
                .await?
                .iter()
                .map(|c| Choice {
                    hint: Some(format!("{back_href}/conflicts/{}", c.slug)),
                    ..Choice::new(&c.slug, visitor.pick(&c.name_vi, &c.name_en))
                })
                .collect(),
            rows,
            declared,
            jurors: jurors
                .iter()
                .map(|(id, name)| Choice::new(&id.to_string(), name))
                .collect(),
            form: RulingForm::default(),
            errors: FormErrors::new(),
            back_href,
        })
    }
}
