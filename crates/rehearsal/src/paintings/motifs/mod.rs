//! What pupils of a mountain town paint: each motif draws itself at a place and a size, with the easel's own dice.

pub(crate) mod buildings;
pub(crate) mod land;
pub(crate) mod people;
pub(crate) mod plants;
pub(crate) mod sky;
pub(crate) mod things;
