//! Random tokens and identifiers.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::{SystemTime, UNIX_EPOCH},
};

/// 32 random bytes in hex: what a session cookie carries.
pub(crate) fn token() -> String {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).expect("the operating system supplies randomness");
    hex(&bytes)
}

/// The last number that was given away.
static LAST: AtomicU64 = AtomicU64::new(0);

/// 16 hex digits: 44 bits of the server's milliseconds, then 20 random ones. Later ones are greater, so that rows made
/// one after the other lie side by side in every index; no two are the same in one process. No secret: whoever knows one
/// is still asked for his rights.
pub(crate) fn short() -> String {
    let passed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let mut bytes = [0_u8; 8];
    getrandom::fill(&mut bytes[..4]).expect("the operating system supplies randomness");
    let drawn = ((passed.as_millis() as u64) << 20) | (u64::from_le_bytes(bytes) >> 12);
    let after = |last: u64| Some(drawn.max(last.wrapping_add(1)));
    let last = LAST.fetch_update(Ordering::Relaxed, Ordering::Relaxed, after).unwrap_or_else(|last| last);
    format!("{:016x}", drawn.max(last.wrapping_add(1)))
}

/// Four groups of four letters and digits without look-alikes: 80 random bits that can be read out.
pub(crate) fn password() -> String {
    const SIGNS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).expect("the operating system supplies randomness");
    let signs: Vec<char> = bytes.iter().map(|byte| char::from(SIGNS[usize::from(byte % 32)])).collect();
    signs.chunks(4).map(String::from_iter).collect::<Vec<_>>().join("-")
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn identifiers_rise_and_none_is_given_twice() {
        let mine: Vec<String> = (0..10_000).map(|_| short()).collect();
        assert!(mine.is_sorted());
        assert!(mine.iter().all(|id| id.len() == 16));
        let threads: Vec<_> =
            (0..4).map(|_| std::thread::spawn(|| (0..10_000).map(|_| short()).collect::<Vec<_>>())).collect();
        let all: HashSet<String> = threads.into_iter().flat_map(|ids| ids.join().unwrap()).chain(mine).collect();
        assert_eq!(all.len(), 50_000);
    }
}
