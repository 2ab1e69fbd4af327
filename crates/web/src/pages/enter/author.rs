//! Step 2 of 3: who made it.

use axum::extract::State;
use contest::Tx;
use contest::contests::Contest;
use serde::{Deserialize, Serialize};
use submissions::entries::{
    self, Author, Credit, CreditError, GuardianInput, ListFault, MAX_COLLECTIVE, MOST_OTHERS,
    Together,
};

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, Held, Posted, Visitor};
use crate::forms::FormErrors;
use crate::pages::enter::following::Keep;
use crate::pages::enter::work::{after_step, faults_to_errors};
use crate::pages::examples;
use crate::pages::parts::Choice;
use crate::render::Page;

/// What was typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AuthorForm {
    /// full name, as it should stand on a certificate
    pub name: String,
    /// year of birth
    pub birth_year: String,
    /// phone in any spelling
    pub phone: String,
    /// value of a ward
    pub ward: String,
    /// school, office or village
    pub school: String,
    /// under 18: parent or guardian
    pub guardian_name: String,
    /// under 18: value of a relation
    pub guardian_relation: String,
    /// under 18: the guardian's phone
    pub guardian_phone: String,
    /// name of a group or class
    pub collective: String,
    /// everybody else, one a line: name and year of birth
    pub others: String,
    /// `yes` where those of age agreed to be named
    pub others_agree: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct EntryAuthor {
    /// what was typed
    pub form: AuthorForm,
    /// what is wrong
    pub errors: FormErrors,
    /// wards to choose from; empty where the rules do not ask
    pub wards: Vec<Choice>,
    /// who is born in this year or later is under 18
    pub minor_from_year: i64,
    /// displayed deadline
    pub closes_at: i64,
    /// step 1, or the receipt when an entry is being corrected
    pub back_href: String,
    /// whether the entry has a receipt already
    pub correcting: bool,
    /// how to come back to the draft
    pub keep: Option<Keep>,
}

impl Page for EntryAuthor {
    const TEMPLATE: &'static str = "pages/enter/author.html";

    fn samples() -> Vec<Self> {
        let page = Self {
            form: AuthorForm::default(),
            errors: FormErrors::new(),
            wards: vec![
                Choice::new("to-hieu", "Tô Hiệu"),
                Choice::new("chieng-le", "Chiềng Lề (nay thuộc phường Tô Hiệu)"),
                Choice::new("chieng-sinh", "Chiềng Sinh"),
            ],
            minor_from_year: 2006,
            closes_at: examples::CLOSES,
            back_href: "/vi/b/9f2kq7/work".into(),
            correcting: false,
            keep: Some(examples::keep()),
        };
        let wrong = Self {
            form: AuthorForm {
                name: "Lò Thị Mai Hương".into(),
                birth_year: "2012".into(),
                phone: "0912 345".into(),
                ward: "chieng-sinh".into(),
                school: "Trường THCS Chiềng Sinh".into(),
                ..AuthorForm::default()
            },
            errors: FormErrors::new().with("phone", "error-phone", &[]).with(
                "guardian_name",
                "enter-author-guardian-needed",
                &[],
            ),
            ..page.clone()
        };
        vec![page, wrong]
    }
}

/// `GET /{lang}/entries/{key}/author`.
pub async fn get(State(app): State<App>, visitor: Visitor, held: Held) -> Answer {
    let mut tx = app.db.read().await?;
    let form = entries::author_of(&mut tx, held.entry.id)
        .await?
        .map(AuthorForm::of)
        .unwrap_or_default()
        .with(&entries::together_of(&mut tx, &held.entry).await?);
    let keep = Keep::of(&mut tx, &app, &visitor, &held).await?;
    let typed = (form, FormErrors::new());
    visitor.show(&app, &EntryAuthor::of(&visitor, &held, typed, keep))
}

/// `POST /{lang}/entries/{key}/author`.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    held: Held,
    Posted { form, .. }: Posted<AuthorForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    let errors = name(&mut tx, &app, &held, &form).await?;
    if errors.is_empty() {
        tx.commit().await?;
        return Ok(after_step(&visitor, &held, "/review"));
    }
    drop(tx);
    let mut tx = app.db.read().await?;
    let keep = Keep::of(&mut tx, &app, &visitor, &held).await?;
    let page = EntryAuthor::of(&visitor, &held, (form, errors), keep);
    visitor.again(&app, &page)
}

/// Writes who made the work; what is wrong otherwise.
pub(crate) async fn name(
    tx: &mut Tx,
    app: &App,
    held: &Held,
    form: &AuthorForm,
) -> Result<FormErrors, PageError> {
    let year = entries::year_of(&held.contest);
    let mut errors = FormErrors::new();
    let author = form.to_credit().parse(year);
    if let Err(faults) = &author {
        faults_to_errors(&mut errors, faults);
    }
    let together = form.together(year, &mut errors);
    let (Ok(author), Some(together)) = (author, together) else {
        return Ok(errors);
    };
    let (cx, actor) = (app.cx(), held.actor());
    let of = (&held.contest, &held.entry);
    let credited = match entries::credit(tx, &cx, &actor, of, &author).await {
        Ok(()) => entries::set_together(tx, &cx, &actor, of, &together).await,
        refused => refused,
    };
    match credited {
        Ok(()) => Ok(errors),
        Err(CreditError::Denied(_)) => Err(PageError::Closed),
        Err(CreditError::Store(error)) => Err(error.into()),
        Err(CreditError::LimitReached(most)) => {
            let max = ("max".to_owned(), most.into());
            errors.add_with("name", "error-limit-reached", [max].into());
            Ok(errors)
        }
    }
}

impl AuthorForm {
    fn of(author: Author) -> Self {
        Self {
            name: author.full_name,
            birth_year: author.birth_year.to_string(),
            phone: author.phone,
            ward: author.ward,
            school: author.school,
            guardian_name: author.guardian_name,
            guardian_relation: author.guardian_relation,
            guardian_phone: author.guardian_phone,
            ..Self::default()
        }
    }

    fn with(mut self, together: &Together) -> Self {
        self.collective.clone_from(&together.collective);
        self.others = together.list();
        if together.agree {
            "yes".clone_into(&mut self.others_agree);
        }
        self
    }

    /// Everybody beside the author, or what is wrong with the list.
    fn together(&self, year: i64, errors: &mut FormErrors) -> Option<Together> {
        let agree = self.others_agree == "yes";
        match Together::parse(&self.others, &self.collective, agree, year) {
            Ok(together) => Some(together),
            Err(fault) => {
                let (field, key, n) = match fault {
                    ListFault::Line(line) => ("others", "error-others-line", line),
                    ListFault::TooMany => ("others", "error-others-many", MOST_OTHERS),
                    ListFault::NameTooLong => ("collective", "error-too-long", MAX_COLLECTIVE),
                };
                let n = i64::try_from(n).unwrap_or(i64::MAX);
                errors.add_with(field, key, [("max".to_owned(), n.into())].into());
                None
            }
        }
    }

    /// The same for the action.
    pub(crate) fn to_credit(&self) -> Credit {
        Credit {
            full_name: self.name.clone(),
            birth_year: self.birth_year.clone(),
            phone: self.phone.clone(),
            ward: self.ward.clone(),
            school: self.school.clone(),
            guardian: GuardianInput {
                name: self.guardian_name.clone(),
                relation: self.guardian_relation.clone(),
                phone: self.guardian_phone.clone(),
            },
            ..Credit::default()
        }
    }
}

impl EntryAuthor {
    fn of(
        visitor: &Visitor,
        held: &Held,
        (form, errors): (AuthorForm, FormErrors),
        keep: Option<Keep>,
    ) -> Self {
        let address = visitor.url(&format!("/entries/{}", held.key));
        let correcting = held.entry.code.is_some();
        Self {
            form,
            errors,
            wards: wards(&held.contest),
            minor_from_year: entries::year_of(&held.contest) - entries::ADULT_AGE + 1,
            closes_at: held.entry.closes_at(&held.contest).0,
            back_href: if correcting {
                address
            } else {
                format!("{address}/work")
            },
            correcting,
            keep,
        }
    }
}

/// The contest's wards to choose from.
pub(crate) fn wards(contest: &Contest) -> Vec<Choice> {
    contest
        .wards
        .lines()
        .map(|ward| Choice::new(ward, ward))
        .collect()
}
