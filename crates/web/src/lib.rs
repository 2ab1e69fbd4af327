//! The server and the binary hoaban.

pub mod assets;
pub mod forms;
pub mod i18n;
pub mod pages;
pub mod render;
