//! Works by several people: who else made it, under which name as a group, and how many works each may enter.

mod store;

use contest::{
    Actor, Context, Tx, audit,
    contests::{self, Category, Contest},
    folding::{fold, tidy_line},
};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Author, CreditError, Entry, EntryId, rules, year_of};
use crate::{consents::AgeGroup, leaks};

/// Most people who may be named beside the author: a large class.
pub const MOST_OTHERS: usize = 60;
/// Longest name of a group, in characters.
pub const MAX_COLLECTIVE: usize = 120;

/// Somebody who made the work as well.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct CoAuthor {
    /// Full name.
    pub full_name: String,
    /// Year of birth.
    pub birth_year: i64,
}

/// Everybody beside the author who enters the work.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Together {
    /// Name of the group or class; may be empty.
    pub collective: String,
    /// The others.
    pub others: Vec<CoAuthor>,
    /// Whether those of them who may decide it themselves agreed to be named in public.
    pub agree: bool,
}

/// What is wrong with the list of people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListFault {
    /// This line (from 1) is not a name and a year of birth.
    Line(usize),
    /// More people than [`MOST_OTHERS`].
    TooMany,
    /// The group's name is longer than [`MAX_COLLECTIVE`].
    NameTooLong,
}

/// What of it public pages may say, kept with the entry.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Credits {
    /// Name of the group or class.
    pub collective: String,
    /// Those who may be named.
    pub named: Vec<String>,
    /// How many may not.
    pub unnamed: i64,
}

impl Together {
    /// Reads one person a line: a name, then a year of birth, with or without something between them. `year` is the
    /// contest's.
    pub fn parse(list: &str, collective: &str, agree: bool, year: i64) -> Result<Self, ListFault> {
        let mut others = Vec::new();
        for (number, line) in (1..).zip(list.lines()) {
            let line = tidy_line(line);
            if line.is_empty() {
                continue;
            }
            others.push(person(&line, year).ok_or(ListFault::Line(number))?);
        }
        let collective = tidy_line(collective);
        if others.len() > MOST_OTHERS {
            return Err(ListFault::TooMany);
        }
        if collective.chars().count() > MAX_COLLECTIVE {
            return Err(ListFault::NameTooLong);
        }
        Ok(Self {
            collective,
            others,
            agree,
        })
    }

    /// The list as it is typed.
    #[must_use]
    pub fn list(&self) -> String {
        let lines: Vec<String> = self
            .others
            .iter()
            .map(|o| format!("{}, {}", o.full_name, o.birth_year))
            .collect();
        lines.join("\n")
    }

    /// The group and the others in one line, for whoever may see all of them.
    #[must_use]
    pub fn line(&self) -> String {
        let group = (!self.collective.is_empty()).then(|| self.collective.clone());
        let others = self
            .others
            .iter()
            .map(|o| format!("{} ({})", o.full_name, o.birth_year));
        group
            .into_iter()
            .chain(others)
            .collect::<Vec<_>>()
            .join(", ")
    }

    /// A child's name needs a guardian's yes, which is asked for the author alone: children among the others are counted.
    fn credits(&self, year: i64) -> Credits {
        let may = |o: &&CoAuthor| AgeGroup::of(o.birth_year, year).lets(Some(self.agree), None);
        let named: Vec<String> = self
            .others
            .iter()
            .filter(may)
            .map(|o| o.full_name.clone())
            .collect();
        let unnamed = self.others.len() - named.len();
        Credits {
            collective: self.collective.clone(),
            unnamed: i64::try_from(unnamed).unwrap_or(i64::MAX),
            named,
        }
    }
}

fn person(line: &str, year: i64) -> Option<CoAuthor> {
    let line = line.trim_end_matches(')');
    let digits = line.len().checked_sub(4)?;
    let (name, born) = (line.get(..digits)?, line.get(digits..)?);
    let birth_year: i64 = born.parse().ok()?;
    let full_name = name.trim_end_matches([' ', ',', ';', '-', '–', '(', ')', '\t']);
    let fits = (year - 110..=year - 3).contains(&birth_year)
        && (2..=80).contains(&full_name.chars().count())
        && full_name.chars().any(char::is_alphabetic);
    fits.then(|| CoAuthor {
        full_name: full_name.to_owned(),
        birth_year,
    })
}

/// Writes everybody beside the author of an entry.
pub async fn set_together(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (contest, entry): (&Contest, &Entry),
    together: &Together,
) -> Result<(), CreditError> {
    rules::may_change(actor, contest, entry, cx.now)?;
    if together_of(tx, entry).await? == *together {
        return Ok(());
    }
    store::clear(tx, entry.id).await?;
    for (position, other) in (2..).zip(&together.others) {
        let key = (cx.id(), position);
        store::insert(tx, entry.id, key, other, together.agree).await?;
    }
    let credits = serde_json::to_string(&together.credits(year_of(contest)))
        .map_err(|e| sqlx::Error::Encode(e.into()))?;
    store::set_credits(tx, entry.id, &credits).await?;
    renew_places(tx, entry).await?;
    leaks::renew(tx, entry.id, cx.now).await?;
    let details =
        json!({ "others": together.others.len(), "group": !together.collective.is_empty() });
    audit::append(
        tx,
        cx,
        contest.id.0,
        actor,
        "entry.together",
        &entry.subject(),
        &details,
    )
    .await?;
    Ok(())
}

/// Everybody beside the author of an entry.
pub async fn together_of(tx: &mut Tx, entry: &Entry) -> Result<Together, sqlx::Error> {
    let (others, agree) = store::others(tx, entry.id).await?;
    Ok(Together {
        collective: entry.credits().collective,
        others,
        agree,
    })
}

/// Whose works are counted: the author by name and telephone, the others by name and year of birth beside that
/// telephone, since many people here share a name and a family shares a telephone.
fn keys(author: &Author, others: &[CoAuthor]) -> Vec<String> {
    let mut keys = vec![format!("{}|{}", fold(&author.full_name), author.phone_e164)];
    for other in others {
        let name = fold(&other.full_name);
        keys.push(format!("{name}|{}|{}", other.birth_year, author.phone_e164));
    }
    keys.sort();
    keys.dedup();
    keys
}

/// Takes a place among the author's works, and one for each of the others; false where somebody has none left.
pub(super) async fn take_places(
    tx: &mut Tx,
    category: &Category,
    entry: EntryId,
    author: &Author,
) -> Result<bool, sqlx::Error> {
    let (others, _) = store::others(tx, entry).await?;
    for key in keys(author, &others) {
        let mut taken = false;
        for place in 1..=category.max_per_author {
            taken = store::take_place(tx, category.id, (&key, place), entry).await?;
            if taken {
                break;
            }
        }
        if !taken {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Gives the places of an entry back: it does not count any more.
pub(super) async fn leave_places(tx: &mut Tx, entry: EntryId) -> Result<(), sqlx::Error> {
    store::leave_places(tx, entry).await
}

/// After its people changed, an entry that was sent stands in other places.
pub(super) async fn renew_places(tx: &mut Tx, entry: &Entry) -> Result<(), CreditError> {
    if entry.code.is_none() {
        return Ok(());
    }
    let category = contests::category(tx, entry.category_id)
        .await?
        .ok_or(sqlx::Error::RowNotFound)?;
    let author = super::author_of(tx, entry.id)
        .await?
        .ok_or(sqlx::Error::RowNotFound)?;
    store::leave_places(tx, entry.id).await?;
    if take_places(tx, &category, entry.id, &author).await? {
        Ok(())
    } else {
        Err(CreditError::LimitReached(category.max_per_author))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_read_one_a_line_however_the_year_is_put() {
        let nameless = Together::parse("Lò Thị Ban, 2012\n\n2012", "", true, 2024);
        assert_eq!(nameless, Err(ListFault::Line(3)));
        let list = "Lò Thị Ban, 2012\n\n Cà Văn  Thuận (1980)\nMùa A Chớ - 2010\nVàng Thị Mai 2011";
        let together = Together::parse(list, " Lớp 5A ", true, 2024).expect("four people");
        let names: Vec<_> = together
            .others
            .iter()
            .map(|o| o.full_name.as_str())
            .collect();
        assert_eq!(
            names,
            ["Lò Thị Ban", "Cà Văn Thuận", "Mùa A Chớ", "Vàng Thị Mai"]
        );
        assert_eq!(
            Together::parse(&together.list(), "Lớp 5A", true, 2024),
            Ok(together.clone())
        );
        let credits = together.credits(2024);
        assert_eq!(
            (credits.named, credits.unnamed),
            (vec!["Cà Văn Thuận".to_owned()], 3)
        );
    }

    #[test]
    fn nobody_is_named_who_did_not_agree() {
        let together = Together::parse("Cà Văn Thuận, 1980", "", false, 2024).expect("one person");
        assert_eq!(together.credits(2024).named, Vec::<String>::new());
    }
}
