//! Rounds, panels, assignment, sheets, engine, prizes, advice, decisions.
