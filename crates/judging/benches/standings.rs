//! How long the engine takes: `cargo bench -p judging`. Sought: 290 works in 5 ms, 500,000 sheets of 4 criteria in 2 s.

use std::hint::black_box;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use judging::engine::{
    Answer, Form, Method, Scale, Sheet, StandingRules, TieBreak,
    rows::{TieVotes, read_sheets},
    rules, scoring, standings,
};

const CRITERIA: usize = 4;

fn round() -> StandingRules {
    let scale = Scale {
        least: 0,
        most: 10,
        step: 1,
        weight: 25,
    };
    StandingRules {
        form: Form::new(vec![scale; CRITERIA]).expect("a form"),
        method: Method::Default,
        least_sheets: 3,
        chain: vec![
            TieBreak::Criterion(0),
            TieBreak::Median,
            TieBreak::Lowest,
            TieBreak::Majority,
        ],
        places: 2,
    }
}

/// A mark that looks drawn; the same on every machine.
fn mark(entry: usize, juror: usize, criterion: usize) -> u64 {
    let mixed = (entry * 31 + juror * 17 + criterion) as u64;
    mixed.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(23) % 11
}

/// The database names entries and jurors by 16 bytes.
type Id = [u8; 16];

fn sheets(entries: usize, of: usize) -> (Vec<Id>, Vec<Sheet<Id, Id>>) {
    let name = |n: usize| u128::from(n as u64).to_be_bytes();
    let sheet = |entry: usize, k: usize| {
        let juror = (entry * 7 + k * 13) % 200;
        let marks = (0..CRITERIA).map(|c| i64::try_from(mark(entry, juror, c)).ok());
        Sheet {
            entry: name(entry),
            juror: name(juror),
            answer: Answer::Marks(marks.collect()),
        }
    };
    let all = (0..entries).flat_map(|e| (0..of).map(move |k| (e, k)));
    (
        (0..entries).map(name).collect(),
        all.map(|(e, k)| sheet(e, k)).collect(),
    )
}

fn rounds(bench: &mut Criterion) {
    let rules = round();
    for (entries, of) in [(290, 5), (100_000, 5)] {
        let (names, sheets) = sheets(entries, of);
        bench.bench_function(&format!("standings, {entries} works × {of} sheets"), |b| {
            b.iter(|| standings(&rules, black_box(&names), black_box(&sheets)).expect("standings"));
        });
    }
}

fn spreadsheets(bench: &mut Criterion) {
    let rules =
        br#"{"parts": [{"name": "p", "marks": ["c0", "c1", "c2", "c3"], "method": {"trimmed": 1}}],
        "ties": [{"criterion": "c0"}, "median", "worst", "majority"]}"#;
    let rules = rules::read(rules).expect("rules");
    for (entries, of) in [(290, 5), (100_000, 5)] {
        let mut rows = vec!["entry,juror,criterion,mark\n".to_owned()];
        for entry in 0..entries {
            for k in 0..of {
                let juror = (entry * 7 + k * 13) % 200;
                for c in 0..CRITERIA {
                    let mark = mark(entry, juror, c);
                    rows.push(format!("E{entry:06},J{juror},c{c},{mark}\n"));
                }
            }
        }
        let rows = rows.concat();
        bench.bench_function(&format!("rows read, {entries} works × {of} sheets"), |b| {
            b.iter(|| read_sheets(black_box(rows.as_bytes()), &rules).expect("sheets"));
        });
        let sheets = read_sheets(rows.as_bytes(), &rules).expect("sheets");
        bench.bench_function(&format!("rules, {entries} works × {of} sheets"), |b| {
            b.iter_batched(
                || sheets.clone(),
                |sheets| scoring::score(&rules, sheets, &TieVotes::default()).expect("a result"),
                BatchSize::LargeInput,
            );
        });
    }
}

mod groups {
    use super::{Criterion, criterion_group, rounds, spreadsheets};

    criterion_group! {
        name = benches;
        config = Criterion::default().sample_size(10);
        targets = rounds, spreadsheets
    }
}

criterion_main!(groups::benches);
