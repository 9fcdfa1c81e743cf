// SPDX-License-Identifier: Apache-2.0
// Commands over policy packs.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "app/commands.h"
#include "app/installation.h"
#include "pack/coverage.h"
#include "pack/diff.h"
#include "pack/load.h"

namespace anban::app {
namespace {

Result<pack::PackSource> base_of(const PolicyOptions& options) {
  return pack_source(options.packs_folder, options.pack);
}

Result<pack::Loaded> loaded_of(const PolicyOptions& options) {
  const Result<pack::PackSource> base = base_of(options);
  if (!base) return failed(base);
  pack::PackSource overlay;
  if (!options.overlay_folder.empty()) {
    auto source = pack::source_from_directory(options.overlay_folder);
    if (!source) return failed(source);
    overlay = std::move(*source);
  }
  return pack::load_pack(*base, overlay);
}

void print(const std::string& text) { std::fputs((text + "\n").c_str(), stdout); }

bool may_name_tests(const std::filesystem::path& file) {
  const std::string name = file.filename().string();
  return name.ends_with("_test.cc") || name.ends_with(".scenario") || name.ends_with(".mjs");
}

/// Files below `folder` that can name tests; build folders and packages are left out.
pack::PackSource sources_below(const std::filesystem::path& folder) {
  pack::PackSource out;
  for (const char* part : {"src", "test", "packs", "web"}) {
    const auto root = folder / part;
    if (!std::filesystem::exists(root)) continue;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
      const std::string path = entry.path().string();
      if (!entry.is_regular_file() || path.find("node_modules") != std::string::npos) continue;
      if (!may_name_tests(entry.path())) continue;
      std::ifstream stream(entry.path());
      std::stringstream text;
      text << stream.rdbuf();
      out.push_back({std::filesystem::relative(entry.path(), folder).string(), text.str()});
    }
  }
  return out;
}

}  // namespace

int policy_show(const PolicyOptions& options) {
  const Result<pack::Loaded> loaded = loaded_of(options);
  if (!loaded) return complain(loaded.error().detail);
  if (!*loaded) return complain(pack::to_text(loaded->error()));
  print(pack::show(***loaded, SystemClock().now()));
  return 0;
}

int policy_check(const PolicyOptions& options) {
  const Result<pack::Loaded> loaded = loaded_of(options);
  if (!loaded) return complain(loaded.error().detail);
  print(pack::check(*loaded));
  return *loaded ? 0 : 1;
}

int policy_diff(const PolicyOptions& options) {
  const Result<pack::Loaded> before = loaded_of(options);
  if (!before) return complain(before.error().detail);
  if (!*before) return complain(pack::to_text(before->error()));
  const auto other = pack::source_from_directory(options.other_folder);
  if (!other) return complain(other.error().detail);
  const pack::Loaded after = pack::load_pack(*other);
  if (!after) return complain(pack::to_text(after.error()));
  const std::string differences = pack::diff(***before, **after);
  print(differences.empty() ? "They mean the same." : differences);
  return 0;
}

int obligations(const PolicyOptions& options, const std::string& source_folder) {
  const Result<pack::Loaded> loaded = loaded_of(options);
  if (!loaded) return complain(loaded.error().detail);
  if (!*loaded) return complain(pack::to_text(loaded->error()));
  const pack::TestNames known = pack::test_names_in(sources_below(source_folder));
  for (const std::string& missing : pack::missing_tests(***loaded, known)) {
    std::fputs((missing + "\n").c_str(), stderr);
  }
  std::fputs(pack::coverage_page(***loaded, known).c_str(), stdout);
  return 0;
}

}  // namespace anban::app
