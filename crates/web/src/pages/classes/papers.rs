//! What a teacher prints: consent slips, stickers for the backs, and the hand-over list.

use axum::extract::State;
use papers::{Handover, HandoverRow, HandoverWords, Slip, SlipWords, Sticker};
use submissions::classes;
use submissions::consents::AgeGroup;
use submissions::entries;

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InClass, Visitor};
use crate::pages::classes::home::children;
use crate::pages::classes::list::download;
use crate::pages::enter::consents::guardian_link;

const PDF: &str = "application/pdf";

/// `GET /{lang}/classes/{key}/slips.pdf`: for every child who has a guardian to ask.
pub async fn slips(State(app): State<App>, visitor: Visitor, class: InClass) -> Answer {
    let all = children(&app, &visitor, &class).await?;
    let mut tx = app.db.read().await?;
    let members = classes::members(&mut tx, class.class.id).await?;
    drop(tx);
    let year = entries::year_of(&class.contest);
    let slips: Vec<_> = all
        .iter()
        .zip(&members)
        .filter(|(_, m)| AgeGroup::of(m.birth_year, year).asks_guardian())
        .map(|(child, m)| Slip {
            pupil: child.name.clone(),
            class_name: format!("{}, {}", class.class.name, class.class.school),
            work: format!("{}: {}", child.category, child.title),
            number: child.number.clone(),
            address: guardian_link(&visitor, &classes::member_key(&class.key, m.position)),
        })
        .collect();
    if slips.is_empty() {
        return Ok(visitor.go(&format!("/classes/{}", class.key)));
    }
    let words = SlipWords {
        lang: visitor.lang.to_string(),
        contest: visitor
            .pick(&class.contest.name_vi, &class.contest.name_en)
            .to_owned(),
        organiser: visitor
            .pick(&class.contest.organiser_vi, &class.contest.organiser_en)
            .to_owned(),
        title: visitor.say("classes-slip-title", &[]),
        scan: visitor.say("classes-slip-scan", &[]),
        sign: visitor.say("classes-slip-sign", &[]),
        questions: ["takes-part", "named", "display", "exhibition"]
            .iter()
            .map(|q| visitor.say(&format!("consent-ask-{q}"), &[]))
            .collect(),
        yes: visitor.say("form-yes", &[]),
        no: visitor.say("form-no", &[]),
        child: visitor.say("consent-own-minor", &[]),
        guardian: visitor.say("consent-guardian", &[]),
        signature: visitor.say("classes-slip-signature", &[]),
        note: visitor.say("classes-slip-note", &[]),
    };
    let pdf = papers::slips_pdf(&words, &slips).map_err(PageError::internal)?;
    download(pdf, PDF, "phieu-dong-y.pdf")
}

/// `GET /{lang}/classes/{key}/cards.pdf`: a card for each child, to be photographed before the work.
pub async fn cards(State(app): State<App>, visitor: Visitor, class: InClass) -> Answer {
    let mut tx = app.db.read().await?;
    let members = classes::members(&mut tx, class.class.id).await?;
    drop(tx);
    if members.is_empty() {
        return Ok(visitor.go(&format!("/classes/{}", class.key)));
    }
    let cards: Vec<_> = members
        .iter()
        .map(|m| Sticker {
            code: m.number.clone(),
            address: classes::card_text(m.entry.id),
        })
        .collect();
    let use_it = visitor.say("classes-card-use", &[]);
    let pdf = papers::stickers_pdf(&use_it, &cards, true).map_err(PageError::internal)?;
    download(pdf, PDF, "the-chup-anh.pdf")
}

/// `GET /{lang}/classes/{key}/stickers.pdf`: for the works that have been sent.
pub async fn stickers(State(app): State<App>, visitor: Visitor, class: InClass) -> Answer {
    let all = children(&app, &visitor, &class).await?;
    let stickers: Vec<_> = all
        .iter()
        .filter(|c| !c.code.is_empty())
        .map(|c| sticker(&visitor, &class.contest.slug, &c.code))
        .collect();
    if stickers.is_empty() {
        return Ok(visitor.go(&format!("/classes/{}", class.key)));
    }
    let name = visitor.pick(&class.contest.name_vi, &class.contest.name_en);
    let pdf = papers::stickers_pdf(name, &stickers, true).map_err(PageError::internal)?;
    download(pdf, PDF, "nhan-dan-mat-sau.pdf")
}

/// The sticker of an entry; its QR code leads to the desk, which alone can do anything with it.
pub(crate) fn sticker(visitor: &Visitor, slug: &str, code: &str) -> Sticker {
    Sticker {
        code: code.to_owned(),
        address: visitor.absolute(&format!("/{slug}/desk/intake?q={code}")),
    }
}

/// `GET /{lang}/classes/{key}/handover.pdf`: the summary receipt, with which the originals are handed over.
pub async fn handover(State(app): State<App>, visitor: Visitor, class: InClass) -> Answer {
    let all = children(&app, &visitor, &class).await?;
    let rows: Vec<_> = all
        .iter()
        .filter(|c| !c.code.is_empty())
        .map(|c| HandoverRow {
            number: c.number.clone(),
            code: c.code.clone(),
            pupil: c.name.clone(),
            title: c.title.clone(),
            category: c.category.clone(),
        })
        .collect();
    if rows.is_empty() {
        return Ok(visitor.go(&format!("/classes/{}", class.key)));
    }
    let n = i64::try_from(rows.len()).unwrap_or(0);
    let column = |name: &str| visitor.say(&format!("classes-handover-{name}"), &[]);
    let list = Handover {
        words: HandoverWords {
            lang: visitor.lang.to_string(),
            contest: visitor
                .pick(&class.contest.name_vi, &class.contest.name_en)
                .to_owned(),
            title: visitor.say("classes-handover-title", &[]),
            class_line: visitor.say(
                "classes-handover-class",
                &[
                    ("class", class.class.name.as_str().into()),
                    ("school", class.class.school.as_str().into()),
                    ("teacher", class.class.teacher.as_str().into()),
                ],
            ),
            summary: visitor.say("classes-handover-summary", &[("n", n.into())]),
            columns: [
                column("number"),
                column("code"),
                column("pupil"),
                column("work"),
                column("category"),
                column("received"),
            ],
            gives: column("gives"),
            takes: column("takes"),
            signed: column("signed"),
        },
        rows,
        address: visitor.absolute(&format!("/{}/desk/intake", class.contest.slug)),
    };
    let pdf = papers::handover_pdf(&list).map_err(PageError::internal)?;
    download(pdf, PDF, "danh-sach-ban-giao.pdf")
}
