// SPDX-License-Identifier: Apache-2.0
// The verifier's side of prove.h: it believes nothing in the document but what the key signed.
#include <nlohmann/json.hpp>

#include "evidence/checkpoint.h"
#include "evidence/merkle.h"
#include "evidence/prove.h"

namespace anban::evidence {
namespace {

using Json = nlohmann::json;

std::unexpected<Error> not_a_proof(const char* what) {
  return failed(ErrorCode::invalid, std::string("not a proof of this log: ") + what);
}

const std::string* text_of(const Json& object, const char* name) {
  const auto found = object.is_object() ? object.find(name) : object.end();
  return found != object.end() ? found->get_ptr<const std::string*>() : nullptr;
}

Result<Proof> path_of(const Json& leaf) {
  const auto found = leaf.find("path");
  if (found == leaf.end() || !found->is_array()) return not_a_proof("a leaf has no path");
  Proof proof;
  for (const Json& each : *found) {
    const auto* text = each.get_ptr<const std::string*>();
    const auto bytes = from_base64(text != nullptr ? std::string_view(*text) : "!");
    const auto digest = bytes ? digest_from(*bytes) : failed(bytes);
    if (!digest) return not_a_proof("a step of a path is no digest");
    proof.push_back(*digest);
  }
  return proof;
}

Result<Proved> check_leaf(const Json& leaf, const Checkpoint& checkpoint) {
  const std::string* body = text_of(leaf, "body");
  const auto index = leaf.is_object() ? leaf.find("index") : leaf.end();
  if (body == nullptr || index == leaf.end() || !index->is_number_unsigned()) {
    return not_a_proof("a leaf has no index or body");
  }
  const auto proof = path_of(leaf);
  if (!proof) return failed(proof);
  const Proved proved{index->get<std::uint64_t>(), *body, checkpoint};
  const auto fits = verify_inclusion(
      {proved.index, checkpoint.size, leaf_hash(proved.body), checkpoint.root}, *proof);
  if (!fits) return failed(fits);
  return proved;
}

}  // namespace

Result<std::vector<Proved>> check_proof(std::string_view document, BytesView public_key) {
  const Json json = Json::parse(document, nullptr, false);
  const std::string* format = json.is_object() ? text_of(json, "format") : nullptr;
  if (format == nullptr || *format != "anban-inclusion-proof/1") {
    return not_a_proof("it does not say the format anban-inclusion-proof/1");
  }
  const std::string* note = text_of(json, "checkpoint");
  if (note == nullptr) return not_a_proof("it has no checkpoint");
  const auto checkpoint = checkpoint_from_note(*note);
  if (!checkpoint) return failed(checkpoint);
  if (!is_signed_by(*checkpoint, public_key)) {
    return failed(ErrorCode::denied, "the checkpoint is not signed by the key that you trust");
  }
  const auto leaves = json.find("leaves");
  if (leaves == json.end() || !leaves->is_array()) return not_a_proof("it has no leaves");
  std::vector<Proved> out;
  for (const Json& leaf : *leaves) {
    auto proved = check_leaf(leaf, *checkpoint);
    if (!proved) return failed(proved);
    out.push_back(std::move(*proved));
  }
  return out;
}

}  // namespace anban::evidence
