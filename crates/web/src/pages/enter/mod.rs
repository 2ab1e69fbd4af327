//! Entering one work: category, work, author, review, receipt.

pub mod author;
pub mod choose;
pub mod following;
pub mod naming;
pub mod receipt;
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
    add::<naming::Naming>(all);
    add::<withdraw::Withdraw>(all);
}
