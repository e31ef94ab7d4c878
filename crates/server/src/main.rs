//! The binary `baolei`.

use std::process::ExitCode;

/// Many small and some very large pieces are asked for at once, by many threads, for months.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    server::cli::run()
}
