//! What everybody may see.

mod amendments;
pub mod certificate;
pub mod complaint;
pub mod error;
pub mod feeds;
pub mod gallery;
pub mod guestbook;
pub mod help;
pub mod home;
pub mod iiif;
pub mod landing;
pub mod lookup;
pub mod open_data;
pub mod popular;
pub mod programme;
pub mod proof;
pub mod rules;
pub mod score;
pub mod sharing;
pub mod sitemap;
pub mod verify;
pub mod visit;
pub mod winners;
pub mod work;

use super::{Sample, add};

pub(super) fn samples(all: &mut Vec<Sample>) {
    add::<home::Home>(all);
    add::<landing::Landing>(all);
    add::<rules::Rules>(all);
    add::<winners::Winners>(all);
    add::<gallery::Gallery>(all);
    add::<verify::Verify>(all);
    add::<certificate::CertificatePage>(all);
    add::<complaint::NewComplaint>(all);
    add::<complaint::Followed>(all);
    add::<work::Work>(all);
    add::<lookup::Lookup>(all);
    add::<programme::Programme>(all);
    add::<proof::Proof>(all);
    add::<score::Score>(all);
    add::<error::ErrorPage>(all);
    add::<help::Help>(all);
    add::<visit::Visit>(all);
    add::<guestbook::Guestbook>(all);
    add::<popular::PopularPage>(all);
}
