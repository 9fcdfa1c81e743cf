// SPDX-License-Identifier: Apache-2.0
// Counts and ages of word lists. A word counts once for each kind, however many lists hold it.
#include "pack/lexicon_stats.h"

#include <algorithm>
#include <set>
#include <string_view>

namespace anban::pack {
namespace {

int days_between(LocalDate from, LocalDate to) {
  const auto days = [](LocalDate date) {
    return std::chrono::sys_days(std::chrono::year(date.year) /
                                 std::chrono::month(static_cast<unsigned>(date.month)) /
                                 std::chrono::day(static_cast<unsigned>(date.day)));
  };
  return static_cast<int>((days(to) - days(from)).count());
}

std::size_t needed_for(const Category& category) {
  if (category.group == "A.1") return a1_words_needed;
  if (category.group == "A.2") return a2_words_needed;
  return 0;
}

using WordsByKind = std::map<std::string_view, std::set<std::string_view>>;

void add_list(const Lexicon& list, Milliseconds stale_after, LocalDate today, LexiconStats& stats,
              WordsByKind& words) {
  for (const WordRule& rule : list.rules) {
    if (rule.tier != Tier::ignore) words[list.kind].insert(rule.word);
  }
  LexiconAge age{list.id, list.updated,  days_between(list.updated, today),
                 false,   list.imported, list.rules.size()};
  age.stale = std::chrono::days(age.age_days) > stale_after;
  stats.any_stale = stats.any_stale || age.stale;
  stats.lists.push_back(std::move(age));
}

}  // namespace

LexiconStats lexicon_stats(const Pack& pack, std::span<const Lexicon> imported, LocalDate today) {
  LexiconStats stats;
  WordsByKind words;
  const Milliseconds stale_after = pack.params.content.lexicon_stale_after;
  for (const Lexicon& list : pack.lexicons) add_list(list, stale_after, today, stats, words);
  for (const Lexicon& list : imported) add_list(list, stale_after, today, stats, words);
  stats.meets_scale = true;
  for (const Category& category : pack.taxonomy) {
    const auto found = words.find(category.id);
    KindCount count{category.id, found == words.end() ? 0 : found->second.size(),
                    needed_for(category)};
    if (found != words.end()) words.erase(found);
    stats.total += count.words;
    stats.meets_scale = stats.meets_scale && count.words >= count.needed;
    stats.kinds.push_back(std::move(count));
  }
  std::size_t unclassified = 0;
  for (const auto& [kind, rest] : words) unclassified += rest.size();
  if (unclassified > 0) stats.kinds.push_back({"unclassified", unclassified, 0});
  stats.total += unclassified;
  stats.meets_scale = stats.meets_scale && stats.total >= lexicon_words_needed;
  return stats;
}

}  // namespace anban::pack
