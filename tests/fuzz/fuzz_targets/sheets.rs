//! Any bytes as a spreadsheet of marks, for the rules of both examples.
#![no_main]

use judging::engine::{
    advice::of_parts::of_parts,
    rows::{TieVotes, read_sheets, read_ties},
    rules,
    scoring::score,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for (rules, _) in rules::EXAMPLES {
        let rules = rules::read(rules.as_bytes()).expect("an example");
        let Ok(sheets) = read_sheets(bytes, &rules) else {
            continue;
        };
        let _ = read_ties(bytes, &sheets);
        if let Ok(scored) = score(&rules, sheets, &TieVotes::default()) {
            let _ = of_parts(&rules, &scored.sheets);
        }
    }
});
