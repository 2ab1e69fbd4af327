//! The binary `hoaban`.
fn main() {}
