// SPDX-License-Identifier: Apache-2.0
// How much of an ordinary reply a stream holds back, and for how long: after every code point that
// a model sends, the code points that the person cannot see yet. Run from the repository root.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <fmt/core.h>

#include "pack/lexicon.h"
#include "replies.h"
#include "signals/build_observer.h"

namespace {

using namespace anban;

pack::Pack shipped_pack() {
  pack::Pack pack;
  pack.id = "cn-2026";
  pack::Faults faults;
  for (const auto& entry : std::filesystem::directory_iterator("packs/cn-2026/lexicons")) {
    std::ifstream file(entry.path());
    const std::string text((std::istreambuf_iterator<char>(file)), {});
    pack.lexicons.push_back(pack::parse_lexicon(text, entry.path().filename().string(), faults));
  }
  return pack;
}

std::size_t width_at(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
  return end - at;
}

}  // namespace

int main() {
  const signals::Detectors detectors = signals::build_detectors(shipped_pack());
  std::vector<std::size_t> held;
  std::size_t cut = 0;
  for (const std::string_view reply : bench::replies) {
    const auto screen = detectors.screens->make({}, signals::Holding::suspicion);
    for (std::size_t at = 0; at < reply.size();) {
      const std::size_t width = width_at(reply, at);
      const signals::ScreenStep step = screen->feed(reply.substr(at, width));
      if (step.cut) {
        ++cut;
        break;
      }
      held.push_back(screen->held());
      at += width;
    }
  }
  if (held.empty()) return 1;
  std::size_t sum = 0;
  for (const std::size_t each : held) sum += each;
  std::sort(held.begin(), held.end());
  fmt::print("{{\"replies\":{},\"cut\":{},\"mean\":{:.4f},\"p99\":{},\"most\":{}}}\n",
             bench::replies.size(), cut,
             static_cast<double>(sum) / static_cast<double>(held.size()),
             held[held.size() * 99 / 100], held.back());
  return 0;
}
