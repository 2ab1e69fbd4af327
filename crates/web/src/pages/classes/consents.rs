//! The consent board of a class, and signed slips that come back on paper.

use std::collections::BTreeMap;

use axum::extract::State;
use serde::Serialize;
use submissions::classes::{self, Member};
use submissions::consents::{self, AgeGroup, Answers, Given, Means, Side};
use submissions::entries;
use submissions::files::Received;

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InClass, PostedWithFiles, Visitor};
use crate::forms::FormErrors;
use crate::pages::classes::home::{Child, children};
use crate::pages::consenting::ConsentView;
use crate::pages::enter::consents::{guardian_link, refused};
use crate::pages::photo;
use crate::render::Page;

/// A child's line of the board.
#[derive(Clone, Debug, Serialize)]
pub struct BoardLine {
    /// place in the class; part of the field's name
    pub position: i64,
    /// the child
    pub name: String,
    /// by purpose
    pub view: ConsentView,
    /// the guardian's own link; empty for those of age
    pub link: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct ClassConsents {
    /// what is wrong
    pub errors: FormErrors,
    /// those who wait first
    pub lines: Vec<BoardLine>,
    /// how many still wait for a guardian
    pub waiting: i64,
    /// the class
    pub base: String,
}

impl Page for ClassConsents {
    const TEMPLATE: &'static str = "pages/classes/consents.html";

    fn samples() -> Vec<Self> {
        let page = Self {
            errors: FormErrors::new(),
            lines: vec![BoardLine {
                position: 1,
                name: "Lò Thị Mai Hương".into(),
                view: ConsentView::sample(),
                link: "https://thi.sonla.example/vi/guardians/5ac2".into(),
            }],
            waiting: 1,
            base: "/vi/classes/9f2kq7".into(),
        };
        let wrong = Self {
            errors: FormErrors::new().with("slips", "error-file-missing", &[]),
            ..page.clone()
        };
        vec![page, wrong]
    }
}

/// `GET /{lang}/classes/{key}/consents`.
pub async fn get(State(app): State<App>, visitor: Visitor, class: InClass) -> Answer {
    let page = ClassConsents::of(&app, &visitor, &class).await?;
    visitor.show(&app, &page)
}

/// `POST /{lang}/classes/{key}/consents`: a photo of signed slips, and for each child `child-<position>` as `all`,
/// `unnamed`, `none`, or nothing where the slip is not in the photo; `everyone` answers for all who still wait.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    class: InClass,
    PostedWithFiles { posted, mut files }: PostedWithFiles<BTreeMap<String, String>>,
) -> Answer {
    let mut errors = FormErrors::new();
    let mut chosen = Vec::new();
    for (field, value) in &posted.form {
        let position = field
            .strip_prefix("child-")
            .and_then(|p| p.parse::<i64>().ok());
        if let (Some(position), Some(answers)) = (position, answers_of(value)) {
            chosen.push((position, answers));
        }
    }
    if let Some(answers) = posted.form.get("everyone").and_then(|v| answers_of(v)) {
        let waiting = children(&app, &visitor, &class).await?;
        let waiting = waiting
            .iter()
            .filter(|c| c.own == "none" || c.guardian == "none")
            .map(|c| c.position);
        let others: Vec<_> = waiting
            .filter(|p| chosen.iter().all(|(chosen, _)| chosen != p))
            .collect();
        chosen.extend(others.into_iter().map(|p| (p, answers)));
    }
    if chosen.is_empty() {
        errors.add("children", "classes-consents-choose");
    }
    let received = match files.pop() {
        None => {
            errors.add("slips", "error-file-missing");
            None
        }
        Some(file) => photo::receive(&app, "slips", file, &mut errors).await?,
    };
    if let (true, Some(paper)) = (errors.is_empty(), received) {
        record(&app, &class, &paper, &chosen).await?;
        return Ok(visitor.go_saying(&format!("/classes/{}/consents", class.key), "notice-saved"));
    }
    let mut page = ClassConsents::of(&app, &visitor, &class).await?;
    page.errors = errors;
    visitor.again(&app, &page)
}

/// What a slip says, by the word in its list.
fn answers_of(word: &str) -> Option<Answers> {
    match word {
        "all" => Some(Answers::ALL),
        "unnamed" => Some(Answers {
            naming: false,
            ..Answers::ALL
        }),
        "none" => Some(Answers::default()),
        _ => None,
    }
}

/// Both sides signed the slip; each side's answers go into the ledger with the photo's digest.
async fn record(
    app: &App,
    class: &InClass,
    paper: &Received,
    chosen: &[(i64, Answers)],
) -> Result<(), PageError> {
    let mut tx = app.db.begin().await?;
    let paper = consents::claim_paper(&mut tx, &app.cx(), paper).await?;
    let members = classes::members(&mut tx, class.class.id).await?;
    let year = entries::year_of(&class.contest);
    for (position, answers) in chosen {
        let member: &Member = members
            .iter()
            .find(|m| m.position == *position)
            .ok_or(PageError::NotFound)?;
        let author = entries::author_of(&mut tx, member.entry.id)
            .await?
            .ok_or(PageError::NotFound)?;
        let age = AgeGroup::of(author.birth_year, year);
        let sides = [
            age.asks_own().then_some(Side::Own),
            age.asks_guardian().then_some(Side::Guardian),
        ];
        for side in sides.into_iter().flatten() {
            let given = Given {
                side,
                means: Means::Paper,
                answers: *answers,
                paper: Some(paper),
            };
            let holder = contest::Actor::Holder(member.entry.id.0);
            let of = (&class.contest, &member.entry, &author);
            consents::answer(&mut tx, &app.cx(), &holder, of, given)
                .await
                .map_err(refused)?;
        }
    }
    tx.commit().await?;
    Ok(())
}

impl ClassConsents {
    async fn of(app: &App, visitor: &Visitor, class: &InClass) -> Result<Self, PageError> {
        let mut lines = Vec::new();
        let all = children(app, visitor, class).await?;
        let mut tx = app.db.read().await?;
        let members = classes::members(&mut tx, class.class.id).await?;
        let ids: Vec<_> = members.iter().map(|m| m.entry.id).collect();
        let ledger = consents::of_entries(&mut tx, &ids).await?;
        let year = entries::year_of(&class.contest);
        for member in &members {
            let own = ledger.iter().filter(|l| l.entry_id == member.entry.id);
            let age = AgeGroup::of(member.birth_year, year);
            let key = classes::member_key(&class.key, member.position);
            lines.push(BoardLine {
                position: member.position,
                name: member.full_name.clone(),
                view: ConsentView::of(&consents::Standing::of(own), age),
                link: if age.asks_guardian() {
                    guardian_link(visitor, &key)
                } else {
                    String::new()
                },
            });
        }
        lines.sort_by_key(|l| !l.view.waits_for_guardian);
        let waits = |c: &&Child| c.guardian == "none";
        Ok(Self {
            errors: FormErrors::new(),
            waiting: i64::try_from(all.iter().filter(waits).count()).unwrap_or(0),
            lines,
            base: visitor.url(&format!("/classes/{}", class.key)),
        })
    }
}
