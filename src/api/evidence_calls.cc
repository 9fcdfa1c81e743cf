// SPDX-License-Identifier: Apache-2.0
// The Merkle log and what operators see of care (O-93, O-94): never a word of a conversation.
#include <charconv>

#include "api/api.h"
#include "evidence/checkpoint.h"
#include "evidence/prove.h"

namespace anban::api {
namespace {

constexpr std::uint64_t page_leaves = 100;
constexpr std::size_t page_rows = 200;
constexpr std::uint64_t none = ~std::uint64_t{0};  // no leaf has this index

std::uint64_t number_in(const Call& call, std::string_view name, std::uint64_t otherwise) {
  const auto text = query_value(call.request, name);
  if (!text) return otherwise;
  std::uint64_t value = otherwise;
  std::from_chars(text->data(), text->data() + text->size(), value);
  return value;
}

nlohmann::json outbox_json(const OutboxRow& row) {
  return {
      {"id", row.id.text},        {"recipient", row.recipient},   {"channel", row.channel},
      {"event", row.event},       {"state", state_name(row)},     {"created", to_text(row.created)},
      {"attempts", row.attempts}, {"last_error", row.last_error}, {"case", row.care_case.text}};
}

}  // namespace

Task<void> Api::get_audit_log(Call& call) {
  const Result<std::uint64_t> count = turn().journal.leaf_count();
  if (!count) return answer_unavailable(call, count.error());
  const std::uint64_t from = std::min(number_in(call, "from", 0), *count);
  const std::uint64_t limit = std::min(number_in(call, "limit", page_leaves), page_leaves);
  const std::uint64_t to = std::min(from + limit, *count);
  const auto bodies = turn().journal.leaves(from, to);
  const auto hashes = turn().journal.leaf_hashes(from, to);
  if (!bodies) return answer_unavailable(call, bodies.error());
  if (!hashes) return answer_unavailable(call, hashes.error());
  nlohmann::json data = nlohmann::json::array();
  for (std::size_t i = 0; i < bodies->size(); ++i) {
    data.push_back(
        {{"index", from + i}, {"hash", to_hex((*hashes)[i].view())}, {"body", (*bodies)[i]}});
  }
  nlohmann::json body = list_of(std::move(data), to < *count);
  body["size"] = *count;
  return answer_json(call, 200, body);
}

Task<void> Api::get_checkpoints(Call& call) {
  const auto checkpoints = turn().journal.checkpoints(page_rows);
  if (!checkpoints) return answer_unavailable(call, checkpoints.error());
  nlohmann::json data = nlohmann::json::array();
  for (const Checkpoint& each : *checkpoints) {
    data.push_back({{"size", each.size},
                    {"root", to_base64(each.root.view())},
                    {"at", to_text(each.at)},
                    {"note", evidence::signed_note(each, turn().vault.public_key())}});
  }
  nlohmann::json body = list_of(std::move(data), false);
  body["public_key"] = to_base64(turn().vault.public_key());
  return answer_json(call, 200, body);
}

Result<void> Api::may_see_proof(const Caller& caller, const std::string& proof) {
  const bool sees_all = caller.kind == CallerKind::app && !caller.has("own:users");
  if (sees_all || caller.kind == CallerKind::staff) return {};
  const auto document = nlohmann::json::parse(proof, nullptr, false);
  for (const auto& leaf : document.value("leaves", nlohmann::json::array())) {
    const auto body = nlohmann::json::parse(leaf.value("body", ""), nullptr, false);
    const auto person = turn().people.find_by_ref(PersonRef(body.value("person", "")));
    if (!person) return failed(person);
    if (!*person || !may_touch(caller, **person))
      return failed(ErrorCode::not_found, "no such turn");
  }
  return {};
}

Task<void> Api::get_proof(Call& call) {
  const auto named = query_value(call.request, "turn");
  const bool by_leaf = query_value(call.request, "leaf").has_value();
  if (named.has_value() == by_leaf) {
    auto answering = answer_problem(
        call, problem(422, "Which record?", "Name one: ?turn=trn_… or ?leaf=7 (its index)."));
    co_await std::move(answering);
    co_return;
  }
  // A checkpoint that covers everything so far, so that a fresh turn can be proved at once.
  auto writing = evidence::write_checkpoint(turn().journal, turn().vault, turn().clock.now());
  const Result<Checkpoint> written = co_await std::move(writing);
  Result<std::string> proof = failed(ErrorCode::not_found, "");
  if (!written) {
    proof = failed(written);
  } else if (!by_leaf) {
    proof = evidence::prove_turn(turn().journal, TurnId(*named), turn().vault.public_key());
  } else if (const auto index = number_in(call, "leaf", none); index < written->size) {
    proof = evidence::prove_leaves(turn().journal, {index}, turn().vault.public_key());
  }
  if (proof) {
    const Result<void> may = may_see_proof(call.caller, *proof);
    if (!may) proof = failed(may);
  }
  if (!proof && proof.error().code == ErrorCode::not_found) {
    auto answering = answer_not_found(call);
    co_await std::move(answering);
    co_return;
  }
  auto answering = proof ? answer_json(call, 200, *proof) : answer_unavailable(call, proof.error());
  co_await std::move(answering);
}

Task<void> Api::get_alerts(Call& call) {
  const auto rows = turn().journal.outbox_all(page_rows);
  if (!rows) return answer_unavailable(call, rows.error());
  nlohmann::json data = nlohmann::json::array();
  for (const OutboxRow& row : *rows) data.push_back(outbox_json(row));
  return answer_json(call, 200, list_of(std::move(data), rows->size() == page_rows));
}

}  // namespace anban::api
