//! The `method` of a part: a word, or an object with one field.

use super::{Panel, json::Json, read::Reader, read_parts::table};
use crate::engine::{
    ballots::BallotMethod,
    methods::{Method, Middle, Trim},
    score::Fraction,
};

/// Methods that need nothing more.
pub(super) const WORDS: [&str; 12] = [
    "mean",
    "sum",
    "default",
    "lowest",
    "highest",
    "median",
    "majority_judgment",
    "zscore",
    "borda",
    "schulze",
    "kemeny",
    "pairwise",
];
/// Methods with settings.
pub(super) const SETTINGS: [&str; 7] = [
    "trimmed",
    "clip",
    "drop_outside",
    "median",
    "yes_share",
    "points_by_rank",
    "geometric",
];
pub(super) const TRIMMED: [&str; 4] = ["high", "low", "needs", "give"];
pub(super) const GIVE: [&str; 2] = ["mean", "sum"];
pub(super) const CLIP: [&str; 2] = ["within", "round"];
pub(super) const MIDDLES: [&str; 3] = ["low", "mid", "high"];
pub(super) const YES_SHARE: [&str; 1] = ["quorum"];

/// A method as it was read.
pub(super) struct PanelRead {
    pub(super) panel: Panel,
    /// Answered by yes or no, with at least so many answers.
    pub(super) quorum: Option<usize>,
}

impl PanelRead {
    /// Where nothing is said.
    pub(super) fn usual() -> Self {
        totals(Method::Mean)
    }
}

fn totals(method: Method) -> PanelRead {
    PanelRead {
        panel: Panel::Totals(method),
        quorum: None,
    }
}

fn ballots(method: BallotMethod) -> PanelRead {
    let panel = Panel::Ballots {
        method,
        unranked_last: false,
    };
    PanelRead {
        panel,
        quorum: None,
    }
}

pub(super) fn read(reader: &mut Reader, (json, at): (&Json, String)) -> Option<PanelRead> {
    if let Json::Text(_) = json {
        return Some(match reader.choice((json, at), &WORDS)? {
            "sum" => totals(Method::Sum),
            "default" => totals(Method::Default),
            "lowest" => totals(Method::Lowest),
            "highest" => totals(Method::Highest),
            "median" => totals(Method::Median(Middle::Mid)),
            "majority_judgment" => PanelRead {
                panel: Panel::MajorityJudgment,
                quorum: None,
            },
            "zscore" => PanelRead {
                panel: Panel::ZScore,
                quorum: None,
            },
            "borda" => ballots(BallotMethod::Borda),
            "schulze" => ballots(BallotMethod::Schulze),
            "kemeny" => ballots(BallotMethod::Kemeny),
            "pairwise" => ballots(BallotMethod::Pairwise),
            _ => totals(Method::Mean),
        });
    }
    let fields = reader.fields(json, &at, &SETTINGS)?;
    let found: Vec<&&str> = SETTINGS.iter().filter(|s| fields.has(s)).collect();
    let [kind] = found[..] else {
        reader.problem(&at, "missing-field", &[("field", &SETTINGS.join(" / "))]);
        return None;
    };
    let of = fields.get(kind)?;
    match *kind {
        "trimmed" => trimmed(reader, of).map(|t| totals(Method::Trimmed(t))),
        "clip" => clip(reader, of).map(totals),
        "drop_outside" => distance(reader, of).map(|d| totals(Method::DropOutside(d))),
        "median" => {
            let middle = match reader.choice(of, &MIDDLES)? {
                "low" => Middle::Low,
                "high" => Middle::High,
                _ => Middle::Mid,
            };
            Some(totals(Method::Median(middle)))
        }
        "yes_share" => {
            let fields = reader.fields(of.0, &of.1, &YES_SHARE)?;
            let quorum = match fields.get("quorum") {
                None => 1,
                Some(quorum) => reader.whole(quorum, (1, 1_000))?,
            };
            let quorum = usize::try_from(quorum).ok();
            Some(PanelRead {
                quorum,
                ..totals(Method::Mean)
            })
        }
        "points_by_rank" => table(reader, of).map(|t| ballots(BallotMethod::PointsByRank(t))),
        _ => {
            let at = of.1.clone();
            let ratio = reader.number(of)?;
            if ratio.is_negative() || ratio.is_zero() {
                reader.problem(&at, "above-zero", &[]);
                return None;
            }
            Some(ballots(BallotMethod::Geometric(ratio)))
        }
    }
}

/// `1`, or `{"high": 1, "low": 0, "needs": 4, "give": "sum"}`.
fn trimmed(reader: &mut Reader, of: (&Json, String)) -> Option<Trim> {
    let at = of.1.clone();
    let size = |n: u32| usize::try_from(n).ok();
    if let Json::Number(_) = of.0 {
        let g = size(reader.whole(of, (1, 400))?)?;
        return Some(Trim {
            high: g,
            low: g,
            needs: 2 * g + 3,
            sum: false,
        });
    }
    let fields = reader.fields(of.0, &of.1, &TRIMMED)?;
    let high = fields
        .get("high")
        .map_or(Some(0), |f| reader.whole(f, (0, 400)));
    let low = fields
        .get("low")
        .map_or(Some(0), |f| reader.whole(f, (0, 400)));
    let (high, low) = (size(high?)?, size(low?)?);
    let needs = match fields.get("needs") {
        None => high + low + 3,
        Some(needs) => size(reader.whole(needs, (1, 1_000))?)?,
    };
    let give = match fields.get("give") {
        None => "mean",
        Some(give) => reader.choice(give, &GIVE)?,
    };
    if high + low == 0 || needs <= high + low {
        reader.problem(&at, "trim", &[]);
        return None;
    }
    Some(Trim {
        high,
        low,
        needs,
        sum: give == "sum",
    })
}

fn clip(reader: &mut Reader, of: (&Json, String)) -> Option<Method> {
    if !matches!(of.0, Json::Object(_)) {
        let within = distance(reader, of)?;
        return Some(Method::Clip {
            within,
            round: None,
        });
    }
    let fields = reader.fields(of.0, &of.1, &CLIP)?;
    let Some(within) = fields.get("within") else {
        reader.problem(&of.1, "missing-field", &[("field", "within")]);
        return None;
    };
    let within = distance(reader, within)?;
    let round = match fields.get("round") {
        None => None,
        Some(round) => Some(reader.rounding(round)?),
    };
    Some(Method::Clip { within, round })
}

/// A distance of marks, 0 or more.
fn distance(reader: &mut Reader, of: (&Json, String)) -> Option<Fraction> {
    let at = of.1.clone();
    let distance = reader.number(of)?;
    if distance.is_negative() {
        reader.problem(&at, "above-zero", &[]);
        return None;
    }
    distance.fraction()
}
