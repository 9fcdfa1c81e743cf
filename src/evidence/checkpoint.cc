// SPDX-License-Identifier: Apache-2.0
// Texts, signatures and notes of checkpoints.
#include "evidence/checkpoint.h"

#include <charconv>
#include <vector>

#include "evidence/leaf.h"

namespace anban::evidence {
namespace {

constexpr std::string_view time_word = "time ";
constexpr std::string_view signature_mark = "\xE2\x80\x94 ";  // em dash and space, as C2SP has it
constexpr const char* checkpoint_kind = "log.checkpoint";
constexpr std::size_t hint_bytes = 4;

/// First bytes of SHA-256 over name, newline, algorithm (1 = Ed25519) and key (C2SP signed-note).
Bytes key_hint(BytesView public_key) {
  Bytes named(checkpoint_origin);
  named += '\n';
  named += '\x01';
  named += public_key;
  return Bytes(sha256(named).view().substr(0, hint_bytes));
}

Result<Checkpoint> bad_note(const char* what) {
  return failed(ErrorCode::invalid, std::string("not a checkpoint of this log: ") + what);
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

}  // namespace

std::string checkpoint_text(const Checkpoint& checkpoint) {
  std::string out(checkpoint_origin);
  out += '\n';
  out += std::to_string(checkpoint.size);
  out += '\n';
  out += to_base64(checkpoint.root.view());
  out += '\n';
  out += time_word;
  out += to_text(checkpoint.at);
  out += '\n';
  return out;
}

Result<Checkpoint> make_checkpoint(Journal& journal, const Vault& vault, Instant now) {
  const auto head = journal.log_head();
  if (!head) return failed(head);
  Checkpoint checkpoint{head->size, head->root, now, {}};
  checkpoint.signature = vault.sign(checkpoint_text(checkpoint));
  return checkpoint;
}

LeafRow checkpoint_leaf(const Checkpoint& checkpoint) {
  ActLeaf leaf;
  leaf.kind = checkpoint_kind;
  leaf.at = checkpoint.at;
  leaf.actor = "system";
  leaf.facts = {{"size", std::to_string(checkpoint.size)},
                {"root", to_base64(checkpoint.root.view())},
                {"signature", to_base64(checkpoint.signature)}};
  return {leaf_body(leaf)};
}

bool says_checkpoint(std::string_view leaf_body) {
  // leaf_body() writes version and kind first.
  return leaf_body.starts_with("{\"v\":1,\"kind\":\"log.checkpoint\",");
}

Task<Result<Checkpoint>> write_checkpoint(Journal& journal, const Vault& vault, Instant now) {
  const auto newest = journal.checkpoints(1);
  if (!newest) co_return failed(newest);
  const auto checkpoint = make_checkpoint(journal, vault, now);
  if (!checkpoint) co_return failed(checkpoint);
  const bool is_first = newest->empty();
  // The one leaf behind the last checkpoint is its own mention.
  if (!is_first && checkpoint->size <= newest->front().size + 1) co_return newest->front();
  if (is_first && checkpoint->size == 0) co_return *checkpoint;
  auto storing = journal.add_checkpoint(*checkpoint);
  const auto stored = co_await std::move(storing);
  if (!stored) co_return failed(stored);
  Transaction mention;
  mention.leaves.push_back(checkpoint_leaf(*checkpoint));
  auto mentioning = journal.commit(std::move(mention));
  const auto mentioned = co_await std::move(mentioning);
  if (!mentioned) co_return failed(mentioned);
  co_return *checkpoint;
}

bool is_signed_by(const Checkpoint& checkpoint, BytesView public_key) {
  return verify_signature(public_key, checkpoint_text(checkpoint), checkpoint.signature);
}

std::string signed_note(const Checkpoint& checkpoint, BytesView public_key) {
  std::string out = checkpoint_text(checkpoint);
  out += '\n';
  out += signature_mark;
  out += checkpoint_origin;
  out += ' ';
  out += to_base64(key_hint(public_key) + checkpoint.signature);
  out += '\n';
  return out;
}

Result<Checkpoint> checkpoint_from_note(std::string_view note) {
  const auto lines = lines_of(note);
  if (lines.size() < 6) return bad_note("it has fewer than six lines");
  if (lines[0] != checkpoint_origin) return bad_note("its first line names another origin");
  Checkpoint out;
  const std::string_view size = lines[1];
  const auto read = std::from_chars(size.data(), size.data() + size.size(), out.size);
  if (read.ec != std::errc() || read.ptr != size.data() + size.size()) {
    return bad_note("its second line is no size");
  }
  const auto root = from_base64(lines[2]);
  if (!root || root->size() != out.root.bytes.size()) return bad_note("its third line is no root");
  out.root = *digest_from(*root);
  if (!lines[3].starts_with(time_word)) return bad_note("its fourth line is no time");
  const auto at = parse_instant(lines[3].substr(time_word.size()));
  if (!at) return bad_note("its fourth line is no time");
  out.at = *at;
  const std::size_t space = lines[5].rfind(' ');
  if (!lines[4].empty() || !lines[5].starts_with(signature_mark)) {
    return bad_note("no signature follows an empty line");
  }
  const auto signature = from_base64(lines[5].substr(space + 1));
  if (!signature || signature->size() <= hint_bytes) return bad_note("its signature is no base64");
  out.signature = signature->substr(hint_bytes);
  return out;
}

}  // namespace anban::evidence
