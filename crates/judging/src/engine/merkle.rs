//! Merkle trees of RFC 9162: a short proof that a leaf is in a log, and that a log only grew.
//!
//! A leaf's hash is SHA-256(0x00 ‖ bytes), a node's SHA-256(0x01 ‖ left ‖ right). A verifier accepts a proof of exactly the
//! right length and nothing else.

use sha2::{Digest as _, Sha256};

/// A SHA-256.
pub type Hash = [u8; 32];

/// The hash of a leaf with these bytes.
#[must_use]
pub fn leaf_hash(bytes: &[u8]) -> Hash {
    Sha256::new()
        .chain_update([0])
        .chain_update(bytes)
        .finalize()
        .into()
}

/// The hash of a node over two others.
#[must_use]
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    Sha256::new()
        .chain_update([1])
        .chain_update(left)
        .chain_update(right)
        .finalize()
        .into()
}

/// The root over leaf hashes (RFC 9162, 2.1.1); of no leaf, SHA-256 of nothing.
#[must_use]
pub fn root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Sha256::digest([]).into(),
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(half(leaves.len()));
            node_hash(&root(left), &root(right))
        }
    }
}

/// The largest power of two below n, for n > 1.
const fn half(n: usize) -> usize {
    1 << (usize::BITS - 1 - (n - 1).leading_zeros())
}

/// The proof that the leaf with this index is in the tree (RFC 9162, 2.1.3.1); `None` when it is not.
#[must_use]
pub fn inclusion_proof(leaves: &[Hash], index: usize) -> Option<Vec<Hash>> {
    if index >= leaves.len() {
        return None;
    }
    let (mut leaves, mut index, mut proof) = (leaves, index, Vec::new());
    while leaves.len() > 1 {
        let (left, right) = leaves.split_at(half(leaves.len()));
        let other = if index < left.len() {
            leaves = left;
            right
        } else {
            index -= left.len();
            leaves = right;
            left
        };
        proof.push(root(other));
    }
    proof.reverse();
    Some(proof)
}

/// The proof that the tree of the first `size` leaves is the beginning of this one (RFC 9162, 2.1.4.1); `None` unless
/// 0 < size ≤ leaves.
#[must_use]
pub fn consistency_proof(leaves: &[Hash], size: usize) -> Option<Vec<Hash>> {
    if size == 0 || size > leaves.len() {
        return None;
    }
    let (mut leaves, mut size, mut proof) = (leaves, size, Vec::new());
    // whether the old tree is a whole subtree whose root the verifier knows
    let mut is_known = true;
    while size < leaves.len() {
        let (left, right) = leaves.split_at(half(leaves.len()));
        if size <= left.len() {
            proof.push(root(right));
            leaves = left;
        } else {
            proof.push(root(left));
            size -= left.len();
            leaves = right;
            is_known = false;
        }
    }
    if !is_known {
        proof.push(root(leaves));
    }
    proof.reverse();
    Some(proof)
}

/// Whether `proof` shows that the leaf `index` with this hash is in the tree of `size` leaves with this root
/// (RFC 9162, 2.1.3.2).
#[must_use]
pub fn verify_inclusion(
    (index, leaf): (u64, &Hash),
    (size, expected): (u64, &Hash),
    proof: &[Hash],
) -> bool {
    if index >= size {
        return false;
    }
    let (mut node, mut last, mut hash) = (index, size - 1, *leaf);
    for step in proof {
        if last == 0 {
            return false;
        }
        if node & 1 == 1 || node == last {
            hash = node_hash(step, &hash);
            while node & 1 == 0 && node != 0 {
                (node, last) = (node >> 1, last >> 1);
            }
        } else {
            hash = node_hash(&hash, step);
        }
        (node, last) = (node >> 1, last >> 1);
    }
    last == 0 && hash == *expected
}

/// Whether `proof` shows that the tree of `old.0` leaves with root `old.1` is the beginning of the tree `new`
/// (RFC 9162, 2.1.4.2). Of an empty tree everything is a continuation, but it has no proof and is refused.
#[must_use]
pub fn verify_consistency(old: (u64, &Hash), new: (u64, &Hash), proof: &[Hash]) -> bool {
    if old.0 == 0 || old.0 > new.0 {
        return false;
    }
    if old.0 == new.0 {
        return proof.is_empty() && old.1 == new.1;
    }
    let mut steps = proof.iter();
    let first = if old.0.is_power_of_two() {
        old.1
    } else {
        let Some(first) = steps.next() else {
            return false;
        };
        first
    };
    let (mut node, mut last) = (old.0 - 1, new.0 - 1);
    while node & 1 == 1 {
        (node, last) = (node >> 1, last >> 1);
    }
    let (mut before, mut after) = (*first, *first);
    for step in steps {
        if last == 0 {
            return false;
        }
        if node & 1 == 1 || node == last {
            before = node_hash(step, &before);
            after = node_hash(step, &after);
            while node & 1 == 0 && node != 0 {
                (node, last) = (node >> 1, last >> 1);
            }
        } else {
            after = node_hash(&after, step);
        }
        (node, last) = (node >> 1, last >> 1);
    }
    last == 0 && before == *old.1 && after == *new.1
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn leaves(n: usize) -> Vec<Hash> {
        (0..n).map(|i| leaf_hash(&i.to_be_bytes())).collect()
    }

    fn long(n: usize) -> u64 {
        u64::try_from(n).expect("small")
    }

    #[test]
    fn an_empty_log_and_a_leaf_are_those_of_certificate_transparency() {
        // RFC 6962 reference values: the empty root, and the leaf of no bytes
        assert_eq!(
            hex::encode(root(&[])),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
        assert_eq!(
            hex::encode(leaf_hash(b"")),
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
        );
    }

    proptest! {
        #[test]
        fn every_leaf_is_proved_and_no_other(n in 1_usize..70, at in any::<prop::sample::Index>(), bit in 0_usize..256, cut in any::<bool>()) {
            let leaves = leaves(n);
            let (index, root) = (at.index(n), root(&leaves));
            let proof = inclusion_proof(&leaves, index).expect("there");
            let other_leaf = leaf_hash(b"other");
            let holds = |index, leaf: &Hash, size, proof: &[Hash]| verify_inclusion((index, leaf), (size, &root), proof);
            prop_assert!(holds(long(index), &leaves[index], long(n), &proof));
            prop_assert!(!holds(long(index), &other_leaf, long(n), &proof));
            prop_assert!(!holds(long(n), &leaves[index], long(n), &proof));
            if n > 1 {
                prop_assert!(!holds(long((index + 1) % n), &leaves[index], long(n), &proof));
                let mut broken = proof.clone();
                let step = bit % broken.len();
                broken[step][bit / 8] ^= 1 << (bit % 8);
                prop_assert!(!holds(long(index), &leaves[index], long(n), &broken));
            }
            let mut other = proof;
            if !cut || other.pop().is_none() {
                other.push(leaves[0]);
            }
            prop_assert!(!holds(long(index), &leaves[index], long(n), &other));
        }

        #[test]
        fn a_log_that_grew_is_proved_and_a_rewritten_one_is_not(n in 1_usize..70, at in any::<prop::sample::Index>(), changed in any::<prop::sample::Index>()) {
            let (old, size) = (leaves(n), at.index(n) + 1);
            let before = root(&old[..size]);
            let proof = consistency_proof(&old, size).expect("shorter");
            prop_assert!(verify_consistency((long(size), &before), (long(n), &root(&old)), &proof));
            let mut other = old.clone();
            other[changed.index(size)] = leaf_hash(b"rewritten");
            let proof = consistency_proof(&other, size).expect("shorter");
            prop_assert!(!verify_consistency((long(size), &before), (long(n), &root(&other)), &proof));
        }
    }

    #[test]
    fn what_is_not_there_has_no_proof() {
        assert_eq!(inclusion_proof(&leaves(3), 3), None);
        assert_eq!(consistency_proof(&leaves(3), 0), None);
        assert_eq!(consistency_proof(&leaves(3), 4), None);
        assert!(!verify_consistency(
            (0, &root(&[])),
            (3, &root(&leaves(3))),
            &[]
        ));
    }
}
