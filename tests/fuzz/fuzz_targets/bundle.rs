//! Any bytes as a verification bundle, and any bytes as each of its files: differences are named, nothing else happens.
#![no_main]

use judging::bundles::{Files, names, pack, recount, unpack};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = unpack(bytes);
    let _ = recount(bytes, None);
    let files: Files = names::ALL
        .iter()
        .map(|name| ((*name).to_owned(), bytes.to_vec()))
        .collect();
    if let Ok(archive) = pack(&files) {
        let _ = recount(&archive, None);
    }
});
