//! Questions of consent and their answers, as several pages ask and show them.

use contest::Tx;
use contest::contests::Contest;
use serde::{Deserialize, Serialize};
use submissions::consents::{self, AgeGroup, Answers, Purpose, Side, Standing};
use submissions::entries::{self, Author, Entry};

use crate::forms::FormErrors;

/// One side's answers as typed: `yes` is yes, everything else is no.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ConsentForm {
    /// taking part
    pub takes_part: String,
    /// being named in public; nothing is chosen beforehand
    pub named: String,
    /// the work on public pages
    pub display: String,
    /// exhibition and reuse
    pub exhibition: String,
}

impl ConsentForm {
    /// What one side said before; empty where it was silent.
    #[must_use]
    pub fn of(standing: &Standing, side: Side) -> Self {
        let said = |purpose| match standing.said(side, purpose) {
            None => String::new(),
            Some(voice) => yes_no(voice.given).to_owned(),
        };
        Self {
            takes_part: said(Purpose::Participation),
            named: said(Purpose::Naming),
            display: said(Purpose::Display),
            exhibition: said(Purpose::Exhibition),
        }
    }

    /// Says what must be answered before a work can be sent.
    pub fn check_sending(&self, errors: &mut FormErrors) {
        if self.takes_part != "yes" {
            errors.add("takes_part", "error-takes-part");
        }
        if self.named != "yes" && self.named != "no" {
            errors.add("named", "error-choice");
        }
    }

    /// Says which of the questions were left without a yes or no.
    pub fn check_each(&self, errors: &mut FormErrors) {
        let asked = [
            ("takes_part", &self.takes_part),
            ("named", &self.named),
            ("display", &self.display),
            ("exhibition", &self.exhibition),
        ];
        for (field, value) in asked {
            if value != "yes" && value != "no" {
                errors.add(field, "error-choice");
            }
        }
    }

    /// The answers.
    #[must_use]
    pub fn answers(&self) -> Answers {
        Answers {
            participation: self.takes_part == "yes",
            naming: self.named == "yes",
            display: self.display == "yes",
            exhibition: self.exhibition == "yes",
        }
    }
}

const fn yes_no(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

/// How one purpose stands.
#[derive(Clone, Debug, Serialize)]
pub struct ConsentLine {
    /// `participation`, `naming`, `display` or `exhibition`
    pub purpose: String,
    /// the author's own answer: `yes`, `no`, `none`, or empty where it is not asked
    pub own: String,
    /// the guardian's answer, in the same words
    pub guardian: String,
    /// whether it counts as agreed to
    pub given: bool,
}

/// How consent to an entry stands.
#[derive(Clone, Debug, Serialize)]
pub struct ConsentView {
    /// `small`, `child`, `youth` or `adult`
    pub age: String,
    /// a line for each purpose
    pub lines: Vec<ConsentLine>,
    /// whether the guardian must be asked and has not answered
    pub waits_for_guardian: bool,
}

impl ConsentView {
    /// From the last answers.
    #[must_use]
    pub fn of(standing: &Standing, age: AgeGroup) -> Self {
        let word = |asked: bool, side, purpose| {
            let said = standing.said(side, purpose).map(|v| yes_no(v.given));
            if asked { said.unwrap_or("none") } else { "" }.to_owned()
        };
        Self {
            age: age.as_str().to_owned(),
            lines: Purpose::ALL
                .iter()
                .map(|purpose| ConsentLine {
                    purpose: purpose.as_str().to_owned(),
                    own: word(age.asks_own(), Side::Own, *purpose),
                    guardian: word(age.asks_guardian(), Side::Guardian, *purpose),
                    given: standing.lets(age, *purpose),
                })
                .collect(),
            waits_for_guardian: standing.waits_for(age, Side::Guardian),
        }
    }

    /// For samples: a child who said yes, and a guardian who has not answered.
    #[must_use]
    pub fn sample() -> Self {
        let line = |purpose: &Purpose| ConsentLine {
            purpose: purpose.as_str().to_owned(),
            own: "yes".into(),
            guardian: "none".into(),
            given: false,
        };
        Self {
            age: "child".into(),
            lines: Purpose::ALL.iter().map(line).collect(),
            waits_for_guardian: true,
        }
    }
}

/// The last answers about an entry, and the author's age group.
pub async fn standing_of(
    tx: &mut Tx,
    (contest, entry, author): (&Contest, &Entry, &Author),
) -> Result<(Standing, AgeGroup), sqlx::Error> {
    let standing = Standing::of(&consents::of_entry(tx, entry.id).await?);
    let age = AgeGroup::of(author.birth_year, entries::year_of(contest));
    Ok((standing, age))
}
