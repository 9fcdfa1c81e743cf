// SPDX-License-Identifier: Apache-2.0
// Whatever somebody hands in as a proof or a checkpoint: it neither crashes nor convinces.
#include <cstdint>
#include <cstdlib>

#include "evidence/checkpoint.h"
#include "evidence/prove.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const anban::Bytes nobodys_key(32, 'k');
  const auto proved = anban::evidence::check_proof(input, nobodys_key);
  if (proved) std::abort();
  const auto checkpoint = anban::evidence::checkpoint_from_note(input);
  if (!checkpoint) return 0;
  const auto note = anban::evidence::signed_note(*checkpoint, nobodys_key);
  const auto again = anban::evidence::checkpoint_from_note(note);
  if (!again || again->size != checkpoint->size || again->root != checkpoint->root ||
      again->signature != checkpoint->signature) {
    std::abort();
  }
  return 0;
}
