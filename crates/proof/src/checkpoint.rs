//! Checkpoints: origin, size and root of a journal in the C2SP text form, signed with Ed25519 as a C2SP note.

use base64ct::{Base64, Encoding};
use ed25519_dalek::{Signature, SigningKey, VerifyingKey, ed25519::signature::Signer as _};

use crate::hash::Hash;

/// Algorithm byte of Ed25519 in key ids and verifier keys (C2SP signed-note).
const ED25519: u8 = 1;

/// What a journal says of itself at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which journal: `branch-scores/5c1f…`.
    pub origin: String,
    /// How many entries.
    pub size: u64,
    pub root: Hash,
}

/// Why a signed text is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadNote {
    #[error("it is not a signed checkpoint")]
    Malformed,
    #[error("it has no signature of this key")]
    NoSignature,
    #[error("its signature does not fit its text")]
    WrongSignature,
}

impl Checkpoint {
    /// `origin`, size and root, a line each.
    pub fn text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, Base64::encode_string(&self.root.0))
    }

    /// Reads text and signature lines without checking any signature.
    ///
    /// # Errors
    /// `Malformed`.
    pub fn read(note: &str) -> Result<Checkpoint, BadNote> {
        let (text, _) = parts(note)?;
        let mut lines = text.lines();
        let mut line = || lines.next().ok_or(BadNote::Malformed);
        let (origin, size, root) = (line()?, line()?, line()?);
        let root = Base64::decode_vec(root).map_err(|_| BadNote::Malformed)?;
        let checkpoint = Checkpoint {
            origin: origin.to_owned(),
            size: size.parse().map_err(|_| BadNote::Malformed)?,
            root: Hash(root.try_into().map_err(|_| BadNote::Malformed)?),
        };
        // One spelling only: no leading zeros, no further lines.
        if checkpoint.text() == text && !origin.is_empty() { Ok(checkpoint) } else { Err(BadNote::Malformed) }
    }
}

/// Text with its last line end, and the signature lines.
fn parts(note: &str) -> Result<(&str, &str), BadNote> {
    let end = note.find("\n\n").ok_or(BadNote::Malformed)?;
    let (text, signatures) = (&note[..=end], &note[end + 2..]);
    if signatures.is_empty() || !signatures.ends_with('\n') { Err(BadNote::Malformed) } else { Ok((text, signatures)) }
}

/// First four bytes of `SHA-256(name ‖ "\n" ‖ algorithm ‖ public key)`.
fn key_id(name: &str, public: &VerifyingKey) -> [u8; 4] {
    let mut content = name.as_bytes().to_vec();
    content.extend([b'\n', ED25519]);
    content.extend(public.as_bytes());
    let Hash(bytes) = Hash::of(&content);
    [bytes[0], bytes[1], bytes[2], bytes[3]]
}

/// Who signs, under the name of the journal's origin.
#[derive(Debug, Clone)]
pub struct Signer {
    origin: String,
    key: SigningKey,
}

impl Signer {
    /// `seed`: 32 random bytes, the secret. The origin has no blank, `+` or line end.
    pub fn new(origin: impl Into<String>, seed: [u8; 32]) -> Signer {
        Signer { origin: origin.into(), key: SigningKey::from_bytes(&seed) }
    }

    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The checkpoint as a note with one signature.
    pub fn sign(&self, size: u64, root: Hash) -> String {
        let text = Checkpoint { origin: self.origin.clone(), size, root }.text();
        let mut signed = key_id(&self.origin, &self.key.verifying_key()).to_vec();
        signed.extend(self.key.sign(text.as_bytes()).to_bytes());
        format!("{text}\n— {} {}\n", self.origin, Base64::encode_string(&signed))
    }

    pub fn verifier(&self) -> Verifier {
        Verifier { name: self.origin.clone(), key: self.key.verifying_key() }
    }
}

/// Who can check a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verifier {
    name: String,
    key: VerifyingKey,
}

impl Verifier {
    /// `name+keyid+base64`, as C2SP tools read it.
    pub fn text(&self) -> String {
        let mut key = vec![ED25519];
        key.extend(self.key.as_bytes());
        let id: String = key_id(&self.name, &self.key).iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{}+{id}+{}", self.name, Base64::encode_string(&key))
    }

    /// Reads [`Verifier::text`]; `None` if it is none.
    pub fn parse(text: &str) -> Option<Verifier> {
        let mut parts = text.trim().splitn(3, '+');
        let (name, _, key) = (parts.next()?, parts.next()?, parts.next()?);
        let key = Base64::decode_vec(key).ok()?;
        let (ED25519, public) = (*key.first()?, key.get(1..)?) else { return None };
        let key = VerifyingKey::from_bytes(public.try_into().ok()?).ok()?;
        let verifier = Verifier { name: name.to_owned(), key };
        (verifier.text() == text.trim()).then_some(verifier)
    }

    /// The checkpoint, if this key signed it under its own name.
    ///
    /// # Errors
    /// See [`BadNote`].
    pub fn open(&self, note: &str) -> Result<Checkpoint, BadNote> {
        let (text, signatures) = parts(note)?;
        let checkpoint = Checkpoint::read(note)?;
        let prefix = format!("— {} ", self.name);
        for line in signatures.lines() {
            let Some(signed) = line.strip_prefix(&prefix) else { continue };
            let signed = Base64::decode_vec(signed).map_err(|_| BadNote::Malformed)?;
            if signed.len() != 68 || signed[..4] != key_id(&self.name, &self.key) {
                continue;
            }
            let signature = Signature::from_slice(&signed[4..]).map_err(|_| BadNote::Malformed)?;
            let fits = self.key.verify_strict(text.as_bytes(), &signature).is_ok();
            return if fits && checkpoint.origin == self.name { Ok(checkpoint) } else { Err(BadNote::WrongSignature) };
        }
        Err(BadNote::NoSignature)
    }
}
