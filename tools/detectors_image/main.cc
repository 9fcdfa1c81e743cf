// SPDX-License-Identifier: Apache-2.0
// detectors_image PACK OUT SOURCES...: what the build embeds so that the server's detectors are
// ready at start (src/signals/detectors_image.h). Writes rules.image and words.image into the
// folder OUT, for the pack in the folder PACK; SOURCES are folders whose files say how word lists
// are read, and an image is known by their digest.
#include <filesystem>
#include <fstream>
#include <string>

#include "base/embedded.h"
#include "base/event_log.h"
#include "pack/load.h"
#include "pack/source.h"
#include "signals/detectors_image.h"

extern "C" {
// The images that this makes are not in it.
extern const anban::EmbeddedFile anban_embedded_detectors[];
const anban::EmbeddedFile anban_embedded_detectors[] = {{nullptr, nullptr, nullptr}};
}

namespace {

using namespace anban;

int give_up(const std::string& why) {
  EventLog(Level::error, standard_error_sink()).error("detectors_image.failed", {{"why", why}});
  return 1;
}

bool write(const std::filesystem::path& file, const std::string& bytes) {
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  return out.good();
}

Result<Digest> digest_of(int count, char** folders) {
  std::string all;
  for (int i = 0; i < count; ++i) {
    const auto source = pack::source_from_directory(folders[i]);
    if (!source) return failed(source);
    all += pack::hash_of(*source).view();
  }
  return sha256(all);
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 4) return give_up("PACK OUT SOURCES...");
  const auto files = pack::source_from_directory(arguments[1]);
  if (!files) return give_up(files.error().detail);
  const pack::Loaded pack = pack::load_pack(*files);
  if (!pack) return give_up(pack::to_text(pack.error()));
  const auto sources = digest_of(count - 3, arguments + 3);
  if (!sources) return give_up(sources.error().detail);
  const signals::MadeImages made = signals::make_images(**pack, *sources);
  const std::filesystem::path out = arguments[2];
  std::filesystem::create_directories(out);
  if (!write(out / "rules.image", made.rules) || !write(out / "words.image", made.words)) {
    return give_up("cannot write into " + out.string());
  }
  return 0;
}
