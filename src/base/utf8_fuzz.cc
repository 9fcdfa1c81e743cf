// SPDX-License-Identifier: Apache-2.0
// Any bytes: walks end, agree with the check, and valid text comes back byte for byte.
#include <string>
#include <string_view>

#include "base/ensure.h"
#include "base/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  std::string again;
  std::size_t points = 0;
  for (std::size_t at = 0; at < text.size(); ++points) {
    const std::size_t before = at;
    anban::append_utf8(again, anban::next_code_point(text, at));
    anban::ensure(at > before && at <= text.size(), "a walk moves on and stays inside");
  }
  anban::ensure(anban::is_valid_utf8(again), "what a walk yields is UTF-8");
  const bool valid = anban::is_valid_utf8(text);
  anban::ensure(valid == (again == text), "only valid text comes back unchanged");
  const std::size_t whole = anban::whole_code_points(text);
  anban::ensure(whole <= size && size - whole <= 3, "at most three bytes are held back");
  if (valid) {
    anban::ensure(whole == size, "nothing of valid text is held back");
    anban::ensure(anban::count_code_points(text) == points, "counting agrees with walking");
    anban::ensure(anban::byte_offset_of(text, points) == size, "the last point ends the text");
  }
  return 0;
}
