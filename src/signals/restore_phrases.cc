// SPDX-License-Identifier: Apache-2.0
// A phrase of several classes and lists has the greatest of its weights.
#include "signals/restore_phrases.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "signals/sounds.h"

namespace anban::signals {
namespace {

bool is_crisis(Category category) {
  return category == Category::crisis_tier1 || category == Category::crisis_tier2;
}

/// The weight of each class of the table.
std::vector<Weight> weights_of(const RuleTable& table) {
  std::vector<Weight> weights(table.class_names.size(), Weight::cue);
  for (const Rule& rule : table.rules) {
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

/// What everybody says all the time is not worth hiding ("想法").
bool is_common(std::string_view phrase) {
  constexpr std::uint32_t common_most = 1500;
  std::u32string points;
  for (std::size_t at = 0; at < phrase.size();) points += next_code_point(phrase, at);
  return rank_of_word(points) <= common_most;
}

}  // namespace

Restorer restorer_for(const RuleTable& table, const pack::Pack& pack) {
  std::map<std::string, Weight, std::less<>> phrases;
  const auto add = [&](const std::string& phrase, Weight weight) {
    const auto at = phrases.try_emplace(phrase, weight).first;
    at->second = std::max(at->second, weight);
  };
  const std::vector<Weight> weights = weights_of(table);
  // Themes are everyday words; nobody hides them.
  std::vector<bool> theme(table.class_names.size(), false);
  for (const auto& [id, roles] : table.themes) theme[id] = true;
  for (const auto& [phrase, id] : table.phrases) {
    if (!theme[id]) add(phrase, weights[id]);
  }
  for (const pack::Lexicon& lexicon : pack.lexicons) {
    for (const pack::WordRule& rule : lexicon.rules) {
      add(rule.word, rule.tier == pack::Tier::block ? Weight::urgent : Weight::cue);
      for (const auto* list : {&rule.needs, &rule.unless, &rule.near}) {
        for (const std::string& each : *list) add(each, Weight::cue);
      }
    }
  }
  Restorer restorer;
  for (const auto& [phrase, weight] : phrases) {
    restorer.add(phrase, is_common(phrase) ? std::min(weight, Weight::cue) : weight);
  }
  restorer.build();
  return restorer;
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
