//! Random tokens and identifiers.

/// 32 random bytes in hex: what a session cookie carries.
pub(crate) fn token() -> String {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).expect("the operating system supplies randomness");
    hex(&bytes)
}

/// 16 hex digits: enough for request ids and log lines.
pub(crate) fn short() -> String {
    token()[..16].to_owned()
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
