// SPDX-License-Identifier: Apache-2.0
// For tests only: the shipped pack's files without its word lists, with one small list of our own,
// and ways to spoil them. A test spoils one thing and states which fault it expects.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "pack/load.h"

namespace anban::pack::fixture {

inline constexpr std::string_view small_list =
    "# id: small\n# category: fraud\n# kind: A.1-6\n# roles: user assistant\n"
    "# updated: 2026-08-01\n# source: a test\n安全账户\n转账 | signal | needs: 客服, 验证码\n";

inline PackSource sound_source() {
  static const Result<PackSource> shipped =
      source_from_directory(std::string(ANBAN_SOURCE_DIR) + "/packs/cn-2026");
  EXPECT_TRUE(shipped.has_value());
  PackSource source;
  if (!shipped) return source;
  for (const PackFile& file : *shipped) {
    const bool list = file.name.starts_with("lexicons/");
    if (!list && !file.name.starts_with("examples/")) source.push_back(file);
  }
  source.push_back({"lexicons/small.txt", std::string(small_list)});
  return source;
}

inline std::string& bytes_of(PackSource& source, std::string_view name) {
  const auto found = std::find_if(source.begin(), source.end(),
                                  [&](const PackFile& file) { return file.name == name; });
  EXPECT_NE(found, source.end()) << name;
  return found->bytes;
}

/// Puts `after` in place of the first `before` in the file.
inline void replace(PackSource& source, std::string_view name, std::string_view before,
                    std::string_view after) {
  std::string& bytes = bytes_of(source, name);
  const std::size_t at = bytes.find(before);
  ASSERT_NE(at, std::string::npos) << before;
  bytes.replace(at, before.size(), after);
}

inline void remove(PackSource& source, std::string_view name) {
  std::erase_if(source, [&](const PackFile& file) { return file.name == name; });
}

/// A copy that a test may change.
inline std::shared_ptr<Pack> sound_pack() {
  static const Loaded loaded = load_pack(sound_source());
  EXPECT_TRUE(loaded.has_value()) << to_text(loaded.error());
  return loaded ? std::make_shared<Pack>(**loaded) : nullptr;
}

/// Every fault as text, or "" for a sound pack.
inline std::string faults_of(const PackSource& source, const PackSource& overlay = {}) {
  const Loaded loaded = load_pack(source, overlay);
  return loaded ? std::string() : to_text(loaded.error());
}

inline bool holds(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// The 1-based line on which `part` first stands in the file.
inline int line_of(PackSource& source, std::string_view name, std::string_view part) {
  const std::string& bytes = bytes_of(source, name);
  const std::size_t at = bytes.find(part);
  EXPECT_NE(at, std::string::npos);
  return 1 + static_cast<int>(
                 std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

}  // namespace anban::pack::fixture
