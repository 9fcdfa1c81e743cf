// SPDX-License-Identifier: Apache-2.0
// Hashing and proof making of RFC 6962 (merkle_verify.cc checks proofs).
#include "evidence/merkle.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace anban::evidence {
namespace {

constexpr std::uint64_t run_length = 4096;  // 128 KiB of hashes in memory at a time

/// The largest power of two below `size` (size >= 2).
std::uint64_t split_of(std::uint64_t size) { return std::bit_floor(size - 1); }

}  // namespace

Digest leaf_hash(BytesView body) { return sha256_of(0x00, body); }

Digest node_hash(const Digest& left, const Digest& right) {
  return sha256_of(0x01, left.view(), right.view());
}

Digest empty_root() { return sha256({}); }

Result<Frontier> Frontier::from_bytes(std::uint64_t size, BytesView bytes) {
  const auto peaks = static_cast<std::size_t>(std::popcount(size));
  if (bytes.size() != peaks * sizeof(Digest::bytes)) {
    return failed(ErrorCode::corrupt, "the log's frontier has " + std::to_string(bytes.size()) +
                                          " bytes, not the 32 of each of " + std::to_string(peaks) +
                                          " subtrees");
  }
  Frontier out;
  out.size_ = size;
  out.peaks_.resize(peaks);
  for (std::size_t i = 0; i < peaks; ++i) {
    std::memcpy(out.peaks_[i].bytes.data(), bytes.data() + i * 32, 32);
  }
  return out;
}

Bytes Frontier::to_bytes() const {
  Bytes out;
  out.reserve(peaks_.size() * 32);
  for (const Digest& peak : peaks_) out += peak.view();
  return out;
}

void Frontier::append(const Digest& leaf) {
  Digest carried = leaf;
  for (std::uint64_t rest = size_; (rest & 1U) != 0; rest >>= 1U) {
    carried = node_hash(peaks_.back(), carried);
    peaks_.pop_back();
  }
  peaks_.push_back(carried);
  ++size_;
}

Digest Frontier::root() const {
  if (peaks_.empty()) return empty_root();
  Digest out = peaks_.back();
  for (std::size_t i = peaks_.size() - 1; i-- > 0;) out = node_hash(peaks_[i], out);
  return out;
}

Result<Digest> root_of(const LeafHashes& hashes, std::uint64_t from, std::uint64_t to) {
  Frontier frontier;
  for (std::uint64_t at = from; at < to;) {
    const std::uint64_t end = std::min(to, at + run_length);
    const auto run = hashes(at, end);
    if (!run) return failed(run);
    if (run->size() != end - at) {
      return failed(ErrorCode::corrupt, "leaves are missing between " + std::to_string(at) +
                                            " and " + std::to_string(end));
    }
    for (const Digest& each : *run) frontier.append(each);
    at = end;
  }
  return frontier.root();
}

Result<Proof> inclusion_proof(const LeafHashes& hashes, std::uint64_t index, std::uint64_t size) {
  if (index >= size) {
    return failed(ErrorCode::invalid, "leaf " + std::to_string(index) + " is not among the first " +
                                          std::to_string(size));
  }
  Proof proof;
  std::uint64_t from = 0;
  std::uint64_t to = size;
  while (to - from > 1) {
    const std::uint64_t middle = from + split_of(to - from);
    const bool goes_left = index < middle;
    const auto sibling = goes_left ? root_of(hashes, middle, to) : root_of(hashes, from, middle);
    if (!sibling) return failed(sibling);
    proof.push_back(*sibling);
    (goes_left ? to : from) = middle;
  }
  std::reverse(proof.begin(), proof.end());
  return proof;
}

Result<Proof> consistency_proof(const LeafHashes& hashes, std::uint64_t older,
                                std::uint64_t newer) {
  if (older == 0 || older > newer) {
    return failed(ErrorCode::invalid, "a log of " + std::to_string(newer) +
                                          " leaves cannot grow from one of " +
                                          std::to_string(older));
  }
  Proof proof;
  std::uint64_t from = 0;
  std::uint64_t to = newer;
  while (to != older) {
    const std::uint64_t middle = from + split_of(to - from);
    const bool goes_left = older <= middle;
    const auto sibling = goes_left ? root_of(hashes, middle, to) : root_of(hashes, from, middle);
    if (!sibling) return failed(sibling);
    proof.push_back(*sibling);
    (goes_left ? to : from) = middle;
  }
  if (from != 0) {
    const auto own = root_of(hashes, from, to);
    if (!own) return failed(own);
    proof.push_back(*own);
  }
  std::reverse(proof.begin(), proof.end());
  return proof;
}

}  // namespace anban::evidence
