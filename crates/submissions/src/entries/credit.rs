//! Who made the work, and for a minor, who answers for them.

use contest::{
    Actor, Context, Tx, audit,
    contests::Contest,
    folding::{fold, phone_e164, tidy_line},
};
use serde_json::json;

use super::{Denied, Entry, rules, store, together};
use crate::leaks;

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Empty, and needed.
    Missing,
    /// More characters than this.
    TooLong(usize),
    /// More bytes than this.
    TooLongBytes(usize),
    /// More lines than the category takes.
    TooManyLines(usize),
    /// Not a year in which a living author was born.
    Year,
    /// Not a telephone number.
    Phone,
    /// Not an e-mail address.
    Email,
}

/// A field and what is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldFault {
    /// Name of the field in the form.
    pub field: &'static str,
    /// What is wrong.
    pub fault: Fault,
}

/// An author as typed.
#[derive(Clone, Debug, Default)]
#[expect(
    missing_docs,
    reason = "each field is the form's field of the same name"
)]
pub struct Credit {
    pub full_name: String,
    pub birth_year: String,
    pub phone: String,
    pub email: String,
    pub ward: String,
    pub school: String,
    pub class_name: String,
    pub guardian: GuardianInput,
}

/// A guardian as typed.
#[derive(Clone, Debug, Default)]
#[expect(
    missing_docs,
    reason = "each field is the form's field of the same name"
)]
pub struct GuardianInput {
    pub name: String,
    pub relation: String,
    pub phone: String,
}

/// Who made a work.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Author {
    /// Full name in one piece: many names here do not split.
    pub full_name: String,
    /// Year of birth.
    pub birth_year: i64,
    /// As typed.
    pub phone: String,
    /// In E.164, for looking up.
    pub phone_e164: String,
    /// May be empty.
    pub email: String,
    /// Ward or commune; may be empty.
    pub ward: String,
    /// May be empty.
    pub school: String,
    /// May be empty.
    pub class_name: String,
    /// Empty for adults.
    pub guardian_name: String,
    /// Empty for adults.
    pub guardian_relation: String,
    /// Empty for adults.
    pub guardian_phone: String,
}

/// Authors younger than this at the end of the contest's year need a guardian.
pub const ADULT_AGE: i64 = 18;

impl Author {
    /// Whether the author is a minor in the year `year`; by year alone, so a doubt counts as minor.
    #[must_use]
    pub const fn is_minor(&self, year: i64) -> bool {
        year - self.birth_year < ADULT_AGE
    }
}

impl Credit {
    /// The author, or everything that is wrong with what was typed. `year` is the contest's.
    pub fn parse(&self, year: i64) -> Result<Author, Vec<FieldFault>> {
        let birth_year = tidy_line(&self.birth_year)
            .parse::<i64>()
            .ok()
            .filter(|y| (year - 110..=year - 3).contains(y));
        let phone = phone_e164(&self.phone);
        let minor = birth_year.is_some_and(|y| year - y < ADULT_AGE);
        let author = Author {
            full_name: tidy_line(&self.full_name),
            birth_year: birth_year.unwrap_or_default(),
            phone: tidy_line(&self.phone),
            phone_e164: phone.clone().unwrap_or_default(),
            email: tidy_line(&self.email).to_lowercase(),
            ward: tidy_line(&self.ward),
            school: tidy_line(&self.school),
            class_name: tidy_line(&self.class_name),
            guardian_name: if minor {
                tidy_line(&self.guardian.name)
            } else {
                String::new()
            },
            guardian_relation: if minor {
                tidy_line(&self.guardian.relation)
            } else {
                String::new()
            },
            guardian_phone: if minor {
                tidy_line(&self.guardian.phone)
            } else {
                String::new()
            },
        };
        let faults = self.faults(&author, birth_year.is_some(), minor);
        if faults.is_empty() {
            Ok(author)
        } else {
            Err(faults)
        }
    }

    /// Everything that is wrong: at most one fault a field, in the order of the form.
    fn faults(&self, author: &Author, born: bool, minor: bool) -> Vec<FieldFault> {
        let mut faults = Vec::new();
        let mut find = |bad: bool, field: &'static str, fault: Fault| {
            if bad && faults.iter().all(|f: &FieldFault| f.field != field) {
                faults.push(FieldFault { field, fault });
            }
        };
        find(author.full_name.is_empty(), "name", Fault::Missing);
        find(
            author.full_name.chars().count() > 100,
            "name",
            Fault::TooLong(100),
        );
        find(
            self.birth_year.trim().is_empty(),
            "birth_year",
            Fault::Missing,
        );
        find(!born, "birth_year", Fault::Year);
        find(author.phone.is_empty(), "phone", Fault::Missing);
        find(author.phone_e164.is_empty(), "phone", Fault::Phone);
        find(
            !author.email.is_empty() && !author.email.contains('@'),
            "email",
            Fault::Email,
        );
        for (field, text) in [
            ("email", &author.email),
            ("ward", &author.ward),
            ("school", &author.school),
            ("class_name", &author.class_name),
        ] {
            find(text.chars().count() > 200, field, Fault::TooLong(200));
        }
        if minor {
            find(
                author.guardian_name.is_empty(),
                "guardian_name",
                Fault::Missing,
            );
            find(
                author.guardian_name.chars().count() > 100,
                "guardian_name",
                Fault::TooLong(100),
            );
            find(
                author.guardian_relation.is_empty(),
                "guardian_relation",
                Fault::Missing,
            );
            find(
                author.guardian_relation.chars().count() > 50,
                "guardian_relation",
                Fault::TooLong(50),
            );
            find(
                author.guardian_phone.is_empty(),
                "guardian_phone",
                Fault::Missing,
            );
            find(
                phone_e164(&author.guardian_phone).is_none(),
                "guardian_phone",
                Fault::Phone,
            );
        }
        faults
    }
}

/// Why a credit was refused.
#[derive(Debug, thiserror::Error)]
pub enum CreditError {
    /// Not the holder, or not now.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Somebody named here has entered as many works as the category takes.
    #[error("the author's limit is reached")]
    LimitReached(i64),
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Writes the author of an entry.
pub async fn credit(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (contest, entry): (&Contest, &Entry),
    author: &Author,
) -> Result<(), CreditError> {
    rules::may_change(actor, contest, entry, cx.now)?;
    store::upsert_author(tx, cx.id(), entry.id, author, &fold(&author.full_name)).await?;
    store::refresh_search(tx, entry, &entry.title, author).await?;
    together::renew_places(tx, entry).await?;
    leaks::renew(tx, entry.id, cx.now).await?;
    let details = json!({ "minor": author.is_minor(year_of(contest)) });
    audit::append(
        tx,
        cx,
        contest.id.0,
        actor,
        "entry.credited",
        &entry.subject(),
        &details,
    )
    .await?;
    Ok(())
}

/// Whether somebody born in this year counts as a minor in the contest. A missing year does.
#[must_use]
pub fn is_minor(contest: &Contest, birth_year: i64) -> bool {
    birth_year == 0 || year_of(contest) - birth_year < ADULT_AGE
}

/// The year by which ages are reckoned: that of the deadline. A UTC year is near enough, since only years count.
#[must_use]
pub fn year_of(contest: &Contest) -> i64 {
    // Mean Gregorian year; the error over a century is under a day.
    1970 + contest.closes_at.0 / 31_556_952_000
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(birth_year: &str) -> Credit {
        Credit {
            full_name: " Lò  Thị Ban ".to_owned(),
            birth_year: birth_year.to_owned(),
            phone: "0912 345 678".to_owned(),
            ..Credit::default()
        }
    }

    #[test]
    fn a_minor_needs_a_guardian_and_an_adult_has_none() {
        let faults = typed("2014")
            .parse(2024)
            .expect_err("no guardian was named");
        let fields: Vec<_> = faults.iter().map(|f| f.field).collect();
        assert_eq!(
            fields,
            ["guardian_name", "guardian_relation", "guardian_phone"]
        );
        let mut adult = typed("1980");
        adult.guardian.name = "left over".to_owned();
        let author = adult.parse(2024).expect("an adult needs no guardian");
        assert_eq!(
            (author.full_name.as_str(), author.guardian_name.as_str()),
            ("Lò Thị Ban", "")
        );
    }

    #[test]
    fn each_field_has_one_fault_and_all_are_told() {
        let faults = Credit::default()
            .parse(2024)
            .expect_err("everything is missing");
        let told: Vec<_> = faults.iter().map(|f| (f.field, f.fault)).collect();
        assert_eq!(
            told,
            [
                ("name", Fault::Missing),
                ("birth_year", Fault::Missing),
                ("phone", Fault::Missing)
            ]
        );
    }
}
