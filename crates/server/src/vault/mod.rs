//! Identity and phone numbers of people: sealed with a key of their own, found again by a keyed hash, never in plain text
//! in the database, its log, our log or the journal.
//!
//! Envelope: the master key (a file beside the database, or `BAOLEI_KEY_FILE`) wraps one key per person; that key seals the person's
//! numbers with AES-256-GCM, and table, column and row are authenticated with them, so that a cell moved to another row
//! does not open. Destroying a person's key makes the numbers unreadable for good.

mod file;
mod number;

use std::sync::Arc;

use aes_gcm::{
    Aes256Gcm, KeyInit, Nonce,
    aead::{Aead, Payload},
};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use store::Sealed;

pub use file::{KeyFileError, beside};
pub(crate) use number::check_digit;
pub use number::{Column, Plain};

use crate::ids;

const NONCE: usize = 12;

/// The master key and the key of the hashes. Cheap to clone; has no `Debug` on purpose.
#[derive(Clone)]
pub struct Vault(Arc<Keys>);

struct Keys {
    id: String,
    master: [u8; 32],
    index: [u8; 32],
}

/// The key of one person.
pub struct PersonKey([u8; 32]);

/// What cannot be opened: another key, another row, or bytes that somebody changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a sealed value of this row does not open with the key at hand")]
pub struct Unopened;

impl Vault {
    /// Keys that end with the process; for tests and for commands that never seal.
    pub fn ephemeral() -> Vault {
        Vault::of(random(), random())
    }

    fn of(master: [u8; 32], index: [u8; 32]) -> Vault {
        let mut hash = mac(&master);
        hash.update(b"master id");
        let id = ids::hex(&hash.finalize().into_bytes()[..8]);
        Vault(Arc::new(Keys { id, master, index }))
    }

    /// Names the master key without telling anything of it.
    pub fn id(&self) -> &str {
        &self.0.id
    }

    /// A new key for a person, and its wrapped form for `member_keys`.
    pub fn new_person(&self, person: &str) -> (PersonKey, String) {
        let key = PersonKey(random());
        let wrapped = seal(&self.0.master, &place("member_keys", "wrapped", person), &key.0);
        (key, wrapped)
    }

    /// # Errors
    /// If the wrapped key is not this person's or not under this master key.
    pub fn person(&self, person: &str, wrapped: &str) -> Result<PersonKey, Unopened> {
        let bytes = open(&self.0.master, &place("member_keys", "wrapped", person), wrapped)?;
        bytes.try_into().map(PersonKey).map_err(|_| Unopened)
    }

    /// The number as the database keeps it.
    pub fn seal(&self, key: &PersonKey, person: &str, column: Column, number: &Plain) -> Sealed {
        Sealed {
            text: seal(&key.0, &place("members", column.word(), person), number.text().as_bytes()),
            hash: self.hash(column, number),
        }
    }

    /// # Errors
    /// If it is not the value that was sealed for this person and column.
    pub fn open(&self, key: &PersonKey, person: &str, column: Column, sealed: &str) -> Result<Plain, Unopened> {
        let bytes = open(&key.0, &place("members", column.word(), person), sealed)?;
        let text = String::from_utf8(bytes).map_err(|_| Unopened)?;
        Ok(Plain::known(text))
    }

    /// What finds the exact number again; tells nothing without the key.
    pub fn hash(&self, column: Column, number: &Plain) -> String {
        let mut hash = mac(&self.0.index);
        hash.update(column.word().as_bytes());
        hash.update(&[0]);
        hash.update(number.text().as_bytes());
        ids::hex(&hash.finalize().into_bytes())
    }
}

fn mac(key: &[u8; 32]) -> Hmac<Sha256> {
    Hmac::new_from_slice(key).expect("a key of any length")
}

fn random() -> [u8; 32] {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).expect("the operating system supplies randomness");
    bytes
}

fn place(table: &str, column: &str, row: &str) -> String {
    format!("{table}\n{column}\n{row}")
}

fn seal(key: &[u8; 32], place: &str, plain: &[u8]) -> String {
    let mut nonce = [0; NONCE];
    getrandom::fill(&mut nonce).expect("the operating system supplies randomness");
    let cipher = Aes256Gcm::new_from_slice(key).expect("32 bytes");
    let payload = Payload { msg: plain, aad: place.as_bytes() };
    let sealed = cipher.encrypt(&Nonce::from(nonce), payload).expect("short texts are always sealed");
    format!("v1:{}{}", ids::hex(&nonce), ids::hex(&sealed))
}

fn open(key: &[u8; 32], place: &str, text: &str) -> Result<Vec<u8>, Unopened> {
    let bytes = text.strip_prefix("v1:").and_then(from_hex).filter(|bytes| bytes.len() > NONCE).ok_or(Unopened)?;
    let (nonce, sealed) = bytes.split_at(NONCE);
    let nonce: [u8; NONCE] = nonce.try_into().map_err(|_| Unopened)?;
    let cipher = Aes256Gcm::new_from_slice(key).expect("32 bytes");
    let payload = Payload { msg: sealed, aad: place.as_bytes() };
    cipher.decrypt(&Nonce::from(nonce), payload).map_err(|_| Unopened)
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> = text.chars().map(|sign| sign.to_digit(16).map(|digit| digit as u8)).collect();
    let digits = digits.filter(|digits| digits.len().is_multiple_of(2))?;
    Some(digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phone(text: &str) -> Plain {
        Plain::read(Column::Phone, text).unwrap()
    }

    #[test]
    fn a_number_opens_for_its_person_and_column_only() {
        let vault = Vault::ephemeral();
        let (key, wrapped) = vault.new_person("m1");
        let sealed = vault.seal(&key, "m1", Column::Phone, &phone("10012345678"));
        let again = vault.person("m1", &wrapped).unwrap();
        let opened = vault.open(&again, "m1", Column::Phone, &sealed.text).unwrap();
        assert_eq!(opened.text(), "10012345678");
        assert!(vault.open(&again, "m2", Column::Phone, &sealed.text).is_err(), "a cell moved to another row");
        assert!(vault.open(&again, "m1", Column::Identity, &sealed.text).is_err(), "a cell moved to another column");
        assert!(vault.person("m2", &wrapped).is_err(), "another person's key");
        assert!(Vault::ephemeral().person("m1", &wrapped).is_err(), "another master key");
        let mut changed = sealed.text;
        let last = changed.pop();
        changed.push(if last == Some('0') { '1' } else { '0' });
        assert!(vault.open(&again, "m1", Column::Phone, &changed).is_err());
    }

    #[test]
    fn the_same_number_is_sealed_anew_and_hashed_alike() {
        let vault = Vault::ephemeral();
        let (key, _) = vault.new_person("m1");
        let one = vault.seal(&key, "m1", Column::Phone, &phone("10012345678"));
        let other = vault.seal(&key, "m1", Column::Phone, &phone("100 1234 5678"));
        assert_ne!(one.text, other.text);
        assert_eq!(one.hash, other.hash);
        assert_ne!(one.hash, Vault::ephemeral().hash(Column::Phone, &phone("10012345678")));
    }
}
