//! What the chair is told beside the standings: advice, computed exactly, which changes no score.
//!
//! Everything here reads [`Observed`], the counted sheets of a round. Marks are totals T of the form; what is shown is on
//! the form's shown range. A figure that needs more sheets than there are is absent, never invented.

pub mod chances;
pub mod exact;
pub mod jurors;
pub mod leave_out;
mod observed;
pub mod of_parts;
pub mod pairs;
pub mod reliability;
pub mod severity;
mod weigh;

pub use observed::{Observed, ObservedError};

use jurors::{JurorFigures, juror_figures};
use reliability::{Reliability, reliability};
use severity::{Lambda, SeverityError, SeverityView, severity_view};

/// What is computed for every round, however large: reliability, severities, each juror's figures. Chances, leaving out
/// and tests of pairs are asked for one by one.
#[derive(Clone, Debug)]
pub struct Statistics {
    /// How far marks can be relied on.
    pub reliability: Reliability,
    /// The severity view.
    pub severity: SeverityView,
    /// In the order of [`Observed::jurors`].
    pub jurors: Vec<JurorFigures>,
}

/// Computes them, on two threads.
pub fn statistics<E, J>(seen: &Observed<E, J>, lambda: Lambda) -> Result<Statistics, SeverityError>
where
    E: Ord + Clone + Sync,
    J: Ord + Clone + Sync,
{
    std::thread::scope(|scope| {
        let other = scope.spawn(|| reliability(seen));
        let severity = severity_view(seen, lambda)?;
        let jurors = juror_figures(seen, &severity);
        let reliability = other.join().expect("reliability does not panic");
        Ok(Statistics {
            reliability: reliability.ok_or(SeverityError::NoSheets)?,
            severity,
            jurors,
        })
    })
}
