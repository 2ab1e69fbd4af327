//! Makes the three sizes of a picture as JPEG, so many times, for measuring beside other programs:
//! `cargo run --release -p submissions --example renditions -- photo.jpg 20`, under `time`.

use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(bytes) = arguments.next().and_then(|path| std::fs::read(path).ok()) else {
        eprintln!("usage: renditions PICTURE [TIMES]");
        return ExitCode::from(2);
    };
    let times = arguments.next().and_then(|n| n.parse().ok()).unwrap_or(1);
    for _ in 0..times {
        match submissions::files::inspect::three_jpegs(&bytes) {
            Ok(made) => {
                let sizes: Vec<_> = made.iter().map(|m| (m.width, m.bytes.len())).collect();
                eprintln!("{sizes:?}");
            }
            Err(refusal) => {
                eprintln!("refused: {}", refusal.as_str());
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}
