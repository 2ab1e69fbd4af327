//! Entering one work: category, work, author, review, receipt.

pub mod author;
pub mod choose;
pub mod consents;
pub mod everything;
pub mod following;
pub mod guardian;
pub mod keepsake;
pub mod late;
pub mod receipt;
pub mod reply;
pub mod review;
pub mod taking;
pub mod withdraw;
pub mod work;

use super::{Sample, add};

pub(super) fn samples(all: &mut Vec<Sample>) {
    add::<choose::Choose>(all);
    add::<work::EntryWork>(all);
    add::<author::EntryAuthor>(all);
    add::<review::Review>(all);
    add::<receipt::Receipt>(all);
    add::<reply::Reply>(all);
    add::<consents::Consents>(all);
    add::<guardian::Guardian>(all);
    add::<withdraw::Withdraw>(all);
}
