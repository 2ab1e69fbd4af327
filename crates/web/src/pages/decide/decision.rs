//! The list of awards, the minutes, two signatures, the announcement.

use axum::extract::State;
use contest::contests::{self, AdvanceError, Contest, Phase};
use contest::db::Digest;
use contest::people::{self, PersonId, Role, RoleHolder};
use contest::{Timestamp, Tx};
use judging::advisory;
use judging::assignments;
use judging::checkpoints;
use judging::decisions::{self, MinutesError, SignError};
use judging::prizes;
use judging::rounds;
use serde::{Deserialize, Serialize};
use submissions::entries::{self, Filter};

use crate::accounts::{self, Limit, allow};
use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Posted, Visitor};
use crate::forms::FormErrors;
use crate::pages::decide::minutes::{self, MinutesSection};
use crate::pages::examples;
use crate::pages::parts::{Award, Phrase};
use crate::pages::public::proof::{ProofCheckpoint, told};
use crate::pages::works;
use crate::render::{Page, words};

/// One award of the list.
#[derive(Clone, Debug, Serialize)]
pub struct AwardLine {
    /// the tier
    pub award: Award,
    /// the entry's code
    pub code: String,
    /// title
    pub title: String,
    /// the author; empty until both have signed
    pub author: String,
    /// place by the formula
    pub place: String,
    /// why it departs from the formula; may be empty
    pub reason: String,
}

/// The awards of a category.
#[derive(Clone, Debug, Serialize)]
pub struct DecisionCategory {
    /// its name
    pub name: String,
    /// highest first
    pub lines: Vec<AwardLine>,
}

/// A place for a signature.
#[derive(Clone, Debug, Serialize)]
pub struct Signature {
    /// `chair` or `organiser`
    pub role: String,
    /// who signed, or who is to sign
    pub name: String,
    /// when
    pub at: Option<i64>,
    /// whether the viewer may sign here now
    pub may_sign: bool,
}

/// The minutes, as typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct MinutesForm {
    /// time and place, who was there, who stepped back, votes, changes and their reasons
    pub minutes: String,
    /// number of the decision, as it will be printed
    pub number: String,
    /// day and time of the announcement, as typed: `19:30 07/10/2024`
    pub announce_at: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Decision {
    /// `draft`, `signed` or `announced`
    pub state: String,
    /// in the rules' order
    pub categories: Vec<DecisionCategory>,
    /// awards given
    pub awards: i64,
    /// awards that the prize table allows
    pub quantity: i64,
    /// what still stands in the way: `decide-block-…`
    pub blocks: Vec<Phrase>,
    /// what was typed
    pub form: MinutesForm,
    /// what is wrong; `password` for the signature
    pub errors: FormErrors,
    /// the minutes that write themselves, by category
    pub written: Vec<MinutesSection>,
    /// whether minutes may still change
    pub may_edit: bool,
    /// where the minutes post
    pub minutes_action: String,
    /// chair, then organiser
    pub signatures: Vec<Signature>,
    /// posts `role` and `password`
    pub sign_action: String,
    /// SHA-256 of what is signed
    pub digest: String,
    /// signed states of the log, the latest first, to be copied into the minutes
    pub checkpoints: Vec<ProofCheckpoint>,
    /// the register of certificates; absent until both have signed, and for everybody but organisers
    pub certificates_href: Option<String>,
    /// posts `announce_at`, empty for now; absent until both have signed
    pub announce_action: Option<String>,
    /// the set minute, or the real one
    pub announced_at: Option<i64>,
    /// address of the results
    pub winners_href: String,
}

impl Signature {
    fn sample(role: &str, name: &str, at: Option<i64>, may_sign: bool) -> Self {
        Self {
            role: role.into(),
            name: name.into(),
            at,
            may_sign,
        }
    }
}

impl Page for Decision {
    const TEMPLATE: &'static str = "pages/decide/decision.html";

    fn samples() -> Vec<Self> {
        let line = |rank: &str, label: &str, code: &str, title: &str, reason: &str| AwardLine {
            award: Award::new(rank, label),
            code: code.into(),
            title: title.into(),
            author: String::new(),
            place: "1".into(),
            reason: reason.into(),
        };
        let signature = Signature::sample;
        let page = Self {
            state: "draft".into(),
            categories: vec![
                DecisionCategory {
                    name: "Tranh vẽ".into(),
                    lines: vec![
                        line("first", "Giải Nhất", "T-0014-H", "Lớp học bên suối Nặm La", ""),
                        line("second", "Giải Nhì", "T-0102-M", "Cả bản cùng trồng rừng", "Hội đồng bỏ phiếu 4/5."),
                        line("mention", "Khuyến khích", "T-0179-K", "Dòng sông biết kể chuyện", ""),
                    ],
                },
                DecisionCategory {
                    name: "Thơ".into(),
                    lines: vec![line("first", "Giải A", "P-0031-C", "Ông học chữ", "")],
                },
            ],
            awards: 37,
            quantity: 38,
            blocks: vec![Phrase::new("decide-block-second-reading", &[("n", 1.into())])],
            form: MinutesForm {
                minutes: "08:00 03/10/2024, trụ sở UBND thành phố.\nCó mặt: Hà Thị Minh Châu, Tòng Văn Hưng.".into(),
                ..MinutesForm::default()
            },
            errors: FormErrors::new(),
            written: vec![MinutesSection::sample()],
            may_edit: true,
            minutes_action: format!("{}/decision/minutes", examples::BASE),
            signatures: vec![
                signature("chair", "Hà Thị Minh Châu", None, false),
                signature("organiser", "Lò Thị Hạnh", None, false),
            ],
            sign_action: format!("{}/decision/sign", examples::BASE),
            checkpoints: vec![ProofCheckpoint::sample("round_closed", 1_610)],
            digest: "8c1f0b7e5a3d92c46e0f7a1b8d25c3e94f60a7b1d8e2c5f39a04b6d7e81c2f53".into(),
            certificates_href: None,
            announce_action: None,
            announced_at: None,
            winners_href: format!("{}/winners", examples::BASE),
        };
        let signing = Self {
            blocks: Vec::new(),
            awards: 38,
            signatures: vec![
                signature("chair", "Hà Thị Minh Châu", Some(examples::NOW), false),
                signature("organiser", "Lò Thị Hạnh", None, true),
            ],
            errors: FormErrors::new().with("password", "decide-password-wrong", &[]),
            may_edit: false,
            ..page.clone()
        };
        let signed = Self {
            state: "signed".into(),
            signatures: vec![
                signature("chair", "Hà Thị Minh Châu", Some(examples::NOW), false),
                signature("organiser", "Lò Thị Hạnh", Some(examples::NOW), false),
            ],
            errors: FormErrors::new(),
            certificates_href: Some(format!("{}/certificates", examples::BASE)),
            announce_action: Some(format!("{}/decision/announce", examples::BASE)),
            ..signing.clone()
        };
        let announced = Self {
            state: "announced".into(),
            announce_action: None,
            announced_at: Some(examples::ANNOUNCED),
            ..signed.clone()
        };
        vec![page, signing, signed, announced]
    }
}

/// `GET /{lang}/{contest}/decide`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
) -> Answer {
    let mut tx = app.db.read().await?;
    let page = Decision::of(&mut tx, &app, &visitor, &contest).await?;
    visitor.show(&app, &page)
}

/// `POST …/minutes`.
pub async fn minutes(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Posted { form, .. }: Posted<MinutesForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    let text = (form.number.as_str(), form.minutes.as_str());
    match decisions::draft_minutes(&mut tx, &app.cx(), &visitor.actor(), &contest, text).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(visitor.go_saying(&format!("/{}/decide", contest.slug), "notice-saved"))
        }
        Err(MinutesError::TooLong) => {
            let mut page = Decision::of(&mut tx, &app, &visitor, &contest).await?;
            page.form = form;
            page.errors.add("minutes", "decide-minutes-long");
            visitor.again(&app, &page)
        }
        Err(MinutesError::Denied(_) | MinutesError::Signed) => Err(PageError::Closed),
        Err(MinutesError::Store(error)) => Err(error.into()),
    }
}

/// What a signature sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SignForm {
    role: String,
    password: String,
    seen: String,
}

/// `POST …/sign`: with the password once more, so that an open laptop cannot sign.
pub async fn sign(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Posted { form, .. }: Posted<SignForm>,
) -> Answer {
    let actor = visitor.actor();
    let person = actor.person().ok_or(PageError::SignIn)?;
    let mut tx = app.db.begin().await?;
    let who = format!("sign:{person}");
    let allowed = allow(&mut tx, &app.cx(), Limit::SIGN_IN, &who).await?;
    tx.commit().await?;
    if !allowed {
        return Err(PageError::TooMany);
    }
    let mut errors = FormErrors::new();
    if accounts::check_password(&app, Some(person), &form.password).await? {
        let seen = Digest::from_hex(&form.seen)
            .ok_or_else(|| PageError::Malformed("digest".to_owned()))?;
        let mut tx = app.db.begin().await?;
        let signed = match form.role.as_str() {
            "chair" => decisions::sign_chair(&mut tx, &app.cx(), &actor, &contest, seen).await,
            "organiser" => {
                decisions::sign_organiser(&mut tx, &app.cx(), &actor, &contest, seen).await
            }
            _ => return Err(PageError::NotFound),
        };
        match signed {
            Ok(_) => {
                tx.commit().await?;
                return Ok(visitor.go_saying(&format!("/{}/decide", contest.slug), "notice-signed"));
            }
            Err(SignError::NoAwards) => errors.add("password", "decide-sign-no-awards"),
            Err(SignError::NoMinutes) => errors.add("password", "decide-block-minutes"),
            Err(SignError::Unanswered(n)) => {
                let n = i64::try_from(n).unwrap_or(i64::MAX);
                errors.add_with(
                    "password",
                    "decide-block-second-reading",
                    [("n".to_owned(), n.into())].into(),
                );
            }
            Err(SignError::Changed) => errors.add("password", "decide-sign-changed"),
            Err(SignError::SamePerson) => errors.add("password", "decide-sign-same"),
            Err(SignError::Denied(_) | SignError::Order | SignError::Advance(_)) => {
                return Err(PageError::Closed);
            }
            Err(SignError::Store(error)) => return Err(error.into()),
        }
    } else {
        errors.add("password", "decide-password-wrong");
    }
    let mut tx = app.db.read().await?;
    let mut page = Decision::of(&mut tx, &app, &visitor, &contest).await?;
    page.errors = errors;
    visitor.again(&app, &page)
}

/// What the announcement's form sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct AnnounceForm {
    announce_at: String,
    go: String,
}

/// `POST …/announce`: now, or at the minute that was typed.
pub async fn announce(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Posted { form, .. }: Posted<AnnounceForm>,
) -> Answer {
    let cx = app.cx();
    let at = match form.go.as_str() {
        "now" => Some(cx.now),
        _ => words::read_moment(&form.announce_at, &contest.zone).map(Timestamp),
    };
    let mut errors = FormErrors::new();
    let mut tx = app.db.begin().await?;
    match at {
        None => errors.add("announce_at", "organise-calendar-wrong"),
        Some(at) => match contests::schedule(&mut tx, &cx, &visitor.actor(), &contest, at).await {
            Ok(()) => {
                tx.commit().await?;
                return Ok(visitor.go_saying(&format!("/{}/decide", contest.slug), "notice-saved"));
            }
            Err(AdvanceError::InThePast) => errors.add("announce_at", "decide-announce-past"),
            Err(AdvanceError::Store(error)) => return Err(error.into()),
            Err(_) => return Err(PageError::Closed),
        },
    }
    let mut page = Decision::of(&mut tx, &app, &visitor, &contest).await?;
    page.form.announce_at = form.announce_at;
    page.errors = errors;
    visitor.again(&app, &page)
}

impl Decision {
    async fn of(
        tx: &mut Tx,
        app: &App,
        visitor: &Visitor,
        contest: &Contest,
    ) -> Result<Self, PageError> {
        if contest.phase < Phase::Deliberating {
            return Ok(Self::too_early(visitor, contest));
        }
        let decision = decisions::decision_of(tx, contest.id).await?;
        let people = people::holders_of(tx, contest.id).await?;
        let decided = contest.phase == Phase::Decided;
        let announced = contest.is_announced(app.now());
        let base = visitor.url(&format!("/{}/decide", contest.slug));
        let actor = visitor.actor();
        let organiser = actor.has(contest.id, Role::Organiser);
        let advising = contest.phase == Phase::Advising;
        let chair = decision
            .as_ref()
            .and_then(|d| Some((d.chair_id?, d.chair_signed_at?)));
        let second = decision
            .as_ref()
            .and_then(|d| Some((d.organiser_id?, d.organiser_signed_at?)));
        let chair_may = advising && chair.is_none() && actor.has(contest.id, Role::Chair);
        let organiser_may = advising
            && chair.is_some_and(|(id, _)| actor.person() != Some(id))
            && second.is_none()
            && organiser;
        let tiers = prizes::tiers_of(tx, contest.id).await?;
        let categories = lists(tx, visitor, contest, decided).await?;
        let written = decision.as_ref().is_some_and(|d| !d.minutes.is_empty());
        Ok(Self {
            state: match (decided, announced) {
                (_, true) => "announced",
                (true, false) => "signed",
                _ => "draft",
            }
            .to_owned(),
            awards: i64::try_from(categories.iter().map(|c| c.lines.len()).sum::<usize>())
                .unwrap_or(0),
            quantity: tiers.iter().map(|t| t.quota).sum(),
            categories,
            blocks: blocks(tx, contest, written).await?,
            form: MinutesForm {
                number: decision
                    .as_ref()
                    .map_or_else(String::new, |d| d.number.clone()),
                minutes: decision
                    .as_ref()
                    .map_or_else(String::new, |d| d.minutes.clone()),
                announce_at: words::typed_moment(
                    contest.announce_at.unwrap_or(contest.results_at).0,
                    &contest.zone,
                ),
            },
            errors: FormErrors::new(),
            written: minutes::written(tx, visitor, contest).await?,
            may_edit: !decided && chair.is_none(),
            minutes_action: format!("{base}/minutes"),
            signatures: vec![
                signature(&people, Role::Chair, chair, chair_may),
                signature(&people, Role::Organiser, second, organiser_may),
            ],
            sign_action: format!("{base}/sign"),
            checkpoints: checkpoints::of_contest(tx, contest.id)
                .await?
                .iter()
                .map(|c| told(app, contest, c))
                .collect(),
            digest: decisions::digest_of(tx, contest.id).await?.hex(),
            certificates_href: (decided && organiser)
                .then(|| visitor.url(&format!("/{}/certificates", contest.slug))),
            announce_action: (decided && organiser && !announced)
                .then(|| format!("{base}/announce")),
            announced_at: contest.announce_at.map(|at| at.0),
            winners_href: visitor.url(&format!("/{}/winners", contest.slug)),
        })
    }

    /// Before the jury meets there is nothing to decide, and nothing of it to see.
    fn too_early(visitor: &Visitor, contest: &Contest) -> Self {
        Self {
            state: "draft".to_owned(),
            awards: 0,
            quantity: 0,
            categories: Vec::new(),
            blocks: vec![Phrase::new("decide-block-too-early", &[])],
            form: MinutesForm::default(),
            errors: FormErrors::new(),
            written: Vec::new(),
            may_edit: false,
            minutes_action: String::new(),
            signatures: Vec::new(),
            sign_action: String::new(),
            checkpoints: Vec::new(),
            digest: String::new(),
            certificates_href: None,
            announce_action: None,
            announced_at: None,
            winners_href: visitor.url(&format!("/{}/winners", contest.slug)),
        }
    }
}

/// What keeps the two from signing while the board advises, said before anybody tries.
async fn blocks(tx: &mut Tx, contest: &Contest, written: bool) -> Result<Vec<Phrase>, sqlx::Error> {
    if contest.phase != Phase::Advising {
        return Ok(Vec::new());
    }
    let notes = advisory::notes_of(tx, contest.id).await?;
    let waiting = notes.iter().filter(|n| n.is_waiting()).count();
    let mut blocks = Vec::new();
    if let n @ 1.. = i64::try_from(waiting).unwrap_or(i64::MAX) {
        blocks.push(Phrase::new(
            "decide-block-second-reading",
            &[("n", n.into())],
        ));
    }
    if !written {
        blocks.push(Phrase::new("decide-block-minutes", &[]));
    }
    Ok(blocks)
}

fn signature(
    people: &[RoleHolder],
    role: Role,
    signed: Option<(PersonId, Timestamp)>,
    may_sign: bool,
) -> Signature {
    let holder = |h: &&RoleHolder| signed.map_or(h.role == role, |(id, _)| h.person.id == id);
    Signature {
        role: role.as_str().to_owned(),
        name: people
            .iter()
            .find(holder)
            .map_or_else(String::new, |h| h.person.name.clone()),
        at: signed.map(|(_, at)| at.0),
        may_sign,
    }
}

/// The awards by category. Authors are named once both have signed, not before; until then entries go by their codes
/// of the round and their titles as the jury read them, so that the list tells nobody more than the meeting did.
async fn lists(
    tx: &mut Tx,
    visitor: &Visitor,
    contest: &Contest,
    decided: bool,
) -> Result<Vec<DecisionCategory>, PageError> {
    let awards = prizes::awards_of(tx, contest.id).await?;
    let ids: Vec<_> = awards.iter().map(|a| a.entry_id).collect();
    let read = entries::blind(tx, &ids).await?;
    let among = Some(ids);
    let all = i64::try_from(awards.len()).unwrap_or(i64::MAX);
    let listed = entries::list(
        tx,
        contest.id,
        &Filter {
            among,
            ..Filter::default()
        },
        (0, all),
    )
    .await?;
    let mut categories = Vec::new();
    for category in contests::categories_of(tx, contest.id).await? {
        let codes = match rounds::round_of(tx, category.id).await? {
            Some(round) => assignments::codes_of(tx, round.id).await?,
            None => Vec::new(),
        };
        let lines = awards
            .iter()
            .filter(|a| a.category_id == category.id)
            .filter_map(|a| {
                let entry = listed.iter().find(|l| l.entry.id == a.entry_id)?;
                let blind = codes
                    .iter()
                    .find(|(id, _)| *id == a.entry_id)
                    .map(|(_, code)| code.clone());
                Some(AwardLine {
                    award: works::badge(visitor, a),
                    code: if decided {
                        entry.entry.code.clone()
                    } else {
                        blind
                    }
                    .unwrap_or_default(),
                    title: if decided {
                        entry.entry.title.clone()
                    } else {
                        let work = read.iter().find(|w| w.id == a.entry_id)?;
                        work.title.clone()
                    },
                    author: if decided {
                        entry.author_name.clone()
                    } else {
                        String::new()
                    },
                    place: a.rank.to_string(),
                    reason: a.reason.clone(),
                })
            })
            .collect();
        categories.push(DecisionCategory {
            name: visitor
                .pick(&category.name_vi, &category.name_en)
                .to_owned(),
            lines,
        });
    }
    Ok(categories)
}
