//! Running a contest.

pub mod absent;
pub mod calendar;
pub mod categories;
pub mod conflicts;
pub mod feedback;
pub mod home;
pub mod letters;
pub mod log;
pub mod messages;
pub mod new;
pub mod openness;
pub mod paper;
pub mod people;
pub mod prizes;
pub mod programme;
pub mod programs;
pub mod progress;
pub mod round;
pub mod rounds;
pub mod seats;
pub mod texts;

use super::{Sample, add};

pub(super) fn samples(all: &mut Vec<Sample>) {
    add::<home::OrganiseHome>(all);
    add::<new::NewContest>(all);
    add::<calendar::Calendar>(all);
    add::<openness::Openness>(all);
    add::<feedback::Feedback>(all);
    add::<categories::Categories>(all);
    add::<conflicts::Conflicts>(all);
    add::<absent::Absent>(all);
    add::<rounds::Rounds>(all);
    add::<round::RoundPage>(all);
    add::<prizes::Prizes>(all);
    add::<people::People>(all);
    add::<programme::ProgrammeEditor>(all);
    add::<programs::Programs>(all);
    add::<progress::Progress>(all);
    add::<texts::Texts>(all);
    add::<log::Log>(all);
    add::<messages::Messages>(all);
    add::<letters::Letters>(all);
}
