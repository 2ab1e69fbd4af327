//! Signing in, and what a person may do.

pub mod factor;
pub mod home;
pub mod invitation;
pub mod setup;
pub mod sign_in;

use super::{Sample, add};

pub(super) fn samples(all: &mut Vec<Sample>) {
    add::<sign_in::SignIn>(all);
    add::<invitation::Invitation>(all);
    add::<home::MyHome>(all);
    add::<setup::Setup>(all);
    add::<factor::Code>(all);
    add::<factor::Factor>(all);
}
