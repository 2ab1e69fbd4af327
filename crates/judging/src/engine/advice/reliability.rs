//! How far marks can be relied on: intraclass correlations, α, W, κ, components of variance, and how many jurors it takes.

mod agreement;
mod alpha;
mod intraclass;
mod round;

pub use agreement::{Concordance, Kappa, concordance, kappa};
pub use alpha::{Level, alpha};
pub use intraclass::{Components, Intraclass, MeanSquares, OneWay, jurors_needed, spearman_brown};
pub use round::{Grade, Reliability, reliability};

#[cfg(test)]
mod tests;
