//! The demo's works come in and are checked.

use std::{collections::HashMap, thread::available_parallelism};

use anyhow::Context as _;
use bytes::Bytes;
use contest::{
    Tx,
    contests::{CategoryId, Kind, Limits},
    people::Actor,
};
use futures_util::{StreamExt, stream};
use rehearsal::InventedAuthor;
use submissions::{
    consents::{self, AgeGroup, Answers, Given, Means, Side},
    entries::{
        self, AiShare, AiUse, Author, Credit, Entry, EntryId, EntryState, Filter, GuardianInput,
        Initiative, Ruling, Source, Work,
    },
    files::{self, Received},
    kinds::Slot,
};

use super::{Play, people::Staff};
use crate::app::App;

/// How many of 290 works are of each kind, as reported of the contest of 2024.
const SHARES: &[(Kind, u32)] = &[
    (Kind::Song, 8),
    (Kind::Painting, 179),
    (Kind::Poem, 62),
    (Kind::Initiative, 41),
];
const ALL: u32 = 290;

/// Which invented work an entry is: its category and its number there.
pub(super) type Works = HashMap<EntryId, (CategoryId, u32)>;

/// A work to be entered.
#[derive(Clone, Copy)]
struct Task {
    kind: Kind,
    category: CategoryId,
    /// Number within its kind.
    index: u32,
}

/// A work whose files are stored.
struct Prepared {
    task: Task,
    work: Work,
    received: Vec<Received>,
    author: InventedAuthor,
}

/// Enters `count` works over the weeks of the call.
pub(super) async fn enter_all(play: &mut Play, count: u32) -> anyhow::Result<Works> {
    let tasks = tasks(play, count);
    let total = u32::try_from(tasks.len()).unwrap_or(count);
    play.bar.set_length(u64::from(total));
    play.bar.set_message("works come in");
    let cores = available_parallelism().map_or(1, std::num::NonZero::get);
    let (app, seed) = (play.app.clone(), play.seed);
    let mut prepared = stream::iter(tasks)
        .map(|task| prepare(app.clone(), seed, task))
        .buffered(cores * 2);
    let mut works = Works::new();
    let mut n = 0;
    while let Some(next) = prepared.next().await {
        let next = next?;
        play.at(play.timeline.entry_at(n, total));
        let id = enter(play, &next).await?;
        works.insert(id, (next.task.category, next.task.index));
        n += 1;
        play.bar.inc(1);
    }
    Ok(works)
}

/// The works in the order in which they come in: kinds mixed as in real life.
fn tasks(play: &Play, count: u32) -> Vec<Task> {
    let mut tasks = Vec::new();
    for (kind, share) in SHARES {
        let own = if count == ALL {
            *share
        } else {
            (share * count).div_ceil(ALL)
        };
        let Some(category) = play.categories.iter().find(|c| c.kind == *kind) else {
            continue;
        };
        tasks.extend((0..own).map(|index| {
            (
                f64::from(index) / f64::from(own),
                Task {
                    kind: *kind,
                    category: category.id,
                    index,
                },
            )
        }));
    }
    tasks.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    tasks.truncate(usize::try_from(count).unwrap_or(usize::MAX));
    tasks.into_iter().map(|(_, task)| task).collect()
}

/// Invents a work and stores its files, on a thread that may compute.
async fn prepare(app: App, seed: rehearsal::Seed, task: Task) -> anyhow::Result<Prepared> {
    let (work, sent, author) = tokio::task::spawn_blocking(move || invent(seed, task)).await?;
    let mut received = Vec::new();
    for (slot, name, bytes) in sent {
        let stored = app.objects.keep(Bytes::from(bytes)).await?;
        let store = (&app.objects, &app.inspector);
        let place = (slot, &Limits::default());
        received.push(files::receive(store, &app.cx(), place, &name, stored).await?);
    }
    Ok(Prepared {
        task,
        work,
        received,
        author,
    })
}

type Sent = Vec<(Slot, String, Vec<u8>)>;

fn invent(seed: rehearsal::Seed, task: Task) -> (Work, Sent, InventedAuthor) {
    let index = task.index;
    let (work, sent, kind) = match task.kind {
        Kind::Painting => {
            let it = rehearsal::painting(seed, index);
            let work = Work {
                title: it.title,
                statement: it.statement,
                alt: it.alt,
                ..Work::default()
            };
            let name = format!("IMG_{:04}.jpg", 1_000 + index);
            (
                work,
                vec![(Slot::PaintingImage, name, it.jpeg)],
                rehearsal::Kind::Painting,
            )
        }
        Kind::Song => {
            let it = rehearsal::song(seed, index);
            let work = Work {
                title: it.title,
                body: it.lyrics,
                ..Work::default()
            };
            (
                work,
                vec![(
                    Slot::SongAudio,
                    format!("ban-thu-{}.wav", index + 1),
                    it.wav,
                )],
                rehearsal::Kind::Song,
            )
        }
        // no category of the demo is spoken
        Kind::Poem | Kind::Speech => {
            let it = rehearsal::poem(seed, index);
            let work = Work {
                title: it.title,
                statement: format!("Văn bản mượn để trình diễn: {}.", it.source),
                body: it.text,
                ..Work::default()
            };
            (work, Vec::new(), rehearsal::Kind::Poem)
        }
        Kind::Initiative => {
            let it = rehearsal::initiative(seed, index);
            let initiative = Initiative {
                problem: it.problem,
                solution: it.solution,
                result: it.result,
                adopters: it.adopters,
                cost: it.cost,
            };
            let work = Work {
                title: it.title,
                initiative,
                ..Work::default()
            };
            let name = format!("de-an-{}.pdf", index + 1);
            let sent = it.pdf.map(|pdf| (Slot::InitiativeDocument, name, pdf));
            (
                work,
                sent.into_iter().collect(),
                rehearsal::Kind::Initiative,
            )
        }
    };
    (work, sent, rehearsal::author(seed, index, kind))
}

/// The three steps of entering, as a holder does them.
async fn enter(play: &Play, it: &Prepared) -> anyhow::Result<EntryId> {
    let cx = play.app.cx();
    let category = play
        .categories
        .iter()
        .find(|c| c.id == it.task.category)
        .context("a category of the play")?;
    let mut tx = play.app.db.begin().await?;
    let of = (&play.contest, category);
    let begun = entries::begin(
        &mut tx,
        &cx,
        &Actor::Visitor,
        of,
        (Source::Online, &it.work),
    )
    .await?;
    let id = begun.entry.id;
    let holder = Actor::Holder(id.0);
    let change = (&it.work, it.received.as_slice());
    entries::describe(&mut tx, &cx, &holder, (&play.contest, &begun.entry), change).await?;
    let entry = entries::by_id(&mut tx, id)
        .await?
        .context("the draft was just begun")?;
    let author = credit(&it.author)
        .parse(entries::year_of(&play.contest))
        .map_err(|faults| anyhow::anyhow!("an invented author is not accepted: {faults:?}"))?;
    entries::credit(&mut tx, &cx, &holder, (&play.contest, &entry), &author).await?;
    let answers = Answers {
        naming: it.author.may_be_named,
        ..Answers::ALL
    };
    agree(&mut tx, play, (&entry, &author), answers).await?;
    let said = said_of_ai(it.task.index);
    entries::state_ai_use(&mut tx, &cx, &holder, (&play.contest, &entry), &said).await?;
    entries::submit(&mut tx, &cx, &holder, (&play.contest, category, &entry)).await?;
    tx.commit().await?;
    Ok(id)
}

/// Most use none; one in twelve had help.
fn said_of_ai(index: u32) -> AiUse {
    let helped = index % 12 == 5;
    AiUse {
        share: if helped {
            AiShare::Partly
        } else {
            AiShare::None
        },
        how: if helped {
            "Nhờ máy gợi ý, tự làm lại từng phần".to_owned()
        } else {
            String::new()
        },
    }
}

/// The author says yes on the private link, and a minor's guardian the same on the other one.
async fn agree(
    tx: &mut Tx,
    play: &Play,
    (entry, author): (&Entry, &Author),
    answers: Answers,
) -> anyhow::Result<()> {
    let age = AgeGroup::of(author.birth_year, entries::year_of(&play.contest));
    let given = |side, means| Given {
        side,
        means,
        answers,
        paper: None,
    };
    let own = (Actor::Holder(entry.id.0), given(Side::Own, Means::Link));
    let guardian = (
        Actor::Guardian(entry.id.0),
        given(Side::Guardian, Means::GuardianLink),
    );
    let asked = [
        age.asks_own().then_some(own),
        age.asks_guardian().then_some(guardian),
    ];
    for (actor, given) in asked.into_iter().flatten() {
        let of = (&play.contest, entry, author);
        consents::answer(tx, &play.app.cx(), &actor, of, given).await?;
    }
    Ok(())
}

fn credit(author: &InventedAuthor) -> Credit {
    let guardian = author.guardian.as_ref().map(|g| GuardianInput {
        name: g.full_name.clone(),
        relation: match g.relation {
            "mẹ" => "mother",
            "bố" => "father",
            _ => "grandparent",
        }
        .to_owned(),
        phone: g.phone.clone(),
    });
    Credit {
        full_name: author.full_name.clone(),
        birth_year: author.birth_year.to_string(),
        phone: author.phone.clone(),
        ward: author.ward.to_owned(),
        school: author.school.clone().unwrap_or_default(),
        class_name: author.class.clone().unwrap_or_default(),
        guardian: guardian.unwrap_or_default(),
        ..Credit::default()
    }
}

/// The deadline passes, and the clerks rule on every entry.
pub(super) async fn check_all(play: &mut Play, staff: &Staff) -> anyhow::Result<()> {
    play.at(play.contest.last_call().plus_ms(60_000));
    let organiser = staff.organiser.actor(play).await?;
    play.advance(&organiser, contest::contests::Phase::Checking)
        .await?;
    play.bar.set_message("the desk checks");
    play.bar.set_position(0);
    let clerk = staff.clerks[0].actor(play).await?;
    let filter = Filter {
        states: vec![EntryState::Submitted],
        ..Filter::default()
    };
    loop {
        let mut tx = play.app.db.begin().await?;
        let waiting = entries::list(&mut tx, play.contest.id, &filter, (0, 100)).await?;
        if waiting.is_empty() {
            return Ok(());
        }
        for listed in &waiting {
            play.at(play.app.now().plus_ms(20_000));
            let of = (&play.contest, &listed.entry);
            entries::decide(&mut tx, &play.app.cx(), &clerk, of, &Ruling::Eligible).await?;
            play.bar.inc(1);
        }
        tx.commit().await?;
    }
}
