//! Amendments of the rules, in words.

use contest::Tx;
use contest::amendments::{self, Change, Value, Words};
use contest::contests::{self, Category, Contest};
use serde::Serialize;

use crate::error::PageError;
use crate::extract::Visitor;
use crate::i18n::{Args, text};
use crate::pages::examples;
use crate::render::words;

/// Longer words are folded away behind "as it was".
const LONGEST: usize = 80;

/// What changed at one time for one reason.
#[derive(Clone, Debug, Serialize)]
pub struct AmendmentView {
    /// when it took effect
    pub at: i64,
    /// why, in the organisers' words
    pub why: String,
    /// what changed
    pub lines: Vec<AmendmentLine>,
}

/// One setting that changed.
#[derive(Clone, Debug, Serialize)]
pub struct AmendmentLine {
    /// which, with its category
    pub what: String,
    /// as it was; empty for what is new
    pub before: String,
    /// as it is; empty for what is gone
    pub after: String,
    /// whether the words are too long to stand in a line
    pub fold: bool,
}

impl AmendmentView {
    /// Two for the rules' sample.
    #[must_use]
    pub fn samples() -> Vec<Self> {
        let line = |what: &str, before: &str, after: &str| AmendmentLine {
            what: what.into(),
            before: before.into(),
            after: after.into(),
            fold: before.len() > LONGEST,
        };
        vec![
            Self {
                at: examples::NOW,
                why: "Ba xã vùng cao mất mạng trong tuần mưa lũ.".into(),
                lines: vec![line("Hạn gửi bài", "23:59 25/09/2024", "23:59 30/09/2024")],
            },
            Self {
                at: examples::OPENS,
                why: "Nhà tài trợ thêm một giải cho học sinh tiểu học.".into(),
                lines: vec![
                    line("Tranh vẽ – số giải Khuyến khích", "7", "8"),
                    line("Tranh vẽ – số giải Thiếu nhi", "", "1"),
                    line(
                        "Lời giới thiệu",
                        "Mời mọi công dân gửi ca khúc, tranh vẽ, bài thơ, sáng kiến về học tập suốt đời \
                         và biến đổi khí hậu.",
                        "Mời mọi công dân gửi tác phẩm.",
                    ),
                ],
            },
        ]
    }
}

/// The contest's amendments, the newest first; what one form changed in several categories stands together.
pub(super) async fn amendments_of(
    tx: &mut Tx,
    visitor: &Visitor,
    contest: &Contest,
) -> Result<Vec<AmendmentView>, PageError> {
    let categories = contests::categories_of(tx, contest.id).await?;
    let mut views: Vec<AmendmentView> = Vec::new();
    for amendment in amendments::of_contest(tx, contest.id).await? {
        let category = categories
            .iter()
            .find(|c| Some(c.id) == amendment.category_id);
        let lines = amendment
            .changes
            .iter()
            .map(|change| AmendmentLine::of(visitor, contest, category, change));
        match views.last_mut() {
            Some(last) if last.at == amendment.at.0 && last.why == amendment.reason => {
                last.lines.extend(lines);
            }
            _ => views.push(AmendmentView {
                at: amendment.at.0,
                lines: lines.collect(),
                why: amendment.reason,
            }),
        }
    }
    Ok(views)
}

impl AmendmentLine {
    fn of(
        visitor: &Visitor,
        contest: &Contest,
        category: Option<&Category>,
        change: &Change,
    ) -> Self {
        let pick = |said: &Words| visitor.pick(&said.vi, &said.en).to_owned();
        let say = |value: &Value| match value {
            Value::Nothing => String::new(),
            Value::At(at) => words::stamp(at.0, &contest.zone, visitor.lang),
            Value::Minutes(n) => words::span(n.saturating_mul(60_000), visitor.lang),
            Value::Number(n) => words::number(*n, visitor.lang),
            Value::Money(dong) => words::money(*dong, visitor.lang),
            Value::Text(said) => pick(said),
            Value::Choice(code) => {
                let key = format!("amended-choice-{code}");
                text(visitor.lang, &key, &Args::new())
            }
        };
        let of = change.of.as_ref().map_or_else(String::new, pick);
        let setting = format!("amended-{}", change.what.as_str());
        let setting = text(
            visitor.lang,
            &setting,
            &Args::from([("of".to_owned(), of.into())]),
        );
        let (before, after) = (say(&change.before), say(&change.after));
        Self {
            what: match category {
                Some(c) => format!("{} – {setting}", visitor.pick(&c.name_vi, &c.name_en)),
                None => setting,
            },
            fold: before.chars().count().max(after.chars().count()) > LONGEST,
            before,
            after,
        }
    }
}
