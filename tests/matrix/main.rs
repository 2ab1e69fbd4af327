//! Who may reach what.
