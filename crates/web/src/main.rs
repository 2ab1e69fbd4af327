//! The binary `hoaban`.

use std::process::ExitCode;

fn main() -> ExitCode {
    web::commands::run()
}
