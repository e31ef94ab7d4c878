//! The binary `baolei`.

use std::process::ExitCode;

fn main() -> ExitCode {
    server::cli::run()
}
