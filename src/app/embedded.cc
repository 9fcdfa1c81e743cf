// SPDX-License-Identifier: Apache-2.0
// Access to the tables that the build embeds.
#include "app/installation.h"

extern "C" {
extern const anban::EmbeddedFile anban_embedded_packs[];
extern const anban::EmbeddedFile anban_embedded_openapi[];
#ifdef ANBAN_WITH_PAGES
extern const anban::EmbeddedFile anban_embedded_pages[];
#endif
}

namespace anban::app {

const EmbeddedFile* embedded_packs() { return anban_embedded_packs; }

Result<pack::PackSource> pack_source(const std::filesystem::path& folder, std::string_view id) {
  return pack::whole_source(id, [&](std::string_view each) -> Result<pack::PackSource> {
    if (!folder.empty()) return pack::source_from_directory(folder / each);
    return pack::source_from_embedded(anban_embedded_packs, each);
  });
}

const EmbeddedFile* embedded_pages() {
#ifdef ANBAN_WITH_PAGES
  return anban_embedded_pages;
#else
  return nullptr;
#endif
}

std::string_view embedded_openapi() {
  const EmbeddedFile* file = find_embedded(anban_embedded_openapi, "openapi.json");
  return file == nullptr ? std::string_view("{}") : file->body();
}

}  // namespace anban::app
