// SPDX-License-Identifier: Apache-2.0
// For fuzz targets: detectors over a small list of words with every tier and condition, so that
// short inputs reach them.
#pragma once

#include <string_view>

#include "pack/lexicon.h"
#include "signals/build_observer.h"

namespace anban::signals::fuzzing {

inline const Detectors& detectors() {
  static const Detectors all = [] {
    constexpr std::string_view list =
        "# id: fuzz\n# category: fraud\n# kind: A.1-6\n# roles: user assistant character_card\n"
        "# updated: 2026-11-22\n# source: a fuzz target, CC BY 4.0\n"
        "ab\nabc | ignore\nxabcd | ignore\ncd ef\n甲乙\n甲乙丙丁\n乙丙 | ignore\n戊 | signal\n"
        "己庚 | needs: 辛, z\n壬癸 | unless: 辛\n子丑 | near: 寅 within 3\naa\naaa | ignore\n";
    pack::Pack pack;
    pack.id = "fuzz";
    pack.hash_text = "sha256:0";
    pack::Faults faults;
    pack.lexicons.push_back(pack::parse_lexicon(list, "fuzz.txt", faults));
    return build_detectors(pack);
  }();
  return all;
}

}  // namespace anban::signals::fuzzing
