//! Every way through a contest, from the first page to the last, on every database.

mod entering;
