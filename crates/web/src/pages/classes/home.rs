//! The class's own page: what is there, what is missing, and everything sent at once.

use std::collections::BTreeMap;

use axum::extract::State;
use contest::contests::{self, Category, Kind};
use serde::{Deserialize, Serialize};
use submissions::classes::{self, Member};
use submissions::consents::{self, AgeGroup, Line, Side, Standing};
use submissions::entries::{self, EntryState};

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InClass, Posted, Visitor};
use crate::forms::FormErrors;
use crate::pages::examples;
use crate::render::Page;

/// A child of the class.
#[derive(Clone, Debug, Serialize)]
pub struct Child {
    /// place in the class; part of field names
    pub position: i64,
    /// number in the teacher's list
    pub number: String,
    /// full name
    pub name: String,
    /// title
    pub title: String,
    /// the category's name
    pub category: String,
    /// entry code; empty before sending
    pub code: String,
    /// state of the entry
    pub state: String,
    /// the entry's private page
    pub href: String,
    /// locale keys of what is missing before the work can be sent
    pub missing: Vec<String>,
    /// `yes`, `no`, `none`, or empty where the child is not asked
    pub own: String,
    /// the guardian's answer in the same words
    pub guardian: String,
    /// whether the picture is there, or none is needed
    pub has_work: bool,
}

/// What was answered before sending.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SendForm {
    /// `none` where AI made nothing of any work, `some` otherwise
    pub ai: String,
    /// of the works that AI had a part in: `used-<position>`
    #[serde(flatten)]
    pub rest: BTreeMap<String, String>,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct ClassHome {
    /// what was answered
    pub form: SendForm,
    /// what is wrong
    pub errors: FormErrors,
    /// name of the class
    pub name: String,
    /// school
    pub school: String,
    /// teacher
    pub teacher: String,
    /// the address to keep, with host
    pub private_link: String,
    /// the same as a picture
    pub qr: String,
    /// address of this page, for those under it
    pub base: String,
    /// the children
    pub children: Vec<Child>,
    /// how many works have their file
    pub with_work: i64,
    /// how many guardians have answered
    pub answered: i64,
    /// how many can be sent now
    pub ready: i64,
    /// how many have been sent
    pub sent: i64,
    /// displayed deadline
    pub closes_at: i64,
}

impl Page for ClassHome {
    const TEMPLATE: &'static str = "pages/classes/home.html";

    fn samples() -> Vec<Self> {
        let child = |position: i64, name: &str, state: &str| Child {
            position,
            number: position.to_string(),
            name: name.into(),
            title: "Lớp học bên suối Nặm La".into(),
            category: "Tranh vẽ".into(),
            code: if state == "draft" { "" } else { "T-0179-K" }.into(),
            state: state.into(),
            href: "/vi/entries/9f2kq7".into(),
            missing: if position == 2 {
                vec![
                    "classes-missing-picture".into(),
                    "classes-missing-own".into(),
                ]
            } else {
                Vec::new()
            },
            own: "yes".into(),
            guardian: "none".into(),
            has_work: position != 2,
        };
        let page = Self {
            form: SendForm::default(),
            errors: FormErrors::new(),
            name: "5A".into(),
            school: "Trường Tiểu học Quyết Thắng".into(),
            teacher: "Cầm Thị Lan".into(),
            private_link: "https://thi.sonla.example/vi/classes/9f2kq7xw31".into(),
            qr: "<svg viewBox=\"0 0 7 7\"><path d=\"M0 0h3v3H0zM4 0h3v3H4z\"/></svg>".into(),
            base: "/vi/classes/9f2kq7".into(),
            children: vec![
                child(1, "Lò Thị Mai Hương", "submitted"),
                child(2, "Quàng Văn Thắng", "draft"),
                child(3, "Nguyễn Hoà Bình", "draft"),
            ],
            with_work: 2,
            answered: 1,
            ready: 1,
            sent: 1,
            closes_at: examples::CLOSES,
        };
        let empty = Self {
            children: Vec::new(),
            with_work: 0,
            answered: 0,
            ready: 0,
            sent: 0,
            ..page.clone()
        };
        let wrong = Self {
            form: SendForm {
                ai: "some".into(),
                ..SendForm::default()
            },
            errors: FormErrors::new().with("used", "classes-send-ai-choose", &[]),
            ..page.clone()
        };
        vec![page, empty, wrong]
    }
}

/// `GET /{lang}/classes/{key}`.
pub async fn get(State(app): State<App>, visitor: Visitor, class: InClass) -> Answer {
    let page = ClassHome::of(&app, &visitor, &class).await?;
    visitor.show(&app, &page)
}

impl ClassHome {
    async fn of(app: &App, visitor: &Visitor, class: &InClass) -> Result<Self, PageError> {
        let children = children(app, visitor, class).await?;
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let is_sent = |c: &&Child| !c.code.is_empty();
        let link = visitor.absolute(&format!("/classes/{}", class.key));
        Ok(Self {
            form: SendForm::default(),
            errors: FormErrors::new(),
            name: class.class.name.clone(),
            school: class.class.school.clone(),
            teacher: class.class.teacher.clone(),
            qr: papers::qr_svg(&link).unwrap_or_default(),
            private_link: link,
            base: visitor.url(&format!("/classes/{}", class.key)),
            with_work: count(children.iter().filter(|c| c.has_work).count()),
            answered: count(
                children
                    .iter()
                    .filter(|c| matches!(c.guardian.as_str(), "yes" | "no"))
                    .count(),
            ),
            ready: count(
                children
                    .iter()
                    .filter(|c| c.code.is_empty() && c.missing.is_empty())
                    .count(),
            ),
            sent: count(children.iter().filter(is_sent).count()),
            children,
            closes_at: class.contest.closes_at.0,
        })
    }
}

/// Nothing is typed on a form of files alone.
#[derive(Debug, Deserialize)]
pub struct Nothing {}

/// `POST /{lang}/classes/{key}`: sends everything that is complete.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    class: InClass,
    Posted { form, .. }: Posted<SendForm>,
) -> Answer {
    let mut errors = FormErrors::new();
    let used: Vec<i64> = match form.ai.as_str() {
        "none" => Vec::new(),
        "some" => form.used(),
        _ => {
            errors.add("ai", "error-choice");
            Vec::new()
        }
    };
    if form.ai == "some" && used.is_empty() {
        errors.add("used", "classes-send-ai-choose");
    }
    if !errors.is_empty() {
        let mut page = ClassHome::of(&app, &visitor, &class).await?;
        (page.form, page.errors) = (form, errors);
        return visitor.again(&app, &page);
    }
    let mut tx = app.db.begin().await?;
    let categories = contests::categories_of(&mut tx, class.contest.id).await?;
    let of = (&class.contest, categories.as_slice());
    let all = classes::send_all(&mut tx, &app.cx(), of, (&class.class, &used)).await?;
    tx.commit().await?;
    let notice = match (all.sent, all.unsent.len()) {
        (0, _) => "notice-class-none",
        (_, 0) => "notice-class-all",
        _ => "notice-class-some",
    };
    Ok(visitor.go_saying(&format!("/classes/{}", class.key), notice))
}

impl SendForm {
    /// The places in the class whose works AI had a part in.
    fn used(&self) -> Vec<i64> {
        let ticked = self.rest.keys().filter_map(|k| k.strip_prefix("used-"));
        ticked
            .filter_map(|position| position.parse().ok())
            .collect()
    }
}

/// The children of the class as every page of it shows them.
pub(crate) async fn children(
    app: &App,
    visitor: &Visitor,
    class: &InClass,
) -> Result<Vec<Child>, PageError> {
    let mut tx = app.db.read().await?;
    let members = classes::members(&mut tx, class.class.id).await?;
    let ids: Vec<_> = members.iter().map(|m| m.entry.id).collect();
    let lines = consents::of_entries(&mut tx, &ids).await?;
    let categories = contests::categories_of(&mut tx, class.contest.id).await?;
    let year = entries::year_of(&class.contest);
    Ok(members
        .iter()
        .map(|m| child(visitor, class, (m, &lines), (&categories, year)))
        .collect())
}

fn child(
    visitor: &Visitor,
    class: &InClass,
    (member, lines): (&Member, &[Line]),
    (categories, year): (&[Category], i64),
) -> Child {
    let entry = &member.entry;
    let standing = Standing::of(lines.iter().filter(|l| l.entry_id == entry.id));
    let age = AgeGroup::of(member.birth_year, year);
    let category = categories.iter().find(|c| c.id == entry.category_id);
    let said = |asked: bool, side| {
        let purpose = consents::Purpose::Participation;
        let word = match standing.said(side, purpose).map(|v| v.given) {
            None => "none",
            Some(true) => "yes",
            Some(false) => "no",
        };
        if asked { word } else { "" }.to_owned()
    };
    let needs_picture = category.is_some_and(|c| c.kind == Kind::Painting);
    let lacks_texts = category.is_some_and(|c| {
        !entries::missing_of(c, entry, (&[], &[]), None)
            .work
            .is_empty()
    });
    let waits = matches!(entry.state, EntryState::Draft | EntryState::Returned);
    let missing = [
        (
            needs_picture && !member.has_picture,
            "classes-missing-picture",
        ),
        (lacks_texts, "classes-missing-texts"),
        (
            !standing.may_be_sent(age) && age.asks_own(),
            "classes-missing-own",
        ),
        (
            !standing.may_be_sent(age) && !age.asks_own(),
            "classes-missing-guardian",
        ),
    ];
    Child {
        position: member.position,
        number: member.number.clone(),
        name: member.full_name.clone(),
        title: entry.title.clone(),
        category: category
            .map(|c| visitor.pick(&c.name_vi, &c.name_en).to_owned())
            .unwrap_or_default(),
        code: entry.code.clone().unwrap_or_default(),
        state: entry.state.as_str().to_owned(),
        href: visitor.url(&format!(
            "/entries/{}",
            classes::member_key(&class.key, member.position)
        )),
        missing: missing
            .iter()
            .filter(|(is, _)| *is && waits)
            .map(|(_, key)| (*key).to_owned())
            .collect(),
        own: said(age.asks_own(), Side::Own),
        guardian: said(age.asks_guardian(), Side::Guardian),
        has_work: !needs_picture || member.has_picture,
    }
}
