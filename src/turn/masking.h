// SPDX-License-Identifier: Apache-2.0
// Masking (Art. 8(3), 16; O-27): personal numbers and addresses that a person volunteers go to the
// model server as marks ("[手机号1]"), and the marks of its reply are put back before anybody sees
// or records it. One value has one mark in all texts of a request; nothing else is changed. Names
// of functions and ids of calls are the app's own and stay, since servers refuse others.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "signals/finding.h"

namespace anban {

/// The marks of one turn: what was hidden and what stands for it.
class Masks {
 public:
  /// Marks in Chinese ("[手机号1]") for a locale that begins with "zh", else "[PHONE_1]".
  explicit Masks(std::string_view locale = "zh-CN") : chinese_(locale.starts_with("zh")) {}

  /// What stands in `text` as if it were a mark, in whatever brackets and width ("［手机号１］"),
  /// is given to no value: what a person typed is never replaced. Before the first mask().
  void spare(std::string_view text);
  /// Valid UTF-8 `text` with a mark for each identifier, also for those that are hidden in escapes
  /// of JSON ("\u0031"). Linear; a text without letters, digits or house numbers costs a walk.
  std::string mask(std::string_view text);
  /// The same for members of an object in JSON (tool calls, tools, stop), which stay JSON.
  std::string mask_json(std::string_view members);

  bool empty() const { return originals_.empty(); }
  /// `text` with its marks put back, escaped as in a JSON string.
  std::string restored_json(std::string_view text) const;

 private:
  friend class Unmasking;
  struct Hidden {
    std::size_t from;  // bytes
    std::size_t to;
    std::string mark;
  };
  std::vector<Hidden> hidden_in(std::string_view text);
  std::string mask_plain(std::string_view text);
  std::string mask_plain_json(std::string_view members);
  const std::string& mark_for(const signals::Finding& found, std::u32string value,
                              std::string_view original);

  bool chinese_;
  std::set<std::string, std::less<>> spared_;
  std::map<std::pair<std::string, std::u32string>, std::string> marks_;  // by kind and value
  std::map<std::string, std::size_t, std::less<>> numbers_;              // by kind, the last given
  std::map<std::string, std::string, std::less<>> originals_;            // by mark
  std::size_t longest_ = 0;                                              // bytes of a mark
};

/// Puts marks back in a reply as it comes, cut anywhere. Holds back only what can still become a
/// mark; loses nothing; leaves marks that were never given as they are.
class Unmasking {
 public:
  explicit Unmasking(const Masks& masks) : masks_(masks) {}
  /// What can be said now.
  std::string feed(std::string_view piece);
  /// The reply ends: what was held.
  std::string finish();

 private:
  const Masks& masks_;
  std::string held_;
};

}  // namespace anban
