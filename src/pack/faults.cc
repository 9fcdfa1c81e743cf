// SPDX-License-Identifier: Apache-2.0
// Faults as text and in the order in which an editor would walk through them.
#include "pack/faults.h"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

namespace anban::pack {

std::string to_text(const Fault& fault) {
  return fmt::format("{}:{}:{}: {}", fault.file, fault.line, fault.column, fault.message);
}

std::string to_text(const std::vector<Fault>& faults) {
  std::string text;
  for (const Fault& fault : faults) text += to_text(fault) + "\n";
  return text;
}

std::vector<Fault> Faults::take() {
  std::sort(all_.begin(), all_.end(), [](const Fault& a, const Fault& b) {
    return std::tie(a.file, a.line, a.column, a.message) <
           std::tie(b.file, b.line, b.column, b.message);
  });
  return std::move(all_);
}

}  // namespace anban::pack
