//! Laws: true proofs are accepted, and no proof survives the change of one bit.

use std::collections::HashMap;

use proof::{
    BadNote, Checkpoint, Frontier, Hash, Node, Signer, Verifier, consistency, inclusion, leaf, node, root,
    verify_consistency, verify_inclusion,
};
use proptest::prelude::*;

/// A tree with all its complete subtrees.
struct Kept {
    leaves: Vec<Hash>,
    nodes: HashMap<Node, Hash>,
    roots: Vec<Hash>,
}

fn kept(size: u64) -> Kept {
    let mut kept = Kept { leaves: Vec::new(), nodes: HashMap::new(), roots: Vec::new() };
    let mut frontier = Frontier::default();
    for n in 0..size {
        kept.roots.push(frontier.root());
        let hash = leaf(&n.to_be_bytes());
        kept.leaves.push(hash);
        kept.nodes.insert(Node { level: 0, position: n }, hash);
        frontier.push(hash, |node, hash| {
            kept.nodes.insert(node, hash);
        });
    }
    kept.roots.push(frontier.root());
    kept
}

/// The definition of RFC 6962, 2.1, word for word.
fn defined(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Hash::of(&[]),
        [one] => *one,
        _ => {
            let mut k = 1;
            while k * 2 < leaves.len() {
                k *= 2;
            }
            node(defined(&leaves[..k]), defined(&leaves[k..]))
        }
    }
}

fn flipped(hash: Hash, bit: usize) -> Hash {
    let mut bytes = hash.0;
    bytes[bit / 8 % 32] ^= 1 << (bit % 8);
    Hash(bytes)
}

/// Every list that differs from `path` by one bit, by one hash less or by one more.
fn spoilt(path: &[Hash], bit: usize) -> Vec<Vec<Hash>> {
    let mut lists = Vec::new();
    for n in 0..path.len() {
        let mut list = path.to_vec();
        list[n] = flipped(list[n], bit);
        lists.push(list);
    }
    if let Some((_, shorter)) = path.split_last() {
        lists.push(shorter.to_vec());
    }
    lists.push(path.iter().copied().chain([Hash([7; 32])]).collect());
    lists
}

#[test]
fn known_roots_of_rfc_6962_test_data() {
    // The reference inputs of the Certificate Transparency sources.
    let inputs: [&[u8]; 8] = [
        b"",
        b"\x00",
        b"\x10",
        b"\x20\x21",
        b"\x30\x31",
        b"\x40\x41\x42\x43",
        b"\x50\x51\x52\x53\x54\x55\x56\x57",
        b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
    ];
    let mut frontier = Frontier::default();
    assert_eq!(frontier.root().to_string(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    inputs.iter().for_each(|input| frontier.push(leaf(input), |_, _| {}));
    assert_eq!(frontier.root().to_string(), "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
}

#[test]
fn the_root_is_the_one_that_rfc_6962_defines() {
    let kept = kept(70);
    for size in 0..=70 {
        let want = defined(&kept.leaves[..size]);
        assert_eq!(kept.roots[size], want, "{size}");
        assert_eq!(root(size as u64, |node| kept.nodes.get(&node).copied()), Some(want), "{size}");
        let frontier = Frontier::at(size as u64, |node| kept.nodes.get(&node).copied()).unwrap();
        assert_eq!((frontier.root(), frontier.size()), (want, size as u64));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn inclusion_accepts_the_entry_and_nothing_else(size in 1_u64..140, at in any::<prop::sample::Index>(), bit in 0_usize..256) {
        let kept = kept(size);
        let index = at.index(size as usize) as u64;
        let (entry, root) = (kept.leaves[index as usize], kept.roots[size as usize]);
        let path = inclusion(index, size, |node| kept.nodes.get(&node).copied()).unwrap();
        prop_assert!(path.len() <= 8);
        prop_assert!(verify_inclusion(entry, index, size, &path, root));
        prop_assert!(!verify_inclusion(flipped(entry, bit), index, size, &path, root));
        prop_assert!(!verify_inclusion(entry, index, size, &path, flipped(root, bit)));
        for other in (0..size).filter(|other| *other != index) {
            prop_assert!(!verify_inclusion(entry, other, size, &path, root));
        }
        for list in spoilt(&path, bit) {
            prop_assert!(!verify_inclusion(entry, index, size, &list, root));
        }
        prop_assert!(!verify_inclusion(entry, size, size, &path, root));
    }

    #[test]
    fn consistency_accepts_growth_and_nothing_else(new in 1_u64..140, at in any::<prop::sample::Index>(), bit in 0_usize..256) {
        let kept = kept(new);
        let old = 1 + at.index(new as usize) as u64;
        let (before, after) = (kept.roots[old as usize], kept.roots[new as usize]);
        let path = consistency(old, new, |node| kept.nodes.get(&node).copied()).unwrap();
        prop_assert!(verify_consistency(old, new, before, after, &path));
        prop_assert!(!verify_consistency(old, new, flipped(before, bit), after, &path));
        prop_assert!(!verify_consistency(old, new, before, flipped(after, bit), &path));
        prop_assert!(!verify_consistency(new, old, after, before, &path) || old == new);
        for list in spoilt(&path, bit) {
            prop_assert!(!verify_consistency(old, new, before, after, &list));
        }
    }

    #[test]
    fn a_signature_holds_for_one_text_only(size in any::<u64>(), seed in any::<[u8; 32]>(), root in any::<[u8; 32]>(), at in any::<prop::sample::Index>(), bit in 0_u8..7) {
        let signer = Signer::new("branch-scores/7f", seed);
        let note = signer.sign(size, Hash(root));
        let verifier = Verifier::parse(&signer.verifier().text()).unwrap();
        let want = Checkpoint { origin: "branch-scores/7f".to_owned(), size, root: Hash(root) };
        prop_assert_eq!(verifier.open(&note), Ok(want.clone()));
        let mut bytes = note.clone().into_bytes();
        let place = at.index(bytes.len());
        bytes[place] ^= 1 << bit;
        if let Ok(spoilt) = String::from_utf8(bytes) {
            prop_assert!(verifier.open(&spoilt).is_err(), "{}", spoilt);
        }
        let other = Signer::new("branch-scores/7f", [9; 32]);
        prop_assert_eq!(other.verifier().open(&note), Err(BadNote::NoSignature));
    }
}
