//! What statistics tell the chair, beside the standings: shown to the chair alone, and never as a finding.

use std::collections::HashMap;

use contest::Tx;
use contest::contests::{Category, Contest, rules::Denied};
use contest::people::PersonId;
use judging::deliberation::{self, Advice, StandingsError, Table};
use judging::engine::advice::exact::shown;
use judging::engine::advice::jurors::Flag;
use judging::engine::advice::leave_out::Change;
use judging::engine::advice::reliability::{Grade, Reliability};
use judging::prizes::{Tier, TierId};
use judging::rounds::{self, Round};
use serde::Serialize;
use submissions::entries::EntryId;

use crate::error::PageError;
use crate::extract::Visitor;
use crate::i18n::{Args, Lang, text};
use crate::pages::parts::Phrase;
use crate::render::words;

/// A work that would get something else.
#[derive(Clone, Debug, Serialize)]
pub struct Shift {
    /// the round's code, which is also its row's address
    pub code: String,
    /// title
    pub title: String,
    /// the tier that the formula gives it; empty for none
    pub now: String,
    /// the tier it would get
    pub then: String,
    /// place by the score; 0 where places are not compared
    pub place: i64,
    /// place by the adjusted score
    pub adjusted: i64,
}

/// What hangs on one juror's sheets.
#[derive(Clone, Debug, Serialize)]
pub struct Hanging {
    /// the juror's name
    pub juror: String,
    /// what would change without them
    pub shifts: Vec<Shift>,
}

/// A share of draws.
#[derive(Clone, Debug, Serialize)]
pub struct Share {
    /// the tier
    pub tier: String,
    /// percent
    pub percent: i64,
}

/// A work on the boundary of a prize.
#[derive(Clone, Debug, Serialize)]
pub struct Boundary {
    /// the round's code
    pub code: String,
    /// title
    pub title: String,
    /// percent of draws with any prize
    pub any: i64,
    /// the tiers it got, highest first
    pub tiers: Vec<Share>,
}

/// The section.
#[derive(Clone, Debug, Serialize)]
pub struct AdviceView {
    /// how far marks can be relied on
    pub reliable: Phrase,
    /// how many jurors it would take; absent where there are enough, or nobody knows
    pub needed: Option<Phrase>,
    /// likeliest first
    pub open: Vec<Boundary>,
    /// by juror
    pub hanging: Vec<Hanging>,
    /// best place first
    pub moved: Vec<Shift>,
    /// present where parts of the round were never compared
    pub apart: Option<Phrase>,
    /// whether the adjusted places are approximate
    pub approximate: bool,
    /// what may be asked
    pub questions: Vec<Phrase>,
    /// whether the round is too large for boundary, leaving out and pairs
    pub large: bool,
}

/// How works, prizes and jurors are written for this visitor.
struct Names<'a> {
    visitor: &'a Visitor,
    works: HashMap<EntryId, (&'a str, &'a str)>,
    tiers: &'a [&'a Tier],
    jurors: HashMap<PersonId, String>,
}

impl Names<'_> {
    fn work(&self, entry: EntryId) -> (String, String) {
        let (code, title) = self.works.get(&entry).copied().unwrap_or_default();
        (code.to_owned(), title.to_owned())
    }

    fn tier(&self, tier: TierId) -> String {
        let found = self.tiers.iter().find(|t| t.id == tier);
        found.map_or_else(String::new, |t| {
            self.visitor.pick(&t.name_vi, &t.name_en).to_owned()
        })
    }

    /// A juror who left the panel has no name here; their sheets still count.
    fn juror(&self, person: PersonId) -> String {
        self.jurors
            .get(&person)
            .cloned()
            .unwrap_or_else(|| text(self.visitor.lang, "jury-advice-former", &Args::new()))
    }

    fn shift(&self, change: &Change<EntryId, TierId>, (place, adjusted): (usize, usize)) -> Shift {
        let (code, title) = self.work(change.entry);
        Shift {
            code,
            title,
            now: change.now.map(|t| self.tier(t)).unwrap_or_default(),
            then: change.then.map(|t| self.tier(t)).unwrap_or_default(),
            place: i64::try_from(place).unwrap_or(0),
            adjusted: i64::try_from(adjusted).unwrap_or(0),
        }
    }
}

impl AdviceView {
    /// The section for the chair of a closed round; nothing for everybody else.
    pub async fn of(
        tx: &mut Tx,
        visitor: &Visitor,
        contest: &Contest,
        (category, round, table): (&Category, &Round, &Table),
        tiers: &[&Tier],
    ) -> Result<Option<Self>, PageError> {
        let actor = visitor.actor();
        let basis = match deliberation::advice_basis(tx, &actor, contest, category.id).await {
            Ok(basis) => basis,
            Err(StandingsError::Denied(Denied::NotYours | Denied::TooEarly | Denied::TooLate)) => {
                return Ok(None);
            }
            Err(StandingsError::Store(error)) => return Err(error.into()),
            Err(error) => return Err(PageError::internal(error)),
        };
        let members = rounds::members_of_round(tx, round.id).await?;
        let names = Names {
            visitor,
            works: table
                .rows
                .iter()
                .map(|r| (r.standing.entry, (r.code.as_str(), r.title.as_str())))
                .collect(),
            tiers,
            jurors: members.into_iter().map(|m| (m.person_id, m.name)).collect(),
        };
        // thousands of orders are computed: not on a thread that answers others
        let advice = tokio::task::spawn_blocking(move || basis.advise())
            .await
            .map_err(PageError::internal)?;
        Ok(advice.map(|advice| Self::worded(&advice, &names)))
    }

    fn worded(advice: &Advice, names: &Names<'_>) -> Self {
        let open = advice.open.iter().map(|open| {
            let (code, title) = names.work(open.entry);
            let share = |(tier, percent): &(TierId, u32)| Share {
                tier: names.tier(*tier),
                percent: i64::from(*percent),
            };
            Boundary {
                code,
                title,
                any: i64::from(open.any),
                tiers: open.tiers.iter().map(share).collect(),
            }
        });
        let hanging = advice.hanging.iter().map(|without| Hanging {
            juror: names.juror(without.juror),
            shifts: without
                .changes
                .iter()
                .map(|c| names.shift(c, (0, 0)))
                .collect(),
        });
        let moved = advice
            .moved
            .iter()
            .map(|m| names.shift(&m.change, (m.place, m.adjusted)));
        let parts = i64::try_from(advice.parts).unwrap_or(i64::MAX);
        let apart = || Phrase::new("jury-advice-apart", &[("n", parts.into())]);
        Self {
            reliable: reliable(&advice.reliability, names.visitor.lang),
            needed: needed(&advice.reliability),
            open: open.collect(),
            hanging: hanging.collect(),
            moved: moved.collect(),
            apart: (parts > 1).then(apart),
            approximate: advice.approximate,
            questions: questions(advice, names),
            large: advice.large,
        }
    }

    /// For samples of pages.
    #[must_use]
    pub fn sample() -> Self {
        let shift = |(code, title): (&str, &str), now: &str, then: &str, (place, adjusted)| Shift {
            code: code.into(),
            title: title.into(),
            now: now.into(),
            then: then.into(),
            place,
            adjusted,
        };
        let boundary = |code: &str, title: &str, any, percents: [i64; 2]| Boundary {
            code: code.into(),
            title: title.into(),
            any,
            tiers: ["Giải Ba", "Khuyến khích"]
                .into_iter()
                .zip(percents)
                .map(|(tier, percent)| Share {
                    tier: tier.into(),
                    percent,
                })
                .collect(),
        };
        let ask = |key: &str, juror: &str| Phrase::new(key, &[("juror", juror.into())]);
        Self {
            reliable: Phrase::new("jury-advice-reliable-moderate", &[("mean", "0,66".into())]),
            needed: Some(Phrase::new("jury-advice-needed", &[("n", 11.into())])),
            open: vec![
                boundary("D4H", "Mưa", 88, [61, 27]),
                boundary("E1P", "Ngày hội sách", 34, [3, 31]),
            ],
            hanging: vec![Hanging {
                juror: "Lò Văn Thương".into(),
                shifts: vec![
                    shift(("D4H", "Mưa"), "Giải Ba", "Khuyến khích", (0, 0)),
                    shift(("E1P", "Ngày hội sách"), "", "Khuyến khích", (0, 0)),
                ],
            }],
            moved: vec![
                shift(("D4H", "Mưa"), "Giải Ba", "", (4, 6)),
                shift(("E1P", "Ngày hội sách"), "", "Khuyến khích", (5, 4)),
            ],
            apart: None,
            approximate: false,
            questions: vec![
                ask("jury-advice-ask-strict", "Lò Văn Thương"),
                ask("jury-advice-ask-drift", "Quàng Thị Hoa"),
                Phrase::new(
                    "jury-advice-ask-alike",
                    &[
                        ("first", "Cầm Văn Dũng".into()),
                        ("second", "Quàng Thị Hoa".into()),
                    ],
                ),
            ],
            large: false,
        }
    }

    /// A round in which nothing stands out, and one that falls apart: for samples of pages.
    #[must_use]
    pub fn quiet_sample(apart: bool) -> Self {
        Self {
            reliable: Phrase::new("jury-advice-reliable-unknown", &[]),
            needed: None,
            open: Vec::new(),
            hanging: Vec::new(),
            moved: Vec::new(),
            apart: apart.then(|| Phrase::new("jury-advice-apart", &[("n", 2.into())])),
            approximate: !apart,
            questions: Vec::new(),
            large: apart,
        }
    }
}

fn reliable(of: &Reliability, lang: Lang) -> Phrase {
    let (Some(grade), Some(mean)) = (of.grade(), &of.mean) else {
        return Phrase::new("jury-advice-reliable-unknown", &[]);
    };
    let key = match grade {
        Grade::Poor => "jury-advice-reliable-poor",
        Grade::Moderate => "jury-advice-reliable-moderate",
        Grade::Good => "jury-advice-reliable-good",
        Grade::Excellent => "jury-advice-reliable-excellent",
    };
    Phrase::new(
        key,
        &[("mean", words::decimal(&shown(mean, 2), lang).into())],
    )
}

fn needed(of: &Reliability) -> Option<Phrase> {
    let jurors = of.jurors_for_good.filter(|n| *n > of.marks.1)?;
    let jurors = i64::try_from(jurors).ok()?;
    Some(Phrase::new("jury-advice-needed", &[("n", jurors.into())]))
}

fn questions(advice: &Advice, names: &Names<'_>) -> Vec<Phrase> {
    let of_one = advice.questions.iter().map(|(person, flag)| {
        let key = match flag {
            Flag::Strict => "jury-advice-ask-strict",
            Flag::Generous => "jury-advice-ask-generous",
            Flag::Unpredictable => "jury-advice-ask-unpredictable",
            Flag::Smooth => "jury-advice-ask-smooth",
            Flag::Central => "jury-advice-ask-central",
            Flag::Halo => "jury-advice-ask-halo",
            Flag::Drift => "jury-advice-ask-drift",
            Flag::Apart => "jury-advice-ask-apart",
        };
        Phrase::new(key, &[("juror", names.juror(*person).into())])
    });
    let of_two = advice.alike.iter().map(|(first, second)| {
        let (first, second) = (names.juror(*first), names.juror(*second));
        Phrase::new(
            "jury-advice-ask-alike",
            &[("first", first.into()), ("second", second.into())],
        )
    });
    of_one.chain(of_two).collect()
}
