//! What the child processes that read foreign files may use. Each sets its own limits before it reads a byte: a shell
//! would not do, for not every `/bin/sh` knows every limit, and a limit that was not set is not missed until it is needed.

use std::{io, process::Command};

use rustix::process::{Resource, Rlimit, setrlimit};

/// Bytes of memory, the program itself included.
const MEMORY: u64 = 1 << 30;
/// Files open at the same time.
const FILES: u64 = 32;

/// Takes away from this process what reading one file does not need. `seconds` of processor time; it writes no file.
///
/// # Errors
/// When the system refuses a limit: then nothing may be read.
pub(crate) fn confine(seconds: u64) -> io::Result<()> {
    let limits = [
        (Resource::As, MEMORY),
        (Resource::Cpu, seconds),
        (Resource::Fsize, 0),
        (Resource::Core, 0),
        (Resource::Nofile, FILES),
    ];
    for (resource, most) in limits {
        setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) })?;
    }
    Ok(())
}

/// The child itself: `program` with an empty environment.
pub(crate) fn child(program: &std::path::Path, command: &str) -> Command {
    let mut child = Command::new(program);
    child.arg(command).env_clear();
    child
}
