//! Any bytes as a rules file: they are read or refused with a list of problems, and what is read scores two sheets.
#![no_main]

use judging::engine::{
    advice::of_parts::of_parts,
    rows::{TieVotes, read_sheets},
    rules,
    scoring::{leave_one_out, score},
};
use libfuzzer_sys::fuzz_target;

const SHEETS: &str = "entry,juror,criterion,mark\nA,p,c,7\nA,q,c,8\nB,p,c,9\nB,q,c,\nA,p,d,1\nB,p,d,2\n";

fuzz_target!(|bytes: &[u8]| {
    let Ok(rules) = rules::read(bytes) else {
        return;
    };
    let Ok(sheets) = read_sheets(SHEETS.as_bytes(), &rules) else {
        return;
    };
    if let Ok(scored) = score(&rules, sheets, &TieVotes::default()) {
        let _ = of_parts(&rules, &scored.sheets);
        let _ = leave_one_out(&rules, &scored, &TieVotes::default());
    }
});
