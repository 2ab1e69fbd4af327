//! Every way through a contest, from the first page to the last, on every database.

mod advice;
mod amending;
mod apart;
mod auditing;
mod class;
mod consenting;
mod deciding;
mod desk;
mod entering;
mod following;
mod holding;
mod judging;
mod late;
mod leaking;
mod meeting;
mod narrowing;
mod organising;
mod originality;
mod paper;
mod proving;
mod refusing;
mod screening;
mod showing;
mod sitting;
mod stages;
mod together;
