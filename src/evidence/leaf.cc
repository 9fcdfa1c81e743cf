// SPDX-License-Identifier: Apache-2.0
// The bytes of leaves. Their order of keys is part of the log's format: proofs made years ago must
// still verify, so keys are only ever added behind the others of their object.
#include "evidence/leaf.h"

#include <charconv>

#include "base/json_writer.h"

namespace anban::evidence {
namespace {

constexpr int format_version = 1;
constexpr std::size_t mac_bytes = 16;

/// "0.87": two digits are what a calibrated probability is good for, and keep leaves small.
std::string two_digits(float strength) {
  char text[16];
  const auto done = std::to_chars(text, text + sizeof text, strength, std::chars_format::fixed, 2);
  return {text, done.ptr};
}

void field_if(JsonWriter& json, std::string_view name, std::string_view value) {
  if (!value.empty()) json.field(name, value);
}

void write_findings(JsonWriter& json, const std::vector<FindingMark>& findings) {
  if (findings.empty()) return;
  json.key("findings").begin_array();
  for (const FindingMark& each : findings) {
    json.begin_object().field("category", each.category);
    field_if(json, "kind", each.kind);
    json.key("strength").raw(two_digits(each.strength));
    if (!each.decided) json.field("decided", false);
    json.end_object();
  }
  json.end_array();
}

void write_requirements(JsonWriter& json, const std::vector<RequirementMark>& requirements) {
  if (requirements.empty()) return;
  json.key("required").begin_array();
  for (const RequirementMark& each : requirements) {
    json.begin_object().field("duty", each.duty);
    json.field("obligation", each.obligation).field("effect", each.effect);
    field_if(json, "text", each.text_key);
    field_if(json, "detail", each.detail);
    json.end_object();
  }
  json.end_array();
}

void write_names(JsonWriter& json, std::string_view name, const std::vector<std::string>& names) {
  if (names.empty()) return;
  json.key(name).begin_array();
  for (const std::string& each : names) json.string(each);
  json.end_array();
}

}  // namespace

std::string leaf_body(const TurnLeaf& leaf) {
  std::string out;
  out.reserve(512);
  JsonWriter json(out);
  json.begin_object().field("v", format_version).field("kind", leaf.kind);
  json.field("at", to_text(leaf.at)).field("turn", leaf.turn.text);
  field_if(json, "person", leaf.person.text);
  field_if(json, "session", leaf.session.text);
  field_if(json, "character", leaf.character.text);
  field_if(json, "pack", leaf.pack_hash);
  field_if(json, "force", leaf.force);
  field_if(json, "detectors", leaf.detectors);
  write_findings(json, leaf.findings);
  write_requirements(json, leaf.requirements);
  field_if(json, "outcome", leaf.outcome);
  write_names(json, "unknown", leaf.unknown);
  if (leaf.is_repeated) json.field("repeated", true);
  field_if(json, "input_mac", leaf.input_mac);
  field_if(json, "output_mac", leaf.output_mac);
  json.end_object();
  return out;
}

std::string leaf_body(const ActLeaf& leaf) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("v", format_version).field("kind", leaf.kind);
  json.field("at", to_text(leaf.at));
  field_if(json, "person", leaf.person.text);
  field_if(json, "actor", leaf.actor);
  field_if(json, "pack", leaf.pack_hash);
  if (!leaf.facts.empty()) {
    json.key("facts").begin_object();
    for (const auto& [name, value] : leaf.facts) json.field(name, value);
    json.end_object();
  }
  json.end_object();
  return out;
}

std::string text_mac(const DataKey& key, std::string_view text) {
  static constexpr std::string_view purpose = "anban evidence text v1";
  const Digest own = keyed_hash(key.view(), purpose);
  const Digest mac = keyed_hash(own.view(), text);
  return to_hex(mac.view().substr(0, mac_bytes));
}

}  // namespace anban::evidence
