//! Who works on the contest, and inviting them.

use serde::{Deserialize, Serialize};

use crate::forms::FormErrors;
use crate::pages::examples;
use crate::pages::parts::Choice;
use crate::render::Page;

/// Somebody with a role.
#[derive(Clone, Debug, Serialize)]
pub struct Person {
    /// full name
    pub name: String,
    /// what they sign in with
    pub login: String,
    /// roles, as in `Invitation::role`
    pub roles: Vec<String>,
    /// names of the categories they judge; may be empty
    pub categories: String,
    /// `invited`, `active` or `ended`
    pub state: String,
    /// makes a new invitation link; absent where it is not possible
    pub invite_action: Option<String>,
    /// ends all roles; absent where it is not possible
    pub end_action: Option<String>,
}

/// An invitation just made: shown once.
#[derive(Clone, Debug, Serialize)]
pub struct InvitationCard {
    /// who
    pub name: String,
    /// the address, with host
    pub link: String,
    /// an `<svg>` element, made by the server
    pub qr: String,
    /// until when it holds
    pub expires_at: i64,
}

/// What was typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PersonForm {
    /// full name
    pub name: String,
    /// e-mail address or phone
    pub login: String,
    /// role
    pub role: String,
    /// jurors, chairs and advisors: category slug, or empty for all
    pub category: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct People {
    /// by role, then by name
    pub people: Vec<Person>,
    /// present right after inviting
    pub card: Option<InvitationCard>,
    /// what was typed
    pub form: PersonForm,
    /// what is wrong
    pub errors: FormErrors,
    /// categories to choose from
    pub categories: Vec<Choice>,
    /// the organisers' page
    pub back_href: String,
}

impl Page for People {
    const TEMPLATE: &'static str = "pages/organise/people.html";

    fn samples() -> Vec<Self> {
        let person = |name: &str, role: &str, categories: &str, state: &str| Person {
            name: name.into(),
            login: "0912 000 111".into(),
            roles: vec![role.into()],
            categories: categories.into(),
            state: state.into(),
            invite_action: (state == "invited").then(|| format!("{}/organise/people/1/invite", examples::BASE)),
            end_action: Some(format!("{}/organise/people/1/end", examples::BASE)),
        };
        let page = Self {
            people: vec![
                person("Hà Thị Minh Châu", "chair", "Tranh vẽ", "active"),
                person("Tòng Văn Hưng", "juror", "Tranh vẽ, Thơ", "invited"),
                person("Đinh Văn Lâm", "advisor", "", "active"),
                person("Quàng Thị Phương", "clerk", "", "ended"),
            ],
            card: None,
            form: PersonForm::default(),
            errors: FormErrors::new(),
            categories: examples::categories(),
            back_href: format!("{}/organise", examples::BASE),
        };
        let invited = Self {
            card: Some(InvitationCard {
                name: "Tòng Văn Hưng".into(),
                link: "https://thi.sonla.example/vi/invitation/3kq9".into(),
                qr: "<svg viewBox=\"0 0 7 7\"><path d=\"M0 0h3v3H0zM4 0h3v3H4zM0 4h3v3H0z\"/></svg>".into(),
                expires_at: examples::CLOSES,
            }),
            ..page.clone()
        };
        let wrong = Self {
            form: PersonForm {
                name: "Tòng Văn Hưng".into(),
                ..PersonForm::default()
            },
            errors: FormErrors::new()
                .with("login", "organise-people-login", &[])
                .with("role", "error-choice", &[]),
            ..page.clone()
        };
        vec![page, invited, wrong]
    }
}
