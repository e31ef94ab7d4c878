//! Proof that a journal only grew. A Merkle tree over its entries as in RFC 6962 (SHA-256), and signed checkpoints in
//! the C2SP text formats (tlog-checkpoint, signed-note), so that tools of others can check them.
//!
//! There is no other chain of hashes: one proof system, held by property tests.

mod checkpoint;
mod hash;
mod tree;

pub use checkpoint::{BadNote, Checkpoint, Signer, Verifier};
pub use hash::{Hash, leaf, node};
pub use tree::{Frontier, Node, consistency, inclusion, root, verify_consistency, verify_inclusion};
