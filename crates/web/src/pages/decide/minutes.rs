//! The minutes that write themselves, in sentences.

use contest::Tx;
use contest::contests::Contest;
use judging::advisory::Opinion;
use judging::decisions::{self, CategoryRecord, Sitting};
use judging::deliberation::StandingsError;
use serde::Serialize;

use crate::error::PageError;
use crate::extract::Visitor;
use crate::pages::parts::Phrase;
use crate::render::words;

/// What happened in one category.
#[derive(Clone, Debug, Serialize)]
pub struct MinutesSection {
    /// the category's name
    pub name: String,
    /// one sentence each
    pub lines: Vec<Phrase>,
}

impl MinutesSection {
    /// A category with one of everything.
    #[must_use]
    pub fn sample() -> Self {
        Self {
            name: "Tranh vẽ".into(),
            lines: vec![
                Phrase::new(
                    "minutes-sat",
                    &[
                        ("from", "14:00 05/10/2024".into()),
                        ("to", "16:20 05/10/2024".into()),
                        ("place", "Phòng họp tầng 2".into()),
                    ],
                ),
                Phrase::new(
                    "minutes-there",
                    &[
                        ("n", 2.into()),
                        ("of", 3.into()),
                        ("quorum", 2.into()),
                        (
                            "names",
                            "Hà Thị Minh Châu, Tòng Văn Hưng (về lúc 15:40)".into(),
                        ),
                    ],
                ),
                Phrase::new("minutes-absent", &[("names", "Nguyễn Thu Hà".into())]),
                Phrase::new(
                    "minutes-recused",
                    &[("name", "Tòng Văn Hưng".into()), ("code", "B2M".into())],
                ),
                Phrase::new(
                    "minutes-departs",
                    &[
                        ("code", "C9R".into()),
                        ("tier", "Giải Nhì".into()),
                        ("formula", "Giải Ba".into()),
                        ("reason", "Hội đồng bỏ phiếu 4/5 vì bố cục chắc hơn.".into()),
                    ],
                ),
                Phrase::new("minutes-awards", &[("n", 17.into()), ("of", 17.into())]),
            ],
        }
    }
}

/// The record of a contest in sentences. Empty while rounds are open.
pub async fn written(
    tx: &mut Tx,
    visitor: &Visitor,
    contest: &Contest,
) -> Result<Vec<MinutesSection>, PageError> {
    let records = match decisions::record_of(tx, contest).await {
        Ok(records) => records,
        Err(StandingsError::Store(error)) => return Err(error.into()),
        Err(error) => return Err(PageError::internal(error)),
    };
    let section = |record: CategoryRecord| MinutesSection {
        name: visitor
            .pick(&record.category.name_vi, &record.category.name_en)
            .to_owned(),
        lines: lines(visitor, contest, &record),
    };
    Ok(records.into_iter().map(section).collect())
}

fn lines(visitor: &Visitor, contest: &Contest, record: &CategoryRecord) -> Vec<Phrase> {
    let pick = |vi: &str, en: &str| visitor.pick(vi, en).to_owned();
    let mut lines = Vec::new();
    for sitting in &record.sittings {
        sat(visitor, contest, sitting, &mut lines);
    }
    for (code, name) in &record.recusals {
        let args = [
            ("name", name.as_str().into()),
            ("code", code.as_str().into()),
        ];
        lines.push(Phrase::new("minutes-recused", &args));
    }
    for (code, text) in &record.notes {
        let args = [
            ("code", code.as_str().into()),
            ("text", text.as_str().into()),
        ];
        lines.push(Phrase::new("minutes-noted", &args));
    }
    for (code, award, formula) in &record.departures {
        let formula = formula
            .as_ref()
            .map_or_else(String::new, |t| pick(&t.name_vi, &t.name_en));
        let args = [
            ("code", code.as_str().into()),
            ("tier", pick(&award.name_vi, &award.name_en).into()),
            ("formula", formula.as_str().into()),
            ("reason", award.reason.as_str().into()),
        ];
        let key = if formula.is_empty() {
            "minutes-departs-none"
        } else {
            "minutes-departs"
        };
        lines.push(Phrase::new(key, &args));
    }
    for (code, tier, reason) in &record.passed_over {
        let args = [
            ("code", code.as_str().into()),
            ("formula", pick(&tier.name_vi, &tier.name_en).into()),
            ("reason", reason.as_str().into()),
        ];
        lines.push(Phrase::new("minutes-passed-over", &args));
    }
    let count = |n: usize| i64::try_from(n).unwrap_or(0);
    let args = [
        ("n", count(record.awards).into()),
        ("of", record.quota.into()),
    ];
    lines.push(Phrase::new("minutes-awards", &args));
    for note in &record.opinions {
        let key = match note.opinion {
            Opinion::Concur => "minutes-concurs",
            Opinion::SecondReading => "minutes-second-reading",
            Opinion::Dissent => "minutes-dissents",
        };
        let args = [
            ("name", note.name.as_str().into()),
            ("reason", note.reason.as_str().into()),
        ];
        lines.push(Phrase::new(key, &args));
        if !note.answer.is_empty() {
            lines.push(Phrase::new(
                "minutes-answered",
                &[("answer", note.answer.as_str().into())],
            ));
        }
    }
    lines
}

fn sat(visitor: &Visitor, contest: &Contest, sitting: &Sitting, lines: &mut Vec<Phrase>) {
    let stamp = |at: i64| words::stamp(at, &contest.zone, visitor.lang);
    let meeting = &sitting.meeting;
    let to = meeting
        .ended_at
        .map_or_else(|| "…".to_owned(), |at| stamp(at.0));
    let args = [
        ("from", stamp(meeting.opened_at.0).into()),
        ("to", to.into()),
        ("place", meeting.place.as_str().into()),
    ];
    let key = if meeting.place.is_empty() {
        "minutes-sat-nowhere"
    } else {
        "minutes-sat"
    };
    lines.push(Phrase::new(key, &args));
    let names: Vec<String> = sitting
        .there
        .iter()
        .map(|a| match a.left_at {
            None => a.name.clone(),
            Some(left) => {
                let clock = words::clock(left.0, &contest.zone, visitor.lang);
                let args = [
                    ("name".to_owned(), a.name.as_str().into()),
                    ("clock".to_owned(), clock.into()),
                ];
                crate::i18n::text(visitor.lang, "minutes-left", &args.into())
            }
        })
        .collect();
    let count = |n: usize| i64::try_from(n).unwrap_or(0);
    let (there, absent) = (sitting.there.len(), sitting.absent.len());
    let args = [
        ("n", count(there).into()),
        ("of", count(there + absent).into()),
        ("quorum", meeting.quorum.into()),
        ("names", names.join(", ").into()),
    ];
    lines.push(Phrase::new("minutes-there", &args));
    if !sitting.absent.is_empty() {
        let names = sitting.absent.join(", ");
        lines.push(Phrase::new("minutes-absent", &[("names", names.into())]));
    }
}
