//! The authors of many entries at once, for those who may know them: conflicts are looked for, lists are written; and
//! schools, wards and names, as far as they are public.

mod store;

pub use store::{
    AuthorRow, KinRow, authors_for_conflicts, authors_of_contest, by_public_name, public_schools,
    public_wards,
};
