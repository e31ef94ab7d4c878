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
