// SPDX-License-Identifier: Apache-2.0
// The Merkle tree of RFC 6962 section 2.1 over SHA-256: it makes the evidence log append-only in a
// way that anybody can check. A Frontier appends leaves and knows the root; proofs show that a leaf
// is in the log (inclusion) and that a log only grew (consistency). Pure: hashes in, hashes out.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "base/bytes.h"
#include "base/digest.h"
#include "base/result.h"

namespace anban::evidence {

/// SHA-256 over 0x00 and the leaf's body.
Digest leaf_hash(BytesView body);
/// SHA-256 over 0x01 and both children.
Digest node_hash(const Digest& left, const Digest& right);
/// The root of a tree without leaves: SHA-256 of nothing.
Digest empty_root();

/// The right edge of a growing tree: the roots of its complete subtrees, largest first. At most 64
/// digests whatever the size; append() hashes less than twice on average.
class Frontier {
 public:
  Frontier() = default;
  /// A frontier as to_bytes() wrote it. Errors: corrupt (the length does not fit `size`).
  static Result<Frontier> from_bytes(std::uint64_t size, BytesView bytes);
  Bytes to_bytes() const;
  void append(const Digest& leaf);
  std::uint64_t size() const { return size_; }
  Digest root() const;
  friend bool operator==(const Frontier&, const Frontier&) = default;

 private:
  std::uint64_t size_ = 0;
  std::vector<Digest> peaks_;
};

using Proof = std::vector<Digest>;

/// Leaf hashes [from, to) of a log; exactly to - from of them.
using LeafHashes = std::function<Result<std::vector<Digest>>(std::uint64_t from, std::uint64_t to)>;

/// The root over leaves [from, to). Reads them in runs of 4,096.
Result<Digest> root_of(const LeafHashes& hashes, std::uint64_t from, std::uint64_t to);

/// The path from leaf `index` to the root of the first `size` leaves. Errors: invalid where
/// index >= size, and what `hashes` answers. Reads every leaf hash once.
Result<Proof> inclusion_proof(const LeafHashes& hashes, std::uint64_t index, std::uint64_t size);
/// Shows that the tree of `newer` leaves begins with the tree of `older` (0 < older <= newer).
Result<Proof> consistency_proof(const LeafHashes& hashes, std::uint64_t older, std::uint64_t newer);

struct Inclusion {
  std::uint64_t index = 0;
  std::uint64_t size = 0;
  Digest leaf;
  Digest root;
};
/// Errors: invalid (sizes make no sense or the proof has another length), denied (another root).
Result<void> verify_inclusion(const Inclusion& claim, const Proof& proof);

struct Consistency {
  std::uint64_t older_size = 0;
  std::uint64_t newer_size = 0;
  Digest older_root;
  Digest newer_root;
};
/// Errors as verify_inclusion; an empty older tree proves nothing and is invalid.
Result<void> verify_consistency(const Consistency& claim, const Proof& proof);

/// Leaves [start, end) where start is a multiple of the power of two that holds end - start
/// (draft-ietf-plants-merkle-tree-certs section 4).
struct Subtree {
  std::uint64_t start = 0;
  std::uint64_t end = 0;
  Digest root;
};
bool is_valid_subtree(const Subtree& subtree);
/// Whether the leaf with `index` of the whole log stands in `subtree`.
Result<void> verify_subtree_inclusion(const Subtree& subtree, std::uint64_t index,
                                      const Digest& leaf, const Proof& proof);
/// Whether `subtree` is part of the tree of `size` leaves with `root`.
Result<void> verify_subtree_consistency(const Subtree& subtree, std::uint64_t size,
                                        const Digest& root, const Proof& proof);

}  // namespace anban::evidence
