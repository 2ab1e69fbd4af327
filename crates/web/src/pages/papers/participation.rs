//! Certificates for everybody who took part and has no award; and the words that all certificates share.

use std::collections::HashSet;

use contest::Tx;
use contest::contests::{self, Contest};
use contest::folding::by_given_name;
use judging::certificates::{self, Settings};
use judging::prizes;
use papers::{Certificate, CertificateWords};
use submissions::entries::{self, EntryState, Filter};

use super::Honoured;
use super::made::Made;
use crate::error::PageError;
use crate::extract::Visitor;

/// What is the same on all certificates of a contest.
pub(crate) fn certificate_words(
    visitor: &Visitor,
    contest: &Contest,
    settings: Settings,
    decision: &str,
) -> CertificateWords {
    let say = |key: &str| visitor.say(key, &[]);
    CertificateWords {
        lang: visitor.lang.to_string(),
        nation: say("certificate-nation"),
        motto: say("certificate-motto"),
        issuer: settings.issuer,
        title: say("certificate-title"),
        contest: visitor.pick(&contest.name_vi, &contest.name_en).to_owned(),
        decision: if decision.is_empty() {
            String::new()
        } else {
            visitor.say("certificate-decision", &[("number", decision.into())])
        },
        place_date: settings.place_date,
        signer_title: settings.signer_title,
        signer_name: settings.signer_name,
        check: say("certificate-check"),
    }
}

/// «Chứng nhận Em», or what fits a group and a grown-up.
pub(crate) const fn lead_of(people: &Honoured) -> &'static str {
    match (people.several, people.minor) {
        (true, _) => "certificate-lead-group",
        (false, true) => "certificate-lead-minor",
        (false, false) => "certificate-lead",
    }
}

/// A page for each eligible work without an award: category by category, by given name. The QR code leads to the receipt's check.
pub(super) async fn participation(
    mut tx: Tx,
    visitor: &Visitor,
    contest: &Contest,
) -> Result<Made, PageError> {
    let settings = certificates::settings_of(&mut tx, contest.id).await?;
    let settings = settings.unwrap_or_else(|| Settings {
        issuer: visitor
            .pick(&contest.organiser_vi, &contest.organiser_en)
            .to_owned(),
        signer_title: visitor.say("papers-signer", &[]),
        signer_name: String::new(),
        place_date: visitor.say("papers-place-date", &[]),
    });
    let awarded: HashSet<_> = prizes::awards_of(&mut tx, contest.id)
        .await?
        .iter()
        .map(|a| a.entry_id)
        .collect();
    let categories = contests::categories_of(&mut tx, contest.id).await?;
    let eligible = Filter {
        states: vec![EntryState::Eligible],
        ..Filter::default()
    };
    let mut listed = entries::all(&mut tx, contest.id, &eligible).await?;
    listed.retain(|l| !awarded.contains(&l.entry.id));
    listed.sort_by(|a, b| {
        let place = a.category_position.cmp(&b.category_position);
        place.then_with(|| by_given_name(&a.author_name, &b.author_name))
    });
    let mut pages = Vec::with_capacity(listed.len());
    for one in listed {
        let Some(people) = Honoured::of(&mut tx, contest, one.entry.id).await? else {
            continue;
        };
        let category = categories.iter().find(|c| c.id == one.entry.category_id);
        let category = category.map_or("", |c| visitor.pick(&c.name_vi, &c.name_en));
        let code = one.entry.code.unwrap_or_default();
        pages.push(Certificate {
            lead: visitor.say(lead_of(&people), &[]),
            name: people.name,
            award: visitor.say("certificate-took-part", &[("category", category.into())]),
            work: visitor.say("certificate-work", &[("title", one.entry.title.into())]),
            number: String::new(),
            address: visitor.absolute_short(&format!("/verify/{code}")),
            code,
        });
    }
    drop(tx);
    let words = certificate_words(visitor, contest, settings, "");
    Ok(Made::Certificates(words, pages))
}
