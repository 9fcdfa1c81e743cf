// SPDX-License-Identifier: Apache-2.0
// Rules in an image: plain records of the rules and their items, and all class ids behind one
// another. They are put together again; what leads from a class to its rules is read in place.
#include <algorithm>
#include <bit>

#include "signals/rules.h"

namespace anban::signals {
namespace {

struct PlainRule {
  Category category;
  std::uint8_t decides;
  std::uint8_t open;
  std::uint8_t roles;
  std::uint16_t guards;
  std::uint16_t items;
  std::uint32_t strength;  // the bits of the number
};
struct PlainItem {
  std::uint32_t gap;
  std::uint16_t ids;
  std::uint8_t clause_begin;
  std::uint8_t clause_end;
};

struct PlainRules {
  Kept<PlainRule> rules;
  Kept<PlainItem> items;
  Kept<ClassId> ids;
  std::vector<std::string> kinds;
};

/// The next item, of `ids` from `at` on; nothing where they end or name no class.
std::optional<RuleItem> item_of(const PlainItem& plain, std::span<const ClassId> ids,
                                std::size_t at, std::size_t classes) {
  if (plain.ids == 0 || ids.size() - at < plain.ids) return std::nullopt;
  const auto own = ids.subspan(at, plain.ids);
  RuleItem item;
  item.any.assign(own.begin(), own.end());
  for (const ClassId id : own) {
    if (id >= classes) return std::nullopt;
    item.bits |= bit_of(id);
  }
  item.gap = plain.gap;
  item.clause_begin = plain.clause_begin != 0;
  item.clause_end = plain.clause_end != 0;
  return item;
}

std::optional<std::vector<Rule>> rules_of(const PlainRules& plain, std::size_t classes) {
  std::vector<Rule> rules;
  rules.reserve(plain.rules.size());
  std::size_t item = 0;
  std::size_t id = 0;
  for (const PlainRule& each : plain.rules) {
    if (each.category >= Category::count_ || each.items == 0) return std::nullopt;
    Rule& rule = rules.emplace_back();
    rule.category = each.category;
    rule.kind = plain.kinds[rules.size() - 1];
    rule.strength = std::bit_cast<float>(each.strength);
    rule.decides = each.decides != 0;
    rule.open = each.open != 0;
    rule.guards = each.guards;
    rule.roles = each.roles;
    rule.items.reserve(each.items);
    for (std::size_t i = 0; i < each.items; ++i, ++item) {
      if (item == plain.items.size()) return std::nullopt;
      auto made = item_of(plain.items[item], plain.ids.all(), id, classes);
      if (!made) return std::nullopt;
      id += made->any.size();
      rule.items.push_back(std::move(*made));
    }
  }
  return rules;
}

}  // namespace

void RuleSet::write(ImageWriter& image) const {
  std::vector<PlainRule> rules;
  std::vector<PlainItem> items;
  std::vector<ClassId> ids;
  std::vector<std::string> kinds;
  for (const Rule& rule : rules_) {
    rules.push_back({rule.category, rule.decides, rule.open, rule.roles, rule.guards,
                     static_cast<std::uint16_t>(rule.items.size()),
                     std::bit_cast<std::uint32_t>(rule.strength)});
    kinds.push_back(rule.kind);
    for (const RuleItem& item : rule.items) {
      items.push_back({item.gap, static_cast<std::uint16_t>(item.any.size()), item.clause_begin,
                       item.clause_end});
      ids.insert(ids.end(), item.any.begin(), item.any.end());
    }
  }
  image.put(rules);
  image.put(items);
  image.put(ids);
  image.put_texts(kinds);
  for (const Index* each : {&anchored_, &using_}) {
    image.put(each->first);
    image.put(each->rules);
  }
}

std::optional<RuleSet> RuleSet::read(ImageReader& image, std::size_t classes) {
  PlainRules plain;
  RuleSet set;
  if (!image.take(plain.rules) || !image.take(plain.items) || !image.take(plain.ids) ||
      !image.take_texts(plain.kinds) || plain.kinds.size() != plain.rules.size() ||
      !set.anchored_.read(image) || !set.using_.read(image)) {
    return std::nullopt;
  }
  auto rules = rules_of(plain, classes);
  if (!rules || !set.anchored_.is_sound(classes, rules->size()) ||
      !set.using_.is_sound(classes, rules->size())) {
    return std::nullopt;
  }
  set.rules_ = std::move(*rules);
  set.classes_ = classes;
  return set;
}

bool RuleSet::Index::read(ImageReader& image) { return image.take(first) && image.take(rules); }

bool RuleSet::Index::is_sound(std::size_t classes, std::size_t rule_count) const {
  return first.size() == classes + 1 && first[classes] <= rules.size() &&
         std::is_sorted(first.begin(), first.end()) &&
         std::all_of(rules.begin(), rules.end(), [&](std::uint16_t r) { return r < rule_count; });
}

}  // namespace anban::signals
