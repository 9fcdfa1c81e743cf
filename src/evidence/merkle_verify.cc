// SPDX-License-Identifier: Apache-2.0
// Checks of Merkle proofs, as RFC 9162 sections 2.1.3.2 and 2.1.4.2 and, for subtrees,
// draft-ietf-plants-merkle-tree-certs section 4 write them.
#include <bit>

#include "evidence/merkle.h"

namespace anban::evidence {
namespace {

Result<void> wrong(const char* what) { return failed(ErrorCode::invalid, what); }

Result<void> must_be(const Digest& computed, const Digest& claimed, const char* which) {
  if (computed == claimed) return {};
  return failed(ErrorCode::denied, std::string("the proof leads to another ") + which);
}

/// Positions of the subtree's first and last leaf and of the tree's last leaf, as the walk goes up.
struct Walk {
  std::uint64_t first;
  std::uint64_t last;
  std::uint64_t tree_last;
  void up() {
    first >>= 1U;
    last >>= 1U;
    tree_last >>= 1U;
  }
  bool last_is_right_child() const { return (last & 1U) != 0; }
};

}  // namespace

bool is_valid_subtree(const Subtree& subtree) {
  if (subtree.start > subtree.end) return false;
  const std::uint64_t width = subtree.end - subtree.start;
  if (width == 0 || subtree.start == 0) return true;
  if (width > (std::uint64_t{1} << 63U)) return false;
  return subtree.start % std::bit_ceil(width) == 0;
}

Result<void> verify_inclusion(const Inclusion& claim, const Proof& proof) {
  if (claim.index >= claim.size) return wrong("the leaf's index is not below the tree's size");
  Digest hash = claim.leaf;
  std::uint64_t at = claim.index;
  std::uint64_t last = claim.size - 1;
  for (const Digest& sibling : proof) {
    if (last == 0) return wrong("the inclusion proof is too long");
    if ((at & 1U) != 0 || at == last) {
      hash = node_hash(sibling, hash);
      while ((at & 1U) == 0 && at != 0) {
        at >>= 1U;
        last >>= 1U;
      }
    } else {
      hash = node_hash(hash, sibling);
    }
    at >>= 1U;
    last >>= 1U;
  }
  if (last != 0) return wrong("the inclusion proof is too short");
  return must_be(hash, claim.root, "root");
}

Result<void> verify_subtree_inclusion(const Subtree& subtree, std::uint64_t index,
                                      const Digest& leaf, const Proof& proof) {
  if (!is_valid_subtree(subtree)) return wrong("not the bounds of a subtree");
  if (index < subtree.start || index >= subtree.end) {
    return wrong("the leaf stands outside the subtree");
  }
  return verify_inclusion({index - subtree.start, subtree.end - subtree.start, leaf, subtree.root},
                          proof);
}

Result<void> verify_subtree_consistency(const Subtree& subtree, std::uint64_t size,
                                        const Digest& root, const Proof& proof) {
  if (!is_valid_subtree(subtree)) return wrong("not the bounds of a subtree");
  if (subtree.end > size) return wrong("the subtree is larger than the tree");
  if (subtree.start == subtree.end) {
    if (!proof.empty()) return wrong("an empty subtree needs no proof");
    return must_be(empty_root(), subtree.root, "root of the subtree");
  }
  Walk walk{subtree.start, subtree.end - 1, size - 1};
  const bool ends_together = walk.last == walk.tree_last;
  while (walk.first != walk.last && (ends_together || walk.last_is_right_child())) walk.up();
  auto next = proof.begin();
  Digest older = subtree.root;
  if (walk.first != walk.last) {
    if (proof.empty()) return wrong("the consistency proof is too short");
    older = *next++;
  }
  Digest newer = older;
  for (; next != proof.end(); ++next) {
    if (walk.tree_last == 0) return wrong("the consistency proof is too long");
    if (walk.last_is_right_child() || walk.last == walk.tree_last) {
      if (walk.first < walk.last) older = node_hash(*next, older);
      newer = node_hash(*next, newer);
      while (!walk.last_is_right_child() && walk.last != 0) walk.up();
    } else {
      newer = node_hash(newer, *next);
    }
    walk.up();
  }
  if (walk.tree_last != 0) return wrong("the consistency proof is too short");
  const auto starts_alike = must_be(older, subtree.root, "root of the older tree");
  if (!starts_alike) return starts_alike;
  return must_be(newer, root, "root of the newer tree");
}

Result<void> verify_consistency(const Consistency& claim, const Proof& proof) {
  if (claim.older_size == 0) return wrong("nothing is proved about an empty tree");
  return verify_subtree_consistency({0, claim.older_size, claim.older_root}, claim.newer_size,
                                    claim.newer_root, proof);
}

}  // namespace anban::evidence
