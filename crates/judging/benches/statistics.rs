//! How long statistics take: `cargo bench -p judging`. Rounds are dealt and marked from a fixed seed.

use std::hint::black_box;

use criterion::Criterion;
use judging::engine::advice::{
    Observed,
    chances::{Prizes, Slots, chances},
    jurors::juror_figures,
    leave_out::{Ranked, leave_one_out},
    pairs::pair_tests,
    reliability::reliability,
    severity::{Lambda, severity_view},
    statistics,
};
use judging::engine::{
    Answer, Form, Method, Prng, Scale, Sheet, StandingRules, TieBreak, standings,
};

type Round = (StandingRules, Vec<u32>, Vec<Sheet<u32, u32>>);

/// `entries` works with `k` sheets each of four criteria, dealt in turn to `jurors`.
fn round(entries: u32, k: u32, jurors: u32) -> Round {
    let scale = |weight| Scale {
        least: 0,
        most: 10,
        step: 1,
        weight,
    };
    let rules = StandingRules {
        form: Form::new([40, 30, 20, 10].map(scale).to_vec()).expect("usable"),
        method: Method::Default,
        least_sheets: 3,
        chain: vec![
            TieBreak::Criterion(0),
            TieBreak::Median,
            TieBreak::Lowest,
            TieBreak::Majority,
        ],
        places: 2,
    };
    let mut prng = Prng::new(&[1; 32], b"bench");
    let mut below = |n: u64| i64::try_from(prng.below(n)).expect("small");
    let mut sheets = Vec::new();
    for entry in 0..entries {
        let quality = below(6);
        for place in 0..k {
            let juror = (entry.wrapping_mul(7) + place * (1 + entry % 3)) % jurors;
            let strict = i64::from(juror % 3);
            let mark = || Some((quality + strict + below(4)).min(10));
            sheets.push(Sheet {
                entry,
                juror,
                answer: Answer::Marks(std::iter::repeat_with(mark).take(4).collect()),
            });
        }
    }
    sheets.sort_by_key(|s| (s.entry, s.juror));
    sheets.dedup_by_key(|s| (s.entry, s.juror));
    (rules, (0..entries).collect(), sheets)
}

const TIERS: [Slots; 4] = [slots(1), slots(3), slots(5), slots(8)];

const fn slots(quota: usize) -> Slots {
    Slots {
        quota,
        minimum: None,
    }
}

fn of_a_city(c: &mut Criterion) {
    let (rules, entries, sheets) = round(290, 5, 11);
    let seen = Observed::new(&rules.form, &sheets).expect("reads");
    let view = severity_view(&seen, Lambda::DEFAULT).expect("solved");
    let mut group = c.benchmark_group("290 entries, 5 sheets, 11 jurors");
    group.sample_size(10);
    group.bench_function("standings", |b| {
        b.iter(|| standings(&rules, &entries, black_box(&sheets)));
    });
    group.bench_function("severity view", |b| {
        b.iter(|| severity_view(black_box(&seen), Lambda::DEFAULT));
    });
    group.bench_function("reliability", |b| b.iter(|| reliability(black_box(&seen))));
    group.bench_function("juror figures", |b| {
        b.iter(|| juror_figures(black_box(&seen), &view));
    });
    group.bench_function("pairs", |b| {
        b.iter(|| pair_tests(black_box(&seen), &view, &[1; 32]));
    });
    group.bench_function("chances, 2,000 draws", |b| {
        let prizes = Prizes {
            tiers: &TIERS,
            cap: Some(1),
            authors: &|e: &u32| vec![usize::try_from(*e).expect("small")],
        };
        b.iter(|| {
            chances(
                &rules,
                (&entries, &sheets),
                &seen,
                black_box(&prizes),
                &[1; 32],
            )
        });
    });
    group.bench_function("leaving each juror out", |b| {
        let award =
            |ranked: &[Ranked<u32>]| ranked.iter().take(17).map(|r| (r.entry, ())).collect();
        b.iter(|| leave_one_out(&rules, (&entries, black_box(&sheets)), award));
    });
    group.finish();
}

fn of_a_country(c: &mut Criterion) {
    let (rules, entries, sheets) = round(100_000, 5, 200);
    let mut group = c.benchmark_group("100,000 entries, 5 sheets, 200 jurors");
    group.sample_size(10);
    group.bench_function("standings", |b| {
        b.iter(|| standings(&rules, &entries, black_box(&sheets)));
    });
    group.bench_function("default statistics", |b| {
        b.iter(|| {
            let seen = Observed::new(&rules.form, black_box(&sheets)).expect("reads");
            statistics(&seen, Lambda::DEFAULT)
        });
    });
    let seen = Observed::new(&rules.form, &sheets).expect("reads");
    group.bench_function("severity view", |b| {
        b.iter(|| severity_view(black_box(&seen), Lambda::DEFAULT));
    });
    group.bench_function("reliability", |b| b.iter(|| reliability(black_box(&seen))));
    group.finish();
}

fn main() {
    let mut bench = Criterion::default().configure_from_args();
    of_a_city(&mut bench);
    of_a_country(&mut bench);
    bench.final_summary();
}
