//! The rounds of a category, one after the other: setting up, opening, pausing, closing, going on.

use axum::extract::{Path, State};
use contest::Tx;
use contest::contests::{self, Category, Contest, Phase};
use judging::rounds::{self, CloseError, OpenError, PauseError, RemoveError, Round, RoundState};
use serde::{Deserialize, Serialize};
use submissions::entries;

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Posted, Visitor};
use crate::forms::FormErrors;
use crate::i18n::Args;
use crate::pages::enter::work::category_called;
use crate::pages::parts::{Choice, Phrase};
use crate::pages::{examples, stages};
use crate::render::Page;

/// What can be done with a round where it stands.
#[derive(Clone, Debug, Serialize)]
pub struct RoundAct {
    /// `open`, `pause`, `resume`, `close`, `reopen` or `remove`
    pub name: String,
    /// where it posts
    pub action: String,
    /// whether it asks for a reason
    pub reasoned: bool,
}

/// A round in the list.
#[derive(Clone, Debug, Serialize)]
pub struct RoundCard {
    /// its place, from 1
    pub position: i64,
    /// what it is called
    pub name: String,
    /// `planned`, `open`, `paused` or `closed`
    pub state: String,
    /// its rules in sentences
    pub rules: Vec<Phrase>,
    /// how many criteria it has; 0 where jurors give none
    pub criteria: i64,
    /// how many sit on its panel
    pub jurors: i64,
    /// how many jurors see each work
    pub sheets: i64,
    /// its form
    pub href: String,
    /// which works go on; absent where no round follows or it is not closed
    pub advance_href: Option<String>,
    /// what can be done
    pub acts: Vec<RoundAct>,
}

/// Why, as typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ReasonForm {
    /// told in the log, in an open contest on the rules page
    pub reason: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Rounds {
    /// slug of the category shown
    pub category: String,
    /// all categories: `value` is the slug, `hint` this page for it
    pub categories: Vec<Choice>,
    /// in their order
    pub rounds: Vec<RoundCard>,
    /// the form of one more round; absent where none may be added
    pub add_href: Option<String>,
    /// what was typed
    pub form: ReasonForm,
    /// what is wrong; field `round-<position>`
    pub errors: FormErrors,
    /// the organisers' page
    pub back_href: String,
}

impl RoundAct {
    fn sample(base: &str, position: i64, name: &str, reasoned: bool) -> Self {
        Self {
            name: name.into(),
            action: format!("{base}/{position}/{name}"),
            reasoned,
        }
    }
}

impl Page for Rounds {
    const TEMPLATE: &'static str = "pages/organise/rounds.html";

    fn samples() -> Vec<Self> {
        let base = format!("{}/organise/rounds/painting", examples::BASE);
        let card = |position: i64, name: &str, state: &str, rules: Vec<Phrase>| RoundCard {
            position,
            name: name.into(),
            state: state.into(),
            rules,
            criteria: if position == 2 { 3 } else { 0 },
            jurors: 5,
            sheets: 3,
            href: format!("{base}/{position}"),
            advance_href: None,
            acts: Vec::new(),
        };
        let say = |key: &str| Phrase::new(key, &[]);
        let page = Self {
            category: "painting".into(),
            categories: examples::category_tabs("organise/rounds"),
            rounds: vec![
                RoundCard {
                    advance_href: Some(format!("{}/advancement/painting/1", examples::BASE)),
                    acts: vec![RoundAct::sample(&base, 1, "reopen", true)],
                    ..card(
                        1,
                        "Sơ loại",
                        "closed",
                        vec![
                            say("round-kind-yesno-text"),
                            Phrase::new(
                                "round-advance-yes-text",
                                &[("n", 2.into()), ("of", 3.into())],
                            ),
                        ],
                    )
                },
                RoundCard {
                    acts: vec![RoundAct::sample(&base, 2, "open", false)],
                    ..card(
                        2,
                        "Vòng 2",
                        "planned",
                        vec![
                            say("round-kind-rating-text"),
                            say("round-method-default-text"),
                            Phrase::new("round-advance-top-text", &[("n", 12.into())]),
                        ],
                    )
                },
                RoundCard {
                    acts: vec![RoundAct::sample(&base, 3, "remove", true)],
                    ..card(
                        3,
                        "Chung kết",
                        "planned",
                        vec![
                            say("round-kind-ranking-text"),
                            Phrase::new("round-carries", &[("n", 40.into())]),
                        ],
                    )
                },
            ],
            add_href: Some(format!("{base}/4")),
            form: ReasonForm::default(),
            errors: FormErrors::new(),
            back_href: format!("{}/organise", examples::BASE),
        };
        let mut running = page.clone();
        running.rounds.truncate(1);
        running.rounds[0].state = "open".into();
        running.rounds[0].advance_href = None;
        running.rounds[0].acts = vec![
            RoundAct::sample(&base, 1, "pause", true),
            RoundAct::sample(&base, 1, "close", false),
        ];
        running.errors = FormErrors::new().with(
            "round-1",
            "round-unfinished",
            &[("codes", "A7K, B2M".into())],
        );
        vec![page, running]
    }
}

/// `GET /{lang}/{contest}/organise/rounds`: the first category.
pub async fn choose(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
) -> Answer {
    let mut tx = app.db.read().await?;
    let categories = contests::categories_of(&mut tx, contest.id).await?;
    let first = categories.first().ok_or(PageError::NotFound)?;
    Ok(visitor.go(&format!("/{}/organise/rounds/{}", contest.slug, first.slug)))
}

/// `GET /{lang}/{contest}/organise/rounds/{category}`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, slug)): Path<(String, String, String)>,
) -> Answer {
    let category = category_called(&app, &contest, &slug).await?;
    let mut tx = app.db.read().await?;
    let page = Rounds::of(&mut tx, &visitor, (&contest, &category)).await?;
    visitor.show(&app, &page)
}

/// `POST /{lang}/{contest}/organise/rounds/{category}/{position}/{act}`.
pub async fn act(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, slug, position, act)): Path<(String, String, String, i64, String)>,
    Posted { form, .. }: Posted<ReasonForm>,
) -> Answer {
    let category = category_called(&app, &contest, &slug).await?;
    let mut tx = app.db.begin().await?;
    let round = rounds::round_at(&mut tx, category.id, position)
        .await?
        .ok_or(PageError::NotFound)?;
    let of = (&contest, &round);
    match turn(&mut tx, &app, &visitor, of, (&act, &form.reason)).await? {
        Ok(()) => {
            tx.commit().await?;
            let here = format!("/{}/organise/rounds/{slug}", contest.slug);
            Ok(visitor.go_saying(&here, "notice-saved"))
        }
        Err(wrong) => {
            drop(tx);
            let mut tx = app.db.read().await?;
            let mut page = Rounds::of(&mut tx, &visitor, (&contest, &category)).await?;
            page.errors
                .add_with(&format!("round-{position}"), wrong.0, wrong.1);
            page.form = form;
            visitor.again(&app, &page)
        }
    }
}

/// A sentence with its values.
type Wrong = (&'static str, Args);

/// Does it. The inner error is for the organiser.
async fn turn(
    tx: &mut Tx,
    app: &App,
    visitor: &Visitor,
    (contest, round): (&Contest, &Round),
    (act, reason): (&str, &str),
) -> Result<Result<(), Wrong>, PageError> {
    let (cx, actor, of) = (app.cx(), visitor.actor(), (contest, round));
    let done = match act {
        "open" => {
            return match rounds::open_round(tx, &cx, &actor, contest, round).await {
                Ok(_) => Ok(Ok(())),
                Err(error) => not_opened(tx, error).await.map(Err),
            };
        }
        "close" => {
            return match rounds::close_round(tx, &cx, &actor, contest, round).await {
                Ok(_) => Ok(Ok(())),
                Err(CloseError::Unfinished(codes)) => {
                    let codes = ("codes".to_owned(), codes.join(", ").into());
                    Ok(Err(("round-unfinished", Args::from([codes]))))
                }
                Err(CloseError::Denied(_)) => Err(PageError::Closed),
                Err(CloseError::Store(error)) => Err(error.into()),
            };
        }
        "remove" => {
            return match rounds::remove_round(tx, &cx, &actor, of, reason).await {
                Ok(()) => Ok(Ok(())),
                Err(RemoveError::ReasonMissing) => Ok(Err(("error-reason", Args::new()))),
                Err(RemoveError::Denied) => Err(PageError::Closed),
                Err(RemoveError::Store(error)) => Err(error.into()),
            };
        }
        "pause" => rounds::pause_round(tx, &cx, &actor, of, reason).await,
        "resume" => rounds::resume_round(tx, &cx, &actor, of, reason).await,
        "reopen" => rounds::reopen_round(tx, &cx, &actor, of, reason).await,
        _ => return Err(PageError::NotFound),
    };
    match done {
        Ok(()) => Ok(Ok(())),
        Err(PauseError::ReasonMissing) => Ok(Err(("error-reason", Args::new()))),
        Err(PauseError::Denied(_)) => Err(PageError::Closed),
        Err(PauseError::Store(error)) => Err(error.into()),
    }
}

/// Why a round did not open, for the organiser.
pub(super) async fn not_opened(tx: &mut Tx, error: OpenError) -> Result<Wrong, PageError> {
    Ok(match error {
        OpenError::Store(error) => return Err(error.into()),
        OpenError::Denied(_) | OpenError::Advance(_) => return Err(PageError::Closed),
        OpenError::Undecided(n) => ("round-undecided", Args::from([("n".to_owned(), n.into())])),
        OpenError::NotSetUp | OpenError::Form(_) => ("round-not-set-up", Args::new()),
        OpenError::NotSettled => ("round-not-settled", Args::new()),
        OpenError::PanelTooSmall => ("round-panel-small", Args::new()),
        OpenError::Infeasible(blocked) => {
            let mut codes = Vec::new();
            for id in blocked {
                let entry = entries::by_id(tx, id).await?;
                codes.extend(entry.and_then(|e| e.code));
            }
            let codes = ("codes".to_owned(), codes.join(", ").into());
            ("round-infeasible", Args::from([codes]))
        }
    })
}

impl Rounds {
    async fn of(
        tx: &mut Tx,
        visitor: &Visitor,
        (contest, category): (&Contest, &Category),
    ) -> Result<Self, PageError> {
        let back_href = visitor.url(&format!("/{}/organise", contest.slug));
        let rounds = rounds::rounds_of_category(tx, category.id).await?;
        let members = rounds::members_of(tx, contest.id).await?;
        let criteria = rounds::criteria_of_contest(tx, contest.id).await?;
        let count = |n: usize| i64::try_from(n).unwrap_or(0);
        let mut cards = Vec::new();
        for (at, round) in rounds.iter().enumerate() {
            let followed = rounds.get(at + 1);
            let base = visitor.url(&format!("/{}", contest.slug));
            let place = format!("{}/{}", category.slug, round.position);
            let href = format!("{base}/organise/rounds/{place}");
            let closed = round.state == RoundState::Closed;
            let scored = round.kind == rounds::RoundKind::Rating;
            let own = |id| id == round.id;
            cards.push(RoundCard {
                position: round.position,
                name: stages::called(visitor, round),
                state: stages::state_of(round).to_owned(),
                rules: stages::told(round, followed.is_some()),
                criteria: count(
                    criteria
                        .iter()
                        .filter(|c| scored && own(c.round_id))
                        .count(),
                ),
                jurors: count(members.iter().filter(|m| own(m.round_id)).count()),
                sheets: round.sheets_per_entry,
                advance_href: (closed && followed.is_some())
                    .then(|| format!("{base}/advancement/{place}")),
                acts: acts(contest, (round, at, &rounds), &href),
                href,
            });
        }
        let next = rounds.len() + 1;
        Ok(Self {
            category: category.slug.clone(),
            categories: contests::categories_of(tx, contest.id)
                .await?
                .iter()
                .map(|c| Choice {
                    hint: Some(format!("{back_href}/rounds/{}", c.slug)),
                    ..Choice::new(&c.slug, visitor.pick(&c.name_vi, &c.name_en))
                })
                .collect(),
            add_href: (contest.phase <= Phase::Judging && next <= 9)
                .then(|| format!("{back_href}/rounds/{}/{next}", category.slug)),
            rounds: cards,
            form: ReasonForm::default(),
            errors: FormErrors::new(),
            back_href,
        })
    }
}

/// What can be done with a round where it and its neighbours stand. First rounds open together, from the organisers' page.
fn acts(
    contest: &Contest,
    (round, at, all): (&Round, usize, &[Round]),
    href: &str,
) -> Vec<RoundAct> {
    let act = |name: &str, reasoned| RoundAct {
        name: name.to_owned(),
        action: format!("{href}/{name}"),
        reasoned,
    };
    let judging = contest.phase == Phase::Judging;
    let before = at.checked_sub(1).and_then(|b| all.get(b));
    let after = all.get(at + 1);
    let mut acts = Vec::new();
    match round.state {
        RoundState::Draft => {
            if judging && before.is_some_and(|b| b.state == RoundState::Closed) {
                acts.push(act("open", false));
            }
            if before.is_some() && after.is_none() && contest.phase <= Phase::Judging {
                acts.push(act("remove", contest.phase > Phase::Setup));
            }
        }
        RoundState::Open => acts.extend([act("pause", true), act("close", false)]),
        RoundState::Paused => acts.push(act("resume", true)),
        RoundState::Closed if judging && after.is_none_or(|a| a.state == RoundState::Draft) => {
            acts.push(act("reopen", true));
        }
        RoundState::Closed => {}
    }
    acts
}
