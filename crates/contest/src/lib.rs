//! Ground floor: database, clock, people, contests, audit log, jobs.
