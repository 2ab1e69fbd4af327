use proptest::prelude::*;

use super::*;
use crate::engine::allocate::{Candidate, PlanTier, allocate};
use crate::engine::exact::{RoundMode, Rounding};
use crate::engine::methods::{Method, Middle, Trim};
use crate::engine::score::{Form, Scale};
use crate::engine::standing::{Answer, Standing, TieBreak, standings};

type Round = (StandingRules, Vec<usize>, Vec<Sheet<usize, usize>>);

const CLIP: Method = Method::Clip {
    within: Fraction { num: 1, den: 6 },
    round: None,
};
const ROUNDED: Method = Method::Clip {
    within: Fraction { num: 1, den: 6 },
    round: Some(Rounding {
        unit: Fraction { num: 1, den: 50 },
        mode: RoundMode::HalfAway,
    }),
};
const UNEVEN: Method = Method::Trimmed(Trim {
    high: 2,
    low: 1,
    needs: 4,
    sum: true,
});

fn rules(method: Method) -> StandingRules {
    let scale = Scale {
        least: 0,
        most: 6,
        step: 1,
        weight: 1,
    };
    StandingRules {
        form: Form::new(vec![scale; 2]).expect("usable"),
        method,
        least_sheets: 2,
        chain: vec![
            TieBreak::Criterion(0),
            TieBreak::Median,
            TieBreak::Lowest,
            TieBreak::Majority,
        ],
        places: 2,
    }
}

fn rounds() -> impl Strategy<Value = Round> {
    let method = prop_oneof![
        Just(Method::Mean),
        Just(Method::trimmed(1)),
        Just(Method::Sum),
        Just(CLIP),
        Just(ROUNDED),
        Just(UNEVEN),
        Just(Method::Median(Middle::Low)),
        Just(Method::Median(Middle::Mid)),
        Just(Method::Median(Middle::High)),
        Just(Method::Default)
    ];
    let answer = prop_oneof![
        6 => (0_i64..=6, 0_i64..=6).prop_map(|(a, b)| Answer::Marks(vec![Some(a), Some(b)])),
        1 => Just(Answer::Recused),
        1 => Just(Answer::Abstained),
    ];
    (method, 2_usize..8, 2_usize..9).prop_flat_map(move |(method, entries, jurors)| {
        proptest::collection::vec(answer.clone(), entries * jurors).prop_map(move |answers| {
            let sheet = |(at, answer)| Sheet {
                entry: at / jurors,
                juror: at % jurors,
                answer,
            };
            (
                rules(method),
                (0..entries).collect(),
                answers.into_iter().enumerate().map(sheet).collect(),
            )
        })
    })
}

fn slots(quota: usize) -> Slots {
    Slots {
        quota,
        minimum: None,
    }
}

fn chances_of((rules, entries, sheets): &Round, tiers: &[Slots], key: u8) -> Vec<Chance<usize>> {
    let seen = Observed::new(&rules.form, sheets).expect("reads");
    let prizes = Prizes {
        tiers,
        cap: None,
        authors: &|_: &usize| Vec::new(),
    };
    chances(rules, (entries, sheets), &seen, &prizes, &[key; 32]).expect("weighted")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// With equal weights the weighted methods are the plain ones, score by score and place by place.
    #[test]
    fn equal_weights_give_the_standings(round in rounds(), weight in 1_u64..1_000) {
        let (rules, entries, sheets) = &round;
        let seen = Observed::new(&rules.form, sheets).expect("reads");
        let field = Field::new(&seen, Weighted::of(rules, (entries, sheets), &seen).expect("weighted"), rules);
        let weights = vec![weight; seen.jurors().len()];
        let scores = field.scores(&weights);
        let judged: Vec<usize> = field.judged().map(|e| seen.entries()[e]).collect();
        let plain: Vec<Standing<usize>> = standings(rules, entries, sheets).expect("ranks").into_iter().filter(|s| s.rank.is_some()).collect();
        prop_assert_eq!(judged.len(), plain.len());
        for (entry, score) in judged.iter().zip(&scores) {
            let standing = plain.iter().find(|s| s.entry == *entry).expect("judged");
            prop_assert_eq!(score.share(seen.whole()), standing.score);
        }
        let (order, tied) = field.order(&scores, &weights);
        let mut places: Vec<(usize, usize)> = order.iter().enumerate().map(|(at, i)| (judged[*i], at + 1)).collect();
        for group in tied {
            places[group.clone()].iter_mut().for_each(|p| p.1 = group.start + 1);
        }
        places.sort_unstable();
        let mut expected: Vec<(usize, usize)> = plain.iter().map(|s| (s.entry, s.rank.expect("judged"))).collect();
        expected.sort_unstable();
        prop_assert_eq!(places, expected);
    }

    #[test]
    fn chances_of_a_tier_sum_to_its_slots(round in rounds(), first in 0_usize..3, second in 0_usize..3) {
        let found = chances_of(&round, &[slots(first), slots(second)], 1);
        let judged = found.len();
        let sum = |tier: usize| found.iter().map(|c| c.tiers[tier]).sum::<u32>();
        let times = |n: usize| REPLICATES * u32::try_from(n).expect("small");
        prop_assert_eq!(sum(0), times(first.min(judged)));
        prop_assert_eq!(sum(1), times(second.min(judged - first.min(judged))));
        prop_assert!(found.iter().all(|c| c.any() <= REPLICATES));
    }

    /// Prizes by position are what `allocate` gives by name.
    #[test]
    fn prizes_are_those_of_the_formula(authors in proptest::collection::vec(0_usize..5, 1..12), quotas in proptest::collection::vec(0_usize..4, 1..4), cap in proptest::option::of(1_usize..3), least in proptest::option::of(0_i128..10)) {
        let minimum = least.map(|l| Fraction { num: l, den: 10 });
        let tiers: Vec<Slots> = quotas.iter().map(|quota| Slots { quota: *quota, minimum }).collect();
        let n = authors.len();
        let scores: Vec<Score> = (0..n).map(|i| Score::new(i128::try_from(n - i).expect("small"), 12)).collect();
        let order: Vec<usize> = (0..n).collect();
        let mut hall = Hall::new((&tiers, cap), authors.iter().map(|a| vec![*a]).collect(), 1);
        let mut given = BTreeMap::new();
        hall.give(&order, &scores, |entry, tier| { given.insert(entry, tier); });
        let plan: Vec<PlanTier<usize, u8>> = tiers.iter().enumerate().map(|(tier, s)| PlanTier { tier, category: 0, level: u32::try_from(tier).expect("small"), quota: s.quota, minimum }).collect();
        let candidates: Vec<Candidate<usize, u8, usize>> = order.iter().map(|entry| Candidate { entry: *entry, category: 0, rank: entry + 1, score: scores[*entry].share(1).expect("a score"), authors: vec![authors[*entry]] }).collect();
        let expected: BTreeMap<usize, usize> = allocate(&plan, &candidates, cap).given.into_iter().map(|g| (g.entry, g.tier)).collect();
        prop_assert_eq!(given, expected);
    }

    #[test]
    fn weights_are_gaps_that_fill_the_whole(jurors in 1_usize..30, seed in any::<u8>()) {
        let found = dirichlet(&mut Prng::new(&[seed; 32], b"test"), jurors);
        prop_assert_eq!(found.len(), jurors);
        let sum: u64 = found.iter().sum();
        prop_assert!((1 << 24..(1 << 24) + jurors as u64).contains(&sum));
        prop_assert!(found.iter().all(|w| *w > 0));
    }
}

fn marked(table: &[&[i64]]) -> Round {
    let mut sheets = Vec::new();
    for (entry, row) in table.iter().enumerate() {
        for (juror, mark) in row.iter().enumerate() {
            sheets.push(Sheet {
                entry,
                juror,
                answer: Answer::Marks(vec![Some(*mark), Some(*mark)]),
            });
        }
    }
    (rules(Method::Mean), (0..table.len()).collect(), sheets)
}

#[test]
fn of_one_sheet_weights_say_nothing() {
    let (mut rules, entries, sheets) = marked(&[&[6, 6], &[5, 5]]);
    let seen = Observed::new(&rules.form, &sheets).expect("reads");
    let limit = Method::DropOutside(Fraction { num: 1, den: 2 });
    for method in [Method::Lowest, Method::Highest, limit] {
        rules.method = method;
        assert_eq!(Weighted::of(&rules, (&entries, &sheets), &seen), None);
    }
}

#[test]
fn what_all_agree_on_is_sure_and_what_they_do_not_is_open() {
    // everybody puts 0 first; 1 and 2 are a matter of which jurors weigh more; 3 is last
    let round = marked(&[&[6, 6, 6, 6], &[5, 5, 2, 2], &[2, 2, 5, 5], &[0, 0, 0, 0]]);
    let found = chances_of(&round, &[slots(1), slots(1)], 3);
    assert_eq!(found[0].tiers, [REPLICATES, 0]);
    assert!(!found[0].is_in_the_band() && !found[3].is_in_the_band());
    for entry in [1, 2] {
        assert!((800..1_200).contains(&found[entry].tiers[1]), "{found:?}");
        assert!(found[entry].is_on_the_line());
    }
}

#[test]
fn works_marked_alike_share_their_chance_by_lot() {
    let round = marked(&[&[4, 3, 5], &[4, 3, 5], &[4, 3, 5], &[4, 3, 5]]);
    let found = chances_of(&round, &[slots(1)], 3);
    assert!(
        found.iter().all(|c| (420..580).contains(&c.any())),
        "{found:?}"
    );
}

#[test]
fn one_seed_gives_one_answer_and_another_another() {
    let round = marked(&[&[5, 5, 2], &[2, 2, 6], &[3, 4, 3]]);
    assert_eq!(
        chances_of(&round, &[slots(1)], 3),
        chances_of(&round, &[slots(1)], 3)
    );
    assert_ne!(
        chances_of(&round, &[slots(1)], 3),
        chances_of(&round, &[slots(1)], 4)
    );
}

#[test]
fn two_jurors_have_uniform_weights() {
    // entry 0 wins when juror 0 weighs more than 3/4: w·4 + (1 − w)·0 > 3
    let round = marked(&[&[4, 0], &[3, 3]]);
    let share = chances_of(&round, &[slots(1)], 8)[0].any();
    assert!((420..580).contains(&share), "{share}");
}

#[test]
fn the_band_is_open_at_both_ends() {
    let chance = |n| Chance {
        entry: 0,
        tiers: vec![n],
    };
    let open: Vec<u32> = [0, 100, 101, 1_000, 1_899, 1_900, 2_000]
        .into_iter()
        .filter(|n| chance(*n).is_on_the_line())
        .collect();
    assert_eq!(open, [101, 1_000, 1_899]);
}
