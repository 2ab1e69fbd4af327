//! `hoaban audit verify`.

use std::process::ExitCode;

use clap::Subcommand;
use contest::{
    audit::{self, Broken},
    contests::{self, ContestId},
};
use judging::proofs::{self, Proof};

use super::{open_database, say};
use crate::config::Config;

#[derive(Subcommand)]
pub(super) enum Audit {
    /// Recompute every chain, every sealed sheet and every checkpoint; exit code 3 where one does not hold
    Verify {
        /// For programs
        #[arg(long)]
        json: bool,
        /// Only the log of this contest
        #[arg(long)]
        contest: Option<String>,
        /// A head that was published earlier; the chain must have contained it
        #[arg(long, requires = "contest")]
        head: Option<String>,
    },
}

pub(super) async fn run(config: Config, command: Audit) -> anyhow::Result<ExitCode> {
    let Audit::Verify {
        json,
        contest,
        head,
    } = command;
    let db = open_database(&config).await?;
    let mut tx = db.read().await?;
    let only = match &contest {
        Some(slug) => {
            let found = contests::by_slug(&mut tx, slug).await?;
            Some(
                found
                    .ok_or_else(|| anyhow::anyhow!("no contest is called {slug}"))?
                    .id,
            )
        }
        None => None,
    };
    let mut sound = true;
    for log_id in audit::logs(&mut tx).await? {
        if only.is_some_and(|id| id.0 != log_id) {
            continue;
        }
        let name = contests::by_id(&mut tx, ContestId(log_id))
            .await?
            .map_or("-".to_owned(), |c| c.slug);
        let proof = proofs::of_log(&mut tx, log_id).await?;
        let head_known = match &head {
            Some(head) => audit::contains(&mut tx, log_id, head).await?,
            None => true,
        };
        sound &= proof.holds() && head_known;
        report(json, &name, &proof, head_known);
    }
    drop(tx);
    db.close().await;
    Ok(if sound {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(3)
    })
}

/// A line for each thing that is wrong beside the chain; jurors go by their keys.
fn lines_of(proof: &Proof) -> Vec<String> {
    let edited = proof.edited.iter().map(|sheet| {
        format!(
            "the sealed sheet of work {} by person {} was edited",
            sheet.code, sheet.juror
        )
    });
    let disowned = proof.disowned.iter().map(|checkpoint| {
        format!(
            "the log is not the one of the checkpoint over {} events",
            checkpoint.size
        )
    });
    edited.chain(disowned).collect()
}

fn report(json: bool, name: &str, proof: &Proof, head_known: bool) {
    let verdict = &proof.log;
    let broken = verdict
        .broken
        .map(describe)
        .or((!head_known).then(|| "the published head is not in the chain".to_owned()));
    if json {
        let line = serde_json::json!({
            "contest": name, "events": verdict.events, "head": verdict.head.hex(), "broken": broken,
            "sealed": lines_of(proof),
        });
        say(&line.to_string());
    } else {
        match broken {
            None => say(&format!(
                "{name}: {} events, sound, head {}",
                verdict.events,
                verdict.head.hex()
            )),
            Some(how) => say(&format!(
                "{name}: BROKEN after {} sound events: {how}",
                verdict.events
            )),
        }
        for line in lines_of(proof) {
            say(&format!("{name}: {line}"));
        }
    }
}

fn describe(broken: Broken) -> String {
    match broken {
        Broken::Gap(seq) => format!("the event after number {seq} is missing"),
        Broken::Changed(seq) => format!("event {seq} does not match its hash"),
        Broken::CutOff { recorded } => format!("{recorded} events were recorded"),
        Broken::HeadDiffers => "the recorded head is another".to_owned(),
    }
}
