//! Pure: invented people and works from a seed, for the demo and for rehearsals.
