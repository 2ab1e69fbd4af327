//! A juror says whom they are close to, before the works are shown. What matches is not told.

use std::collections::BTreeMap;

use axum::extract::State;
use contest::Tx;
use contest::contests::Contest;
use judging::assignments::{self, DeclareError, TieInput};
use judging::conflicts::{self, TieKind};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Posted, Visitor};
use crate::forms::FormErrors;
use crate::i18n::{Args, text};
use crate::pages::examples;
use crate::pages::parts::Choice;
use crate::render::Page;

/// One tie, as typed. The form sends `kind-<n>`, `name-<n>`, `note-<n>`, n from 0; without a name the line is not sent.
#[derive(Clone, Debug, Default, Serialize)]
pub struct TieForm {
    /// how
    pub kind: String,
    /// whom
    pub name: String,
    /// a remark
    pub note: String,
}

/// What was said before.
#[derive(Clone, Debug, Serialize)]
pub struct TieSaid {
    /// `family` and so on
    pub kind: String,
    /// whom
    pub name: String,
    /// a remark; may be empty
    pub note: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Declare {
    /// whether the juror answered before
    pub declared: bool,
    /// what was said before
    pub said: Vec<TieSaid>,
    /// lines to fill
    pub rows: Vec<TieForm>,
    /// how one may be close to somebody
    pub kinds: Vec<Choice>,
    /// what is wrong; `name-<n>`
    pub errors: FormErrors,
    /// all assignments
    pub today_href: String,
}

const LINES: usize = 3;

impl Page for Declare {
    const TEMPLATE: &'static str = "pages/jury/declare.html";

    fn samples() -> Vec<Self> {
        let kinds = [
            "family",
            "pupil",
            "colleague",
            "coauthor",
            "business",
            "other",
        ]
        .map(|k| {
            Choice::new(
                k,
                &text(crate::i18n::Lang::Vi, &format!("tie-{k}"), &Args::new()),
            )
        });
        let page = Self {
            declared: false,
            said: Vec::new(),
            rows: vec![TieForm::default(); LINES],
            kinds: kinds.to_vec(),
            errors: FormErrors::new(),
            today_href: format!("{}/jury", examples::BASE),
        };
        let mut again = page.clone();
        again.declared = true;
        again.said = vec![TieSaid {
            kind: "pupil".into(),
            name: "Lò Thị Ban".into(),
            note: "Lớp 5A năm ngoái".into(),
        }];
        again.rows[0].note = "Cháu".into();
        again.errors = FormErrors::new().with("name-0", "error-required", &[]);
        vec![page, again]
    }
}

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct DeclareForm {
    /// `none` where there is nobody
    go: String,
    #[serde(flatten)]
    rest: BTreeMap<String, String>,
}

impl DeclareForm {
    fn rows(&self) -> Vec<TieForm> {
        let typed = |name: &str, n: usize| {
            self.rest
                .get(&format!("{name}-{n}"))
                .cloned()
                .unwrap_or_default()
        };
        (0..LINES)
            .map(|n| TieForm {
                kind: typed("kind", n),
                name: typed("name", n),
                note: typed("note", n),
            })
            .collect()
    }
}

/// `GET /{lang}/{contest}/jury/declare`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
) -> Answer {
    let mut tx = app.db.read().await?;
    let page = Declare::of(&mut tx, &visitor, &contest).await?;
    visitor.show(&app, &page)
}

/// `POST /{lang}/{contest}/jury/declare`.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Posted { form, .. }: Posted<DeclareForm>,
) -> Answer {
    let rows = form.rows();
    let mut errors = FormErrors::new();
    let mut ties = Vec::new();
    for (n, row) in rows.iter().enumerate().filter(|_| form.go != "none") {
        let named = !row.name.trim().is_empty();
        if !named && !row.note.trim().is_empty() {
            errors.add(&format!("name-{n}"), "error-required");
        }
        if named {
            ties.push((
                n,
                TieInput {
                    kind: TieKind::parse(&row.kind).unwrap_or(TieKind::Other),
                    name: row.name.clone(),
                    note: row.note.clone(),
                },
            ));
        }
    }
    if form.go != "none" && ties.is_empty() && errors.is_empty() {
        errors.add("name-0", "declare-nothing");
    }
    let mut tx = app.db.begin().await?;
    if errors.is_empty() {
        let told: Vec<TieInput> = ties.iter().map(|(_, tie)| tie.clone()).collect();
        match assignments::declare(&mut tx, &app.cx(), &visitor.actor(), &contest, &told).await {
            Ok(()) => {
                tx.commit().await?;
                return Ok(visitor.go_saying(&format!("/{}/jury", contest.slug), "notice-declared"));
            }
            Err(DeclareError::Tie(index)) => {
                let line = ties.get(index).map_or(0, |(n, _)| *n);
                errors.add(&format!("name-{line}"), "declare-long");
            }
            Err(DeclareError::Denied(_)) => return Err(PageError::NotFound),
            Err(DeclareError::Store(error)) => return Err(error.into()),
        }
    }
    let mut page = Declare::of(&mut tx, &visitor, &contest).await?;
    page.rows = rows;
    page.errors = errors;
    visitor.again(&app, &page)
}

impl Declare {
    async fn of(tx: &mut Tx, visitor: &Visitor, contest: &Contest) -> Result<Self, PageError> {
        let person = visitor.actor().person().ok_or(PageError::SignIn)?;
        let ties = conflicts::ties_of(tx, contest.id).await?;
        Ok(Self {
            declared: conflicts::has_declared(tx, contest.id, person).await?,
            said: ties
                .into_iter()
                .filter(|t| t.person_id == person)
                .map(|t| TieSaid {
                    kind: t.kind.as_str().to_owned(),
                    name: t.name,
                    note: t.note,
                })
                .collect(),
            rows: vec![TieForm::default(); LINES],
            kinds: TieKind::ALL
                .iter()
                .map(|k| {
                    let key = format!("tie-{}", k.as_str());
                    Choice::new(k.as_str(), &text(visitor.lang, &key, &Args::new()))
                })
                .collect(),
            errors: FormErrors::new(),
            today_href: visitor.url(&format!("/{}/jury", contest.slug)),
        })
    }
}
