//! Whom an award honours, as papers name them: in full, since they are handed to the people themselves and to the office.

use std::collections::HashMap;

use contest::Tx;
use contest::contests::{self, Category, Contest};
use judging::prizes::{self, Award, Tier};
use submissions::entries::{self, Author, Entry, EntryId, Filter, Listed};

/// The people of one work.
pub(crate) struct Honoured {
    /// The work.
    pub(crate) entry: Entry,
    /// The author who entered it.
    pub(crate) author: Author,
    /// All names in one line, the group's first.
    pub(crate) name: String,
    /// Whether it honours more than one person.
    pub(crate) several: bool,
    /// Whether the author is a minor.
    pub(crate) minor: bool,
}

impl Honoured {
    /// The people of an entry; `None` where nobody was named.
    pub(crate) async fn of(
        tx: &mut Tx,
        contest: &Contest,
        id: EntryId,
    ) -> Result<Option<Self>, sqlx::Error> {
        let entry = entries::by_id(tx, id).await?;
        let author = entries::author_of(tx, id).await?;
        let (Some(entry), Some(author)) = (entry, author) else {
            return Ok(None);
        };
        let together = entries::together_of(tx, &entry).await?;
        let mut names = vec![author.full_name.clone()];
        names.extend(together.others.into_iter().map(|other| other.full_name));
        let several = names.len() > 1 || !together.collective.is_empty();
        let name = if together.collective.is_empty() {
            names.join(", ")
        } else {
            format!("{} ({})", together.collective, names.join(", "))
        };
        let minor = entries::is_minor(contest, author.birth_year);
        Ok(Some(Self {
            entry,
            author,
            name,
            several,
            minor,
        }))
    }

    /// Class, school and ward, as far as they were told.
    pub(crate) fn unit(&self) -> String {
        let a = &self.author;
        let parts = [&a.class_name, &a.school, &a.ward];
        let told = parts.into_iter().filter(|part| !part.is_empty());
        told.map(String::as_str).collect::<Vec<_>>().join(", ")
    }
}

/// An award with everything that papers say of it.
pub(crate) struct Honour {
    /// The award.
    pub(crate) award: Award,
    /// Its tier.
    pub(crate) tier: Tier,
    /// Its category.
    pub(crate) category: Category,
    /// Its people.
    pub(crate) people: Honoured,
    /// What the public may know of the work.
    pub(crate) listed: Listed,
}

/// The awards of a contest as they stand, in stage order. Whether they may be seen is up to the caller.
pub(crate) async fn honours(tx: &mut Tx, contest: &Contest) -> Result<Vec<Honour>, sqlx::Error> {
    let awards = prizes::awards_of(tx, contest.id).await?;
    of_awards(tx, contest, awards).await
}

/// The same as both signed them, whatever was corrected since.
pub(super) async fn signed_honours(
    tx: &mut Tx,
    contest: &Contest,
) -> Result<Vec<Honour>, sqlx::Error> {
    let awards = prizes::signed_awards_of(tx, contest.id).await?;
    of_awards(tx, contest, awards).await
}

async fn of_awards(
    tx: &mut Tx,
    contest: &Contest,
    mut awards: Vec<Award>,
) -> Result<Vec<Honour>, sqlx::Error> {
    let categories = contests::categories_of(tx, contest.id).await?;
    let tiers = prizes::tiers_of(tx, contest.id).await?;
    prizes::in_stage_order(&mut awards, &categories);
    let filter = Filter {
        among: Some(awards.iter().map(|a| a.entry_id).collect()),
        ..Filter::default()
    };
    let all = i64::try_from(awards.len()).unwrap_or(i64::MAX);
    let listed = entries::list(tx, contest.id, &filter, (0, all)).await?;
    let mut listed: HashMap<_, _> = listed.into_iter().map(|l| (l.entry.id, l)).collect();
    let mut out = Vec::with_capacity(awards.len());
    for award in awards {
        let people = Honoured::of(tx, contest, award.entry_id).await?;
        let tier = tiers.iter().find(|t| t.id == award.tier_id);
        let category = categories.iter().find(|c| c.id == award.category_id);
        let shown = listed.remove(&award.entry_id);
        let (Some(people), Some(tier), Some(category), Some(listed)) =
            (people, tier, category, shown)
        else {
            continue;
        };
        out.push(Honour {
            tier: tier.clone(),
            category: category.clone(),
            people,
            listed,
            award,
        });
    }
    Ok(out)
}
