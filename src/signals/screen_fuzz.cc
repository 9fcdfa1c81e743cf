// SPDX-License-Identifier: Apache-2.0
// The first byte chooses mode and chunks. In any chunks the same is shown; without a cut the text
// arrives byte for byte; with one, what was shown is its beginning.
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>

#include "signals/screen_fuzz_pack.h"

namespace {

using namespace anban::signals;

struct Shown {
  std::string text;
  std::optional<Finding> cut;
};

Shown show(std::string_view text, Holding holding, std::size_t chunk) {
  const auto screen = fuzzing::detectors().screens->make({}, holding);
  Shown shown;
  for (std::size_t at = 0; at < text.size(); at += chunk) {
    ScreenStep step = screen->feed(text.substr(at, chunk));
    shown.text += step.release;
  }
  ScreenStep step = screen->finish();
  shown.text += step.release;
  shown.cut = step.cut;
  return shown;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto holding = static_cast<Holding>(data[0] % 3);
  const Shown whole = show(text, holding, text.size() + 1);
  const Shown parts = show(text, holding, 1 + data[0] / 3 % 7);
  if (whole.text != parts.text || whole.cut != parts.cut) std::abort();
  if (!whole.cut && whole.text != text) std::abort();
  if (!text.starts_with(whole.text)) std::abort();
  return 0;
}
