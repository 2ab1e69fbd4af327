//! The demo's jury, advisory board and decision.

use anyhow::Context as _;
use contest::{
    Timestamp,
    contests::{self, Kind},
};
use judging::{
    advisory::{self, Opinion},
    assignments::{self, Assignment},
    decisions,
    deliberation::{self, HandOverError},
    prizes, rounds,
    sheets::{self, MarkInput},
};

use super::{
    Play, Stage,
    entering::Works,
    people::{Juror, Staff},
};

const MINUTE_MS: i64 = 60_000;

/// Opens the rounds and lets every juror score; up to a point where the stage is «judging».
pub(super) async fn judge(play: &mut Play, staff: &Staff, works: &Works) -> anyhow::Result<()> {
    let organiser = staff.organiser.actor(play).await?;
    let mut tx = play.app.db.begin().await?;
    let opened = rounds::begin_judging(&mut tx, &play.app.cx(), &organiser, &play.contest).await?;
    tx.commit().await?;
    play.reload().await?;
    play.bar.set_message("jurors score");
    play.bar.set_position(0);
    play.bar
        .set_length(opened.iter().map(|o| o.sheets as u64).sum());
    let began = play.app.now();
    for juror in &staff.jurors {
        play.app.clock.set(began);
        score(play, juror, works).await?;
    }
    Ok(())
}

/// One juror's evenings.
async fn score(play: &Play, juror: &Juror, works: &Works) -> anyhow::Result<()> {
    let actor = juror.member.actor(play).await?;
    let mut tx = play.app.db.begin().await?;
    let round = rounds::round_of(&mut tx, juror.category)
        .await?
        .context("the round was opened")?;
    let criteria = rounds::criteria_of_round(&mut tx, round.id).await?;
    let own = assignments::of_juror(&mut tx, juror.member.id, round.id).await?;
    let kind = play
        .categories
        .iter()
        .find(|c| c.id == juror.category)
        .map_or(Kind::Painting, |c| c.kind);
    let begun = match play.stage {
        Stage::Judging => own.len() * (4 + juror.index as usize % 5) / 10,
        _ => own.len(),
    };
    for assignment in &own[..begun] {
        play.at(play.app.now().plus_ms(3 * MINUTE_MS));
        let (_, index) = works
            .get(&assignment.entry_id)
            .copied()
            .context("every work of the round was entered")?;
        let quality = rehearsal::quality(play.seed, index, invented(kind));
        for (n, criterion) in (0..).zip(&criteria) {
            let steps =
                rehearsal::mark(play.seed, juror.index, index, n, quality, criterion.steps());
            let input = MarkInput {
                criterion: criterion.id,
                steps,
                seen: None,
            };
            let of = (&round, criteria.as_slice(), assignment);
            sheets::save_mark(&mut tx, &play.app.cx(), &actor, of, input).await?;
        }
        remark(&mut tx, &actor, (&round, assignment), quality).await?;
        play.bar.inc(1);
    }
    if play.stage != Stage::Judging {
        sheets::lock_sheets(&mut tx, &play.app.cx(), &actor, &play.contest, &round).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// A word on the best works.
async fn remark(
    tx: &mut contest::Tx,
    actor: &contest::Actor,
    (round, assignment): (&rounds::Round, &Assignment),
    quality: i32,
) -> anyhow::Result<()> {
    if quality > 850 {
        sheets::comment(
            tx,
            actor,
            round,
            assignment,
            "Có ý tưởng riêng, nên xem lại khi họp.",
        )
        .await?;
    }
    Ok(())
}

const fn invented(kind: Kind) -> rehearsal::Kind {
    match kind {
        Kind::Song => rehearsal::Kind::Song,
        Kind::Painting => rehearsal::Kind::Painting,
        // nobody speaks in the demo
        Kind::Poem | Kind::Speech => rehearsal::Kind::Poem,
        Kind::Initiative => rehearsal::Kind::Initiative,
    }
}

/// Closes the rounds; the jury sits down and proposes what the formula gives.
pub(super) async fn deliberate(play: &mut Play, staff: &Staff) -> anyhow::Result<()> {
    play.at(play.timeline.judging_until);
    let organiser = staff.organiser.actor(play).await?;
    let mut tx = play.app.db.begin().await?;
    for round in rounds::rounds_of(&mut tx, play.contest.id).await? {
        if round.state == rounds::RoundState::Open {
            rounds::close_round(&mut tx, &play.app.cx(), &organiser, &play.contest, &round).await?;
        }
    }
    deliberation::begin_deliberation(&mut tx, &play.app.cx(), &organiser, &play.contest).await?;
    tx.commit().await?;
    play.reload().await?;
    play.at(play.app.now().plus_ms(60 * MINUTE_MS));
    for category in &play.categories {
        let Some(chair) = staff.chair_of(category.id) else {
            continue;
        };
        let chair = chair.actor(play).await?;
        let mut tx = play.app.db.begin().await?;
        let judged = rounds::round_of(&mut tx, category.id).await?;
        if judged.is_some_and(|r| r.state == rounds::RoundState::Closed) {
            prizes::propose(&mut tx, &play.app.cx(), &chair, &play.contest, category.id).await?;
        }
        tx.commit().await?;
    }
    Ok(())
}

/// Settles ties, hears the advisory board, signs, and sets the minute of the announcement.
pub(super) async fn decide(play: &mut Play, staff: &Staff) -> anyhow::Result<()> {
    hand_over(play, staff).await?;
    play.at(play.app.now().plus_ms(180 * MINUTE_MS));
    advise(play, staff).await?;
    play.at(play.app.now().plus_ms(60 * MINUTE_MS));
    sign(play, staff).await?;
    let organiser = staff.organiser.actor(play).await?;
    let mut tx = play.app.db.begin().await?;
    contests::schedule(
        &mut tx,
        &play.app.cx(),
        &organiser,
        &play.contest,
        play.timeline.announced,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Hands the proposal over; where marks are equal on the line of a prize, the jury's vote goes on record first.
async fn hand_over(play: &mut Play, staff: &Staff) -> anyhow::Result<()> {
    let chair = staff
        .jurors
        .iter()
        .find(|j| j.chair)
        .context("every panel has a chair")?
        .member
        .clone();
    loop {
        let actor = chair.actor(play).await?;
        let mut tx = play.app.db.begin().await?;
        match deliberation::hand_over(&mut tx, &play.app.cx(), &actor, &play.contest).await {
            Ok(()) => {
                tx.commit().await?;
                return play.reload().await;
            }
            Err(HandOverError::TieUnsettled(codes)) => {
                drop(tx);
                settle(play, staff, &codes).await?;
            }
            Err(error) => return Err(error.into()),
        }
    }
}

/// Confirms the formula's award of the first tied work that has one.
async fn settle(play: &Play, staff: &Staff, codes: &[String]) -> anyhow::Result<()> {
    let mut tx = play.app.db.begin().await?;
    let awards = prizes::awards_of(&mut tx, play.contest.id).await?;
    for category in &play.categories {
        let Some(round) = rounds::round_of(&mut tx, category.id).await? else {
            continue;
        };
        let Some(chair) = staff.chair_of(category.id) else {
            continue;
        };
        let chair = chair.actor(play).await?;
        for code in codes {
            let Some(entry) = assignments::entry_by_code(&mut tx, round.id, code).await? else {
                continue;
            };
            let Some(award) = awards
                .iter()
                .find(|a| a.entry_id == entry && a.reason.is_empty())
            else {
                continue;
            };
            let change = (
                entry,
                Some(award.tier_id),
                "Hội đồng xem lại các bài bằng điểm và biểu quyết.",
            );
            prizes::change_award(
                &mut tx,
                &play.app.cx(),
                &chair,
                (&play.contest, category.id),
                change,
            )
            .await?;
        }
    }
    tx.commit().await?;
    Ok(())
}

/// Every adviser speaks to every category; one asks for a second reading, and the jury answers.
async fn advise(play: &Play, staff: &Staff) -> anyhow::Result<()> {
    let mut tx = play.app.db.begin().await?;
    for (n, adviser) in staff.advisers.iter().enumerate() {
        let actor = adviser.actor(play).await?;
        for category in &play.categories {
            let (opinion, reason) = match (n, category.kind) {
                (2, Kind::Poem) => (
                    Opinion::SecondReading,
                    "Hai bài đầu rất gần nhau; xin hội đồng đọc lại phần kết của mỗi bài.",
                ),
                (4, Kind::Initiative) => (
                    Opinion::Dissent,
                    "Nên ưu tiên sáng kiến đã làm thử ở bản vùng cao; ý kiến để ghi vào biên bản.",
                ),
                _ => (Opinion::Concur, ""),
            };
            let of = (&play.contest, category.id);
            advisory::note(&mut tx, &play.app.cx(), &actor, of, (opinion, reason)).await?;
        }
    }
    for note in advisory::notes_of(&mut tx, play.contest.id).await? {
        if note.is_waiting()
            && let Some(chair) = staff.chair_of(note.category_id)
        {
            let chair = chair.actor(play).await?;
            let words = "Hội đồng đã đọc lại cả hai bài và giữ nguyên đề xuất, có ghi lý do trong biên bản.";
            advisory::answer(
                &mut tx,
                &play.app.cx(),
                &chair,
                (&play.contest, &note),
                words,
            )
            .await?;
        }
    }
    tx.commit().await?;
    Ok(())
}

/// Minutes and two signatures.
async fn sign(play: &mut Play, staff: &Staff) -> anyhow::Result<()> {
    let organiser = staff.organiser.actor(play).await?;
    let chair = staff
        .jurors
        .iter()
        .find(|j| j.chair)
        .context("every panel has a chair")?
        .member
        .actor(play)
        .await?;
    let minutes = "Hội đồng họp tại Nhà văn hóa thành phố. Có mặt đủ 14 giám khảo của bốn tiểu ban.\n\
        Không giám khảo nào phải rút lui. Giải được đề xuất theo điểm; chỗ bằng điểm do tiểu ban biểu quyết.\n\
        Ban cố vấn cho ý kiến bằng văn bản; một đề nghị xem lại đã được trả lời, một ý kiến khác được ghi nhận.";
    let mut tx = play.app.db.begin().await?;
    let cx = play.app.cx();
    let number = "38/QĐ-BTC (trình diễn)";
    decisions::draft_minutes(&mut tx, &cx, &organiser, &play.contest, (number, minutes)).await?;
    let seen = decisions::digest_of(&mut tx, play.contest.id).await?;
    decisions::sign_chair(&mut tx, &cx, &chair, &play.contest, seen).await?;
    tx.commit().await?;
    let later: Timestamp = play.app.now().plus_ms(30 * MINUTE_MS);
    play.at(later);
    let mut tx = play.app.db.begin().await?;
    decisions::sign_organiser(&mut tx, &play.app.cx(), &organiser, &play.contest, seen).await?;
    tx.commit().await?;
    play.reload().await
}
