// SPDX-License-Identifier: Apache-2.0
// What a loaded pack answers: words, citations, and whether it is in force yet.
#include "pack/pack.h"

#include <algorithm>

#include "base/ensure.h"

namespace anban::pack {
namespace {

using Words = std::map<std::string, std::string, std::less<>>;

const Words& words_for(const Texts& texts, std::string_view locale) {
  ensure(!texts.words.empty(), "the loader refuses a pack without texts");
  if (const auto exact = texts.words.find(locale); exact != texts.words.end()) {
    return exact->second;
  }
  const std::string_view nearest = locale.starts_with("zh") ? "zh-CN" : "en";
  const auto found = texts.words.find(nearest);
  return found != texts.words.end() ? found->second : texts.words.begin()->second;
}

}  // namespace

std::string_view Texts::say(std::string_view locale, TextKey key) const {
  const Words& all = words_for(*this, locale);
  const auto found = all.find(key.name);
  ensure(found != all.end(), "the loader checks that every locale has every text");
  return found->second;
}

std::string Texts::say(std::string_view locale, TextKey key, const Placeholders& with) const {
  const std::string_view pattern = say(locale, key);
  std::string filled;
  filled.reserve(pattern.size() + 64);
  // One pass: what is filled in is never read again, so a value in braces stays as it is.
  for (std::size_t at = 0; at < pattern.size();) {
    const std::size_t close = pattern[at] == '{' ? pattern.find('}', at) : std::string_view::npos;
    if (close == std::string_view::npos) {
      filled += pattern[at++];
      continue;
    }
    const std::string_view name = pattern.substr(at + 1, close - at - 1);
    const auto value = std::find_if(with.begin(), with.end(),
                                    [&](const auto& each) { return each.first == name; });
    filled +=
        value == with.end() ? pattern.substr(at, close - at + 1) : std::string_view(value->second);
    at = close + 1;
  }
  return filled;
}

Force Pack::force_at(Instant now) const {
  return now < instant_of(in_force_from, Seconds(0), default_time_zone) ? Force::advisory
                                                                        : Force::enforced;
}

const Obligation* Pack::obligation(int number) const {
  const auto found =
      std::lower_bound(obligations.begin(), obligations.end(), number,
                       [](const Obligation& each, int wanted) { return each.number < wanted; });
  return found != obligations.end() && found->number == number ? &*found : nullptr;
}

std::string_view Pack::basis(int number) const {
  const Obligation* found = obligation(number);
  return found == nullptr ? std::string_view() : std::string_view(found->citation);
}

}  // namespace anban::pack
