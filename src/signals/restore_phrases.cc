// SPDX-License-Identifier: Apache-2.0
// A phrase of several classes and lists has the greatest of its weights.
#include "signals/restore_phrases.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "signals/normalise.h"

namespace anban::signals {
namespace {

bool is_crisis(Category category) {
  return category == Category::crisis_tier1 || category == Category::crisis_tier2;
}

/// Themes are everyday words; nobody hides them.
std::vector<bool> themes_of(const RuleTable& table) {
  std::vector<bool> theme(table.class_names.size(), false);
  for (const auto& [id, roles] : table.themes) theme[id] = true;
  return theme;
}

/// The weight of each class of the table.
std::vector<Weight> weights_of(const RuleTable& table) {
  std::vector<Weight> weights(table.class_names.size(), Weight::cue);
  for (const Rule& rule : table.rules) {
    if (rule.open) continue;
    const Weight weight = is_crisis(rule.category) ? Weight::urgent : Weight::grave;
    for (const RuleItem& item : rule.items) {
      for (const ClassId id : item.any) {
        if (table.common[id] || id < static_cast<ClassId>(Known::count_)) continue;
        weights[id] = std::max(weights[id], weight);
      }
    }
  }
  return weights;
}

}  // namespace

Restorer restorer_for(const RuleTable& table, const pack::Pack& pack) {
  std::unordered_map<std::u32string, Weight> phrases;
  phrases.reserve(table.phrases.size());
  std::unordered_set<std::string_view> known_cues;  // conditions are the same for many words
  const auto add = [&](const std::vector<char32_t>& points, Weight weight) {
    const auto at = phrases.try_emplace(std::u32string(points.begin(), points.end()), weight).first;
    at->second = std::max(at->second, weight);
  };
  const std::vector<Weight> weights = weights_of(table);
  const std::vector<bool> theme = themes_of(table);
  for (const ClassPhrase& each : table.phrases) {
    if (!theme[each.id] && !each.open) add(each.points, weights[each.id]);
  }
  for (const pack::Lexicon& lexicon : pack.lexicons) {
    for (const pack::WordRule& rule : lexicon.rules) {
      add(normalise_phrase(rule.word),
          rule.tier == pack::Tier::block ? Weight::urgent : Weight::cue);
      for (const auto* list : {&rule.needs, &rule.unless, &rule.near}) {
        for (const std::string& each : *list) {
          if (known_cues.insert(each).second) add(normalise_phrase(each), Weight::cue);
        }
      }
    }
  }
  std::vector<const std::pair<const std::u32string, Weight>*> in_order;
  in_order.reserve(phrases.size());
  for (const auto& each : phrases) in_order.push_back(&each);
  std::sort(in_order.begin(), in_order.end(),
            [](const auto* a, const auto* b) { return a->first < b->first; });
  Restorer restorer;
  for (const auto* each : in_order) restorer.add(each->first, each->second);
  restorer.build();
  return restorer;
}

LatinSpelling latin_spelling_for(const RuleTable& table, const pack::Pack& pack) {
  const std::vector<bool> theme = themes_of(table);
  LatinSpelling spelling;
  for (const ClassPhrase& each : table.phrases) {
    if (!theme[each.id] && !each.open) spelling.add(each.points);
  }
  for (const pack::Lexicon& lexicon : pack.lexicons) {
    for (const pack::WordRule& rule : lexicon.rules) spelling.add(normalise_phrase(rule.word));
  }
  return spelling;
}

void to_original(const Restored& restored, Findings& findings) {
  std::erase_if(findings, [](const Finding& each) { return each.category == Category::pi; });
  for (Finding& each : findings) {
    for (const Span& place : restored.uncertain) {
      const bool alone = each.span.start >= place.start && each.span.end <= place.end;
      if (alone) each.decided = false;
    }
    if (each.span.end <= each.span.start) continue;
    each.span = {restored.text.units[each.span.start].origin, restored.ends[each.span.end - 1]};
  }
}

}  // namespace anban::signals
