// SPDX-License-Identifier: Apache-2.0
// Reads the rings from the build and holds every include against them.
#include "layers.h"

#include <algorithm>
#include <array>
#include <sstream>
#include <vector>

namespace anban::tidy {
namespace {

struct Include {
  std::string name;
  std::size_t line = 0;
  bool quoted = false;
};

std::vector<Include> includes_of(const Source& source) {
  std::vector<Include> includes;
  const auto code = lines_of(source.code);
  const auto text = lines_of(source.text);
  for (std::size_t i = 0; i < code.size(); ++i) {
    if (!trimmed(code[i]).starts_with("#include")) continue;
    const auto open = text[i].find_first_of("\"<");
    if (open == std::string_view::npos) continue;
    const bool quoted = text[i][open] == '"';
    const auto close = text[i].find(quoted ? '"' : '>', open + 1);
    if (close == std::string_view::npos) continue;
    includes.push_back({std::string(text[i].substr(open + 1, close - open - 1)), i + 1, quoted});
  }
  return includes;
}

/// Part `index` of a path: part(“src/duties/crisis/x.h”, 1) is "duties"; "" beyond the folders.
std::string part(std::string_view path, std::size_t index) {
  for (; index > 0; --index) {
    const auto slash = path.find('/');
    if (slash == std::string_view::npos) return {};
    path.remove_prefix(slash + 1);
  }
  const auto slash = path.find('/');
  return slash == std::string_view::npos ? std::string() : std::string(path.substr(0, slash));
}

/// A library's headers and who may name them: folders, or whoever lists `target` behind USES.
struct Library {
  std::string_view headers;
  std::string_view target;
  std::vector<std::string_view> folders;
};

const std::vector<Library>& libraries() {
  static const std::vector<Library> all = {
      {"boost/beast", "", {"net"}},
      {"boost/asio/ssl", "", {"net"}},
      {"boost/asio/ip/", "", {"net"}},
      {"boost/asio",
       "",
       {"base", "ports", "turn", "api", "store", "vault", "notify", "net", "sim", "app"}},
      {"nlohmann/", "nlohmann_json::nlohmann_json", {}},
      {"simdjson", "simdjson::simdjson", {}},
      {"CLI/", "CLI11::CLI11", {}},
      {"sqlite3", "SQLite::SQLite3", {}},
      {"sodium", "PkgConfig::sodium", {}},
      {"openssl/", "OpenSSL::", {}},
      {"date/", "date::", {}},
      {"toml++/", "", {"pack", "app"}},
  };
  return all;
}

bool may_name(const Library& library, const std::string& folder, const Module& module) {
  const auto& folders = library.folders;
  if (std::find(folders.begin(), folders.end(), folder) != folders.end()) return true;
  if (library.target.empty()) return false;
  return std::any_of(module.uses.begin(), module.uses.end(), [&](const std::string& use) {
    return std::string_view(use).starts_with(library.target);
  });
}

constexpr std::array<std::string_view, 3> pure_folders = {"signals", "duties", "wire"};
constexpr std::array<std::string_view, 6> effects = {"fstream", "filesystem", "thread",
                                                     "mutex",   "iostream",   "future"};

bool is_effect(const std::string& folder, const std::string& header) {
  return std::find(pure_folders.begin(), pure_folders.end(), folder) != pure_folders.end() &&
         std::find(effects.begin(), effects.end(), header) != effects.end();
}

void check_outside(const Source& source, const Include& include, const std::string& folder,
                   const Module& module, Findings& findings) {
  if (is_effect(folder, include.name) && !source.is_test()) {
    findings.push_back({source.path, include.line,
                        "<" + include.name + "> in the pure core: decide here, act in the shell"});
  }
  for (const auto& library : libraries()) {
    if (!include.name.starts_with(library.headers)) continue;
    const bool only_for_tests = source.is_test() && library.folders.empty();
    if (!only_for_tests && !may_name(library, folder, module)) {
      findings.push_back({source.path, include.line,
                          "<" + include.name + "> is not for " + folder +
                              "/: CMakeLists.txt and docs/decisions/0004 say whose it is"});
    }
    return;
  }
}

void check_ours(const Source& source, const Include& include, const std::string& folder,
                const Modules& modules, Findings& findings) {
  const std::string target = part(include.name, 0);
  const auto found = modules.find(target);
  const auto add = [&](std::string what) {
    findings.push_back({source.path, include.line, std::move(what)});
  };
  if (found == modules.end()) {
    return add("\"" + include.name + "\": write the path from src/, from a folder of the build");
  }
  const bool allowed = modules.at(folder).may_include.contains(target) ||
                       (source.is_test() && found->second.is_adapter);
  if (!allowed) {
    return add(folder + "/ may not include " + target + "/: it leaves its ring (CMakeLists.txt)");
  }
  const std::string mine = part(source.path, 2);
  const std::string other = part(include.name, 1);
  if (folder == "duties" && target == "duties" && !mine.empty() && !other.empty() &&
      mine != other) {
    add("duties/" + mine + " may not include duties/" + other +
        ": duties meet only in turn/, through requirements");
  }
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::istringstream in{std::string(text)};
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

bool is_taken_in(const Source& source, const Modules& modules) {
  const std::string top = part(source.path, 0);
  return top != "src" || modules.contains(part(source.path, 1));
}

}  // namespace

Modules modules_of(std::string_view cmake) {
  Modules modules;
  for (const auto at : find_word(cmake, "anban_module")) {
    const auto open = at + std::string_view("anban_module").size();
    if (open >= cmake.size() || cmake[open] != '(') continue;
    const auto words = words_of(cmake.substr(open + 1, cmake.find(')', open) - open - 1));
    if (words.empty()) continue;
    Module module{{words[0]}, {}, false};
    std::string behind;
    for (std::size_t i = 1; i < words.size(); ++i) {
      const bool is_heading = words[i] == "RING" || words[i] == "MODULES" || words[i] == "USES";
      if (words[i] == "ADAPTER")
        module.is_adapter = true;
      else if (is_heading)
        behind = words[i];
      else if (behind == "USES")
        module.uses.insert(words[i]);
      else if (behind == "MODULES")
        module.may_include.insert(words[i]);
    }
    for (const auto& named : std::set<std::string>(module.may_include)) {
      const auto known = modules.find(named);
      if (known != modules.end())
        module.may_include.insert(known->second.may_include.begin(),
                                  known->second.may_include.end());
    }
    modules[words[0]] = std::move(module);
  }
  return modules;
}

void check_includes(const Source& source, const Modules& modules, Findings& findings) {
  const std::string folder = part(source.path, 1);
  const auto module = modules.find(folder);
  if (part(source.path, 0) != "src" || module == modules.end()) return;
  for (const auto& include : includes_of(source)) {
    if (include.quoted) {
      check_ours(source, include, folder, modules, findings);
    } else {
      check_outside(source, include, folder, module->second, findings);
    }
  }
}

void check_reachable(std::span<const Source> all, const Modules& modules, Findings& findings) {
  std::set<std::string> included;
  for (const auto& source : all) {
    for (const auto& include : includes_of(source)) {
      if (!include.quoted) continue;
      included.insert("src/" + include.name);
      const auto slash = source.path.rfind('/');
      included.insert(source.path.substr(0, slash + 1) + include.name);
      included.insert("test/" + include.name);
    }
  }
  for (const auto& source : all) {
    if (source.path.ends_with(".h") && !included.contains(source.path)) {
      findings.push_back({source.path, 0, "nobody includes this header: remove it or use it"});
    }
    if (!is_taken_in(source, modules)) {
      findings.push_back({source.path, 0,
                          "no target takes this folder in: name it with anban_module in "
                          "CMakeLists.txt"});
    }
  }
}

}  // namespace anban::tidy
