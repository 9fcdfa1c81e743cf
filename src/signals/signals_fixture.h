// SPDX-License-Identifier: Apache-2.0
// For tests in signals/: detectors over the word lists of packs/cn-2026, and ways to ask about many
// sentences at once. Every sentence that is judged otherwise than expected is printed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "pack/pack.h"
#include "signals/build_observer.h"

namespace anban::signals::fixture {

/// The lists of packs/cn-2026 (signals_fixture_test.cc reads them).
pack::Pack shipped_pack();

inline const Detectors& detectors() {
  static const Detectors all = build_detectors(shipped_pack());
  return all;
}

inline Findings found(std::string_view text, Role role = Role::user) {
  return detectors().observer->observe(text, role);
}

inline bool has(const Findings& findings, Category category, std::string_view kind = {}) {
  for (const Finding& each : findings) {
    if (each.decided && each.category == category && (kind.empty() || each.kind == kind))
      return true;
  }
  return false;
}

inline std::string listed(const Findings& findings) {
  std::string out;
  for (const Finding& each : findings) {
    out += std::string(name_of(each.category)) + ":" + each.kind + (each.decided ? " " : "? ");
  }
  return out;
}

using Texts = std::vector<std::string_view>;

inline void expect_each(Category category, const Texts& texts, Role role = Role::user) {
  for (const std::string_view text : texts) {
    const Findings findings = found(text, role);
    EXPECT_TRUE(has(findings, category)) << text << "  -> " << listed(findings);
  }
}

inline void expect_none(Category category, const Texts& texts, Role role = Role::user) {
  for (const std::string_view text : texts) {
    const Findings findings = found(text, role);
    EXPECT_FALSE(has(findings, category)) << text << "  -> " << listed(findings);
  }
}

}  // namespace anban::signals::fixture
