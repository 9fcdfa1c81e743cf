// SPDX-License-Identifier: Apache-2.0
// Making of proof documents (check_proof.cc reads them).
#include "evidence/prove.h"

#include <algorithm>

#include "base/json_writer.h"
#include "evidence/checkpoint.h"
#include "evidence/merkle.h"

namespace anban::evidence {
namespace {

constexpr std::uint64_t run_length = 4096;

LeafHashes hashes_of(Journal& journal) {
  return [&journal](std::uint64_t from, std::uint64_t to) { return journal.leaf_hashes(from, to); };
}

void write_path(JsonWriter& json, const Proof& proof) {
  json.key("path").begin_array();
  for (const Digest& each : proof) json.string(to_base64(each.view()));
  json.end_array();
}

Result<void> write_leaf(JsonWriter& json, Journal& journal, std::uint64_t index,
                        const Checkpoint& checkpoint) {
  if (index >= checkpoint.size) {
    return failed(ErrorCode::unavailable, "leaf " + std::to_string(index) +
                                              " is not under a checkpoint yet (the newest "
                                              "covers " +
                                              std::to_string(checkpoint.size) +
                                              "); try again after the next one");
  }
  const auto body = journal.leaves(index, index + 1);
  if (!body) return failed(body);
  const auto proof = inclusion_proof(hashes_of(journal), index, checkpoint.size);
  if (!proof) return failed(proof);
  if (body->empty()) return failed(ErrorCode::corrupt, "a leaf is missing");
  json.begin_object().field("index", index).field("body", body->front());
  write_path(json, *proof);
  json.end_object();
  return {};
}

}  // namespace

Result<std::vector<std::uint64_t>> leaves_of_turn(Journal& journal, const TurnId& turn) {
  std::string wanted;
  JsonWriter(wanted).field("turn", turn.text);
  std::vector<std::uint64_t> found;
  const auto count = journal.leaf_count();
  if (!count) return failed(count);
  for (std::uint64_t end = *count; end > 0;) {
    const std::uint64_t from = end - std::min(end, run_length);
    const auto bodies = journal.leaves(from, end);
    if (!bodies) return failed(bodies);
    for (std::size_t i = bodies->size(); i-- > 0;) {
      if ((*bodies)[i].find(wanted) != std::string::npos) found.push_back(from + i);
    }
    end = from;
  }
  std::reverse(found.begin(), found.end());
  return found;
}

Result<std::string> prove_leaves(Journal& journal, const std::vector<std::uint64_t>& indexes,
                                 BytesView public_key) {
  const auto newest = journal.checkpoints(1);
  if (!newest) return failed(newest);
  if (newest->empty()) {
    return failed(ErrorCode::unavailable,
                  "the log has no checkpoint yet; one is made at intervals "
                  "and when the server stops");
  }
  const Checkpoint& checkpoint = newest->front();
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("format", "anban-inclusion-proof/1");
  json.field("public_key", to_base64(public_key));
  json.field("checkpoint", signed_note(checkpoint, public_key));
  json.key("leaves").begin_array();
  for (const std::uint64_t index : indexes) {
    const auto written = write_leaf(json, journal, index, checkpoint);
    if (!written) return failed(written);
  }
  json.end_array().end_object();
  return out;
}

Result<std::string> prove_turn(Journal& journal, const TurnId& turn, BytesView public_key) {
  const auto indexes = leaves_of_turn(journal, turn);
  if (!indexes) return failed(indexes);
  if (indexes->empty()) {
    return failed(ErrorCode::not_found, "the evidence log has no turn " + turn.text);
  }
  return prove_leaves(journal, *indexes, public_key);
}

Result<std::string> prove_growth(Journal& journal, const Checkpoint& older, const Checkpoint& newer,
                                 BytesView public_key) {
  const auto proof = consistency_proof(hashes_of(journal), older.size, newer.size);
  if (!proof) return failed(proof);
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("format", "anban-consistency-proof/1");
  json.field("public_key", to_base64(public_key));
  json.field("older", signed_note(older, public_key));
  json.field("newer", signed_note(newer, public_key));
  write_path(json, *proof);
  json.end_object();
  return out;
}

}  // namespace anban::evidence
