// SPDX-License-Identifier: Apache-2.0
// Walks over the repository; folders that tools fill are not entered.
#include "tree.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>

namespace anban::tidy {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 9> endings = {".cc",  ".h",  ".ts", ".tsx",  ".js",
                                                     ".mjs", ".py", ".sh", ".cmake"};
constexpr std::array<std::string_view, 9> folders = {"src",    "test", "bench", "tools", "cmake",
                                                     "deploy", "web",  ".ci",   "docs"};
constexpr std::array<std::string_view, 3> not_ours = {"node_modules", "dist", "__pycache__"};

bool is_source(const fs::path& file) {
  const std::string name = file.filename().string();
  if (name == "CMakeLists.txt" || name == "run") return true;
  return std::any_of(endings.begin(), endings.end(),
                     [&name](std::string_view ending) { return name.ends_with(ending); });
}

void read_folder(const fs::path& root, const fs::path& folder, std::vector<Source>& out) {
  std::error_code ignored;
  fs::recursive_directory_iterator walk(folder, ignored);
  for (const auto end = fs::end(walk); walk != end; walk.increment(ignored)) {
    const std::string name = walk->path().filename().string();
    if (walk->is_directory(ignored)) {
      const bool foreign = std::find(not_ours.begin(), not_ours.end(), name) != not_ours.end();
      if (foreign) walk.disable_recursion_pending();
      continue;
    }
    if (!is_source(walk->path())) continue;
    out.push_back(make_source(walk->path().lexically_relative(root).generic_string(),
                              read_text(walk->path())));
  }
}

}  // namespace

std::string read_text(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::vector<Source> read_tree(const fs::path& root) {
  std::vector<Source> all;
  for (const auto& folder : folders) read_folder(root, root / folder, all);
  for (const auto* file : {"CMakeLists.txt", "dev"}) {
    all.push_back(make_source(file, read_text(root / file)));
  }
  std::sort(all.begin(), all.end(),
            [](const Source& a, const Source& b) { return a.path < b.path; });
  return all;
}

}  // namespace anban::tidy
