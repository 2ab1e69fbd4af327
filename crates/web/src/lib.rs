//! The server and the binary hoaban.
