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
