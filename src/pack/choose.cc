// SPDX-License-Identifier: Apache-2.0
// Choosing and merging packs. A merged pack is a pack like any other: it has one hash, made of the
// hashes of its parts, so a record says exactly what held.
#include "pack/choose.h"

#include <algorithm>

#include "base/bytes.h"
#include "base/ensure.h"
#include "pack/param_fields.h"

namespace anban::pack {
namespace {

bool holds_in(const Pack& pack, std::string_view region) {
  const std::string& jurisdiction = pack.jurisdiction;
  return region == jurisdiction ||
         (region.starts_with(jurisdiction) && region.substr(jurisdiction.size()).starts_with('-'));
}

PackList in_region(const PackList& loaded, std::string_view region) {
  PackList found;
  for (const auto& pack : loaded) {
    if (holds_in(*pack, region)) found.push_back(pack);
  }
  if (found.empty() && !loaded.empty()) found.push_back(loaded.front());
  return found;
}

PackList without_replaced(const PackList& packs) {
  PackList kept;
  for (const auto& pack : packs) {
    const bool replaced = std::any_of(packs.begin(), packs.end(), [&](const auto& other) {
      return other != pack && other->replaces == pack->id;
    });
    if (!replaced) kept.push_back(pack);
  }
  return kept;
}

void merge_parameters(Pack& merged, const Pack& other) {
  for (const ParamField& field : param_fields()) {
    const ParamValue ours = value_of(field, merged.params);
    const ParamValue theirs = value_of(field, other.params);
    if (strictness(field, theirs, ours) != std::partial_ordering::greater) continue;
    set_value(field, merged.params, theirs);
    set_value(field, merged.limits, value_of(field, other.limits));
    const auto note = other.param_notes.find(field.name);
    if (note != other.param_notes.end()) merged.param_notes[note->first] = note->second;
  }
}

void merge_lists(Pack& merged, const Pack& other) {
  for (const Obligation& each : other.obligations) {
    if (merged.obligation(each.number) != nullptr) continue;
    merged.obligations.push_back(each);
    std::sort(merged.obligations.begin(), merged.obligations.end(),
              [](const Obligation& a, const Obligation& b) { return a.number < b.number; });
  }
  for (const Lexicon& list : other.lexicons) {
    const bool known = std::any_of(merged.lexicons.begin(), merged.lexicons.end(),
                                   [&](const Lexicon& each) { return each.id == list.id; });
    merged.lexicons.push_back(list);
    // Two packs may have lists of one name; both hold, so the second is renamed.
    if (known) merged.lexicons.back().id = other.id + "/" + list.id;
  }
  for (const HelpLine& line : other.help_lines) {
    const bool known =
        std::any_of(merged.help_lines.begin(), merged.help_lines.end(),
                    [&](const HelpLine& each) { return each.number == line.number; });
    if (!known) merged.help_lines.push_back(line);
  }
  for (const Category& category : other.taxonomy) {
    const bool known = std::any_of(merged.taxonomy.begin(), merged.taxonomy.end(),
                                   [&](const Category& each) { return each.id == category.id; });
    if (!known) merged.taxonomy.push_back(category);
  }
}

}  // namespace

PackList packs_for(const PackList& loaded, std::string_view region, Instant now) {
  const PackList local = in_region(loaded, region);
  PackList in_force;
  for (const auto& pack : local) {
    if (pack->force_at(now) == Force::enforced) in_force.push_back(pack);
  }
  return without_replaced(in_force.empty() ? local : in_force);
}

std::shared_ptr<const Pack> strictest_of(const PackList& packs) {
  ensure(!packs.empty(), "packs_for always finds a pack where one is loaded");
  if (packs.size() == 1) return packs.front();
  auto merged = std::make_shared<Pack>(*packs.front());
  Bytes hashes(packs.front()->hash.view());
  for (std::size_t i = 1; i < packs.size(); ++i) {
    merge_parameters(*merged, *packs[i]);
    merge_lists(*merged, *packs[i]);
    merged->id += "+" + packs[i]->id;
    merged->sources.insert(merged->sources.end(), packs[i]->sources.begin(),
                           packs[i]->sources.end());
    hashes += packs[i]->hash.view();
  }
  merged->hash = sha256(hashes);
  merged->hash_text = "sha256:" + to_hex(merged->hash.view());
  return merged;
}

}  // namespace anban::pack
