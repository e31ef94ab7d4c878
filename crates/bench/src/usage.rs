//! What a run cost.

use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};

/// Wall clock and processor time since [`Meter::start`].
#[derive(Debug, Clone, Copy)]
pub struct Meter {
    wall: Instant,
    cpu: Duration,
}

impl Meter {
    pub fn start() -> Meter {
        Meter { wall: Instant::now(), cpu: cpu() }
    }

    pub fn stop(self) -> Cost {
        Cost { wall: self.wall.elapsed(), cpu: cpu() - self.cpu }
    }
}

#[derive(Debug, Clone, Copy)]
pub struct Cost {
    pub wall: Duration,
    /// Of all threads.
    pub cpu: Duration,
}

fn cpu() -> Duration {
    let spent = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(spent.tv_sec as u64, spent.tv_nsec as u32)
}

/// The most memory the process has held, in bytes; `None` where the system does not tell.
pub fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}
