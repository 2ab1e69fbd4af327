use proptest::prelude::*;

use super::*;
use schulze::strongest_paths;

/// `A>B>C` with a number of votes each, on entries A, B, C … in this order.
fn votes(lines: &[(u32, &str)]) -> (Vec<Ballot>, usize) {
    let n = lines[0].1.split('>').count();
    let ballots = lines
        .iter()
        .map(|(votes, order)| {
            let mut strength = vec![None; n];
            for (rank, name) in (0..).zip(order.split('>')) {
                strength[usize::from(name.as_bytes()[0] - b'A')] = Some(-rank);
            }
            Ballot {
                strength,
                votes: *votes,
            }
        })
        .collect();
    (ballots, n)
}

fn places(method: &BallotMethod, lines: &[(u32, &str)]) -> Vec<String> {
    let (ballots, n) = votes(lines);
    count(method, &ballots, n)
        .iter()
        .map(Exact::plain)
        .collect()
}

// M. Schulze's own examples
const FIRST: [(u32, &str); 5] = [
    (8, "A>C>D>B"),
    (2, "B>A>D>C"),
    (4, "C>D>B>A"),
    (4, "D>B>A>C"),
    (3, "D>C>B>A"),
];
// Memphis, Nashville, Chattanooga, Knoxville
const TENNESSEE: [(u32, &str); 4] = [
    (42, "A>B>C>D"),
    (26, "B>C>D>A"),
    (15, "C>D>B>A"),
    (17, "D>C>B>A"),
];

#[test]
fn the_examples_of_the_books_come_out() {
    assert_eq!(places(&BallotMethod::Schulze, &FIRST), ["2", "4", "3", "1"]);
    let (ballots, n) = votes(&FIRST);
    assert_eq!(strongest_paths(&pairs(&ballots, n))[3][1], 19);
    for method in [
        BallotMethod::Kemeny,
        BallotMethod::Schulze,
        BallotMethod::Pairwise,
    ] {
        assert_eq!(
            places(&method, &TENNESSEE),
            ["4", "1", "2", "3"],
            "{method:?}"
        );
    }
    assert_eq!(
        places(&BallotMethod::Borda, &TENNESSEE),
        ["126", "194", "173", "107"]
    );
    let table = [12, 10, 8].map(Exact::whole).to_vec();
    assert_eq!(
        places(&BallotMethod::PointsByRank(table), &[(2, "A>B>C>D")]),
        ["24", "20", "16", "0"]
    );
    let half = Exact::ratio(1, 2).expect("not zero");
    assert_eq!(
        places(
            &BallotMethod::Geometric(half),
            &[(1, "A>B>C"), (1, "B>A>C")]
        ),
        ["1.5", "1.5", "0.5"]
    );
}

#[test]
fn equals_share_what_their_ranks_are_worth() {
    let ballot = Ballot {
        strength: vec![Some(5), Some(5), Some(1), None],
        votes: 1,
    };
    let table = [12, 10, 8].map(Exact::whole).to_vec();
    let shown = |method| {
        count(&method, std::slice::from_ref(&ballot), 4)
            .iter()
            .map(Exact::plain)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        shown(BallotMethod::PointsByRank(table)),
        ["11", "11", "8", "0"]
    );
    assert_eq!(shown(BallotMethod::Borda), ["1.5", "1.5", "0", "0"]);
}

#[test]
fn a_circle_is_one_shared_place() {
    let circle = [(1, "A>B>C"), (1, "B>C>A"), (1, "C>A>B")];
    for method in [
        BallotMethod::Kemeny,
        BallotMethod::Schulze,
        BallotMethod::Pairwise,
    ] {
        assert_eq!(places(&method, &circle), ["1", "1", "1"], "{method:?}");
    }
}

fn ballots() -> impl Strategy<Value = Vec<Ballot>> {
    let ballot = (proptest::collection::vec(0_i128..6, 6), 1_u32..4);
    let ballot = ballot.prop_map(|(strength, votes)| Ballot {
        strength: strength.into_iter().map(Some).collect(),
        votes,
    });
    proptest::collection::vec(ballot, 1..8)
}

/// How many votes agree with an order, over all pairs.
fn agreement(pairs: &[Vec<u64>], order: &[usize]) -> u64 {
    let behind = |at: usize| order[at + 1..].iter().map(move |b| pairs[order[at]][*b]);
    (0..order.len()).flat_map(behind).sum()
}

fn orders(n: usize) -> Vec<Vec<usize>> {
    if n == 0 {
        return vec![vec![]];
    }
    let shorter = orders(n - 1);
    let put = |order: &Vec<usize>| {
        (0..n)
            .map(|at| [&order[..at], &[n - 1], &order[at..]].concat())
            .collect::<Vec<_>>()
    };
    shorter.iter().flat_map(put).collect()
}

proptest! {
    // property 14
    #[test]
    fn whoever_beats_everybody_is_first(ballots in ballots()) {
        let pairs = pairs(&ballots, 6);
        let beats_all = |a: &usize| (0..6).all(|b| b == *a || pairs[*a][b] > pairs[b][*a]);
        prop_assume!((0..6).any(|a| beats_all(&a)));
        let winner = (0..6).find(beats_all).expect("just found");
        for method in [BallotMethod::Schulze, BallotMethod::Kemeny, BallotMethod::Pairwise] {
            let places = count(&method, &ballots, 6);
            prop_assert_eq!(places.iter().filter(|p| **p == Exact::whole(1)).count(), 1);
            prop_assert_eq!(&places[winner], &Exact::whole(1));
        }
    }

    // property 14
    #[test]
    fn turning_every_ballot_over_turns_the_order_over(ballots in ballots()) {
        let turned: Vec<Ballot> = ballots.iter().map(|b| Ballot {
            strength: b.strength.iter().map(|s| s.map(|s| -s)).collect(),
            votes: b.votes,
        }).collect();
        let (there, back) = (strongest_paths(&pairs(&ballots, 6)), strongest_paths(&pairs(&turned, 6)));
        for a in 0..6 {
            for b in 0..6 {
                prop_assert_eq!(there[a][b] > there[b][a], back[b][a] > back[a][b]);
            }
        }
    }

    // property 14
    #[test]
    fn no_order_agrees_better_than_kemenys(ballots in ballots()) {
        let pairs = pairs(&ballots, 6);
        let all = orders(6);
        let best = all.iter().map(|o| agreement(&pairs, o)).max().expect("some order");
        let winners: Vec<_> = all.iter().filter(|o| agreement(&pairs, o) == best).collect();
        let before = |o: &[usize], a: usize, b: usize| o.iter().position(|e| *e == a) < o.iter().position(|e| *e == b);
        let expected: Vec<usize> = (0..6).map(|a| 1 + (0..6).filter(|b| *b != a && winners.iter().all(|o| before(o, *b, a))).count()).collect();
        prop_assert_eq!(kemeny(&pairs), expected);
    }
}
