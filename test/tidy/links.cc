// SPDX-License-Identifier: Apache-2.0
// Finds links in Markdown by their brackets.
#include "links.h"

#include "tree.h"

namespace anban::tidy {
namespace {

namespace fs = std::filesystem;

void links_of_line(const std::string& path, std::size_t number, std::string_view line,
                   std::vector<Finding>& links) {
  for (auto at = line.find("]("); at != std::string_view::npos; at = line.find("](", at + 2)) {
    const auto end = line.find(')', at);
    if (end == std::string_view::npos) return;
    auto target = line.substr(at + 2, end - at - 2);
    target = target.substr(0, target.find('#'));
    const bool is_address = target.find(':') != std::string_view::npos;
    if (!target.empty() && !is_address) links.push_back({path, number, std::string(target)});
  }
}

bool is_foreign(const fs::path& folder) {
  const std::string name = folder.filename().string();
  return name == "node_modules" || name == "build" || name == "dist" || name == ".git" ||
         name == ".cache";
}

}  // namespace

std::vector<Finding> local_links(const std::string& path, std::string_view markdown) {
  std::vector<Finding> links;
  bool in_code = false;
  std::size_t number = 0;
  for (const auto line : lines_of(markdown)) {
    ++number;
    if (trimmed(line).starts_with("```")) in_code = !in_code;
    if (!in_code) links_of_line(path, number, line, links);
  }
  return links;
}

void check_links(const fs::path& root, Findings& findings) {
  std::error_code ignored;
  fs::recursive_directory_iterator walk(root, ignored);
  for (const auto end = fs::end(walk); walk != end; walk.increment(ignored)) {
    if (walk->is_directory(ignored)) {
      if (is_foreign(walk->path())) walk.disable_recursion_pending();
      continue;
    }
    if (walk->path().extension() != ".md") continue;
    const std::string path = walk->path().lexically_relative(root).generic_string();
    for (const auto& link : local_links(path, read_text(walk->path()))) {
      const bool exists = fs::exists(walk->path().parent_path() / link.what, ignored);
      if (!exists) {
        findings.push_back({link.path, link.line, "the link to " + link.what + " leads nowhere"});
      }
    }
  }
}

}  // namespace anban::tidy
