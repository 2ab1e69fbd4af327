//! A round from its opening to the announcement, on every database: each act, each store function, each refusal that
//! somebody could run into.

mod absent;
mod advising;
mod apart;
mod deciding;
mod hall;
mod loads;
mod marking;
mod meeting;
mod proving;
mod sitting;
mod stages;
