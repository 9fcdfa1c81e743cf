// SPDX-License-Identifier: Apache-2.0
// Files that the build put into the program (cmake/anban_embed.cmake): a table ended by a null
// name.
#pragma once

#include <string_view>

namespace anban {

struct EmbeddedFile {
  const char* name;  // path below the embedded folder, with '/'
  const char* begin;
  const char* end;
  std::string_view body() const { return {begin, static_cast<std::size_t>(end - begin)}; }
};

/// The file of `table` called `name`, or null.
inline const EmbeddedFile* find_embedded(const EmbeddedFile* table, std::string_view name) {
  for (; table->name != nullptr; ++table) {
    if (name == table->name) return table;
  }
  return nullptr;
}

}  // namespace anban
