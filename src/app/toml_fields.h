// SPDX-License-Identifier: Apache-2.0
// Typed reading of a TOML table that remembers which keys were asked for, so that unknown ones are
// faults with their place. Secrets may be given as key_file or as an environment variable's name.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "pack/faults.h"

namespace anban::app {

/// "127.0.0.1:8080" or "[::1]:0" into its parts; false where it does not read.
bool split_address(const std::string& text, std::string& address, int& port);

class Fields {
 public:
  struct Inside;
  explicit Fields(std::shared_ptr<Inside> inside) : inside_(std::move(inside)) {}

  bool is_there() const;
  void text(const char* name, std::string& into);
  void required_text(const char* name, std::string& into);
  /// The value of `name`, or the first line of the file named by `name`_file, or the environment
  /// variable named by `name`_env.
  void secret(const char* name, std::string& into);
  void path(const char* name, std::filesystem::path& into);
  void boolean(const char* name, bool& into);
  void number(const char* name, int& into, int least, int most);
  void texts(const char* name, std::vector<std::string>& into);
  void text_map(const char* name, std::map<std::string, std::string>& into);
  /// The table of that name; where it is absent, one that is_there() not.
  Fields table(const char* name);
  /// The tables below `name` ("[upstream.main]"), by name.
  std::vector<std::pair<std::string, Fields>> tables(const char* name);
  void fault(const char* name, std::string message);
  /// Reports every key that nobody asked for.
  void finish();

 private:
  std::shared_ptr<Inside> inside_;
};

class TomlDocument {
 public:
  TomlDocument(const std::string& text, std::string file, pack::Faults& faults);
  ~TomlDocument();
  TomlDocument(const TomlDocument&) = delete;
  TomlDocument& operator=(const TomlDocument&) = delete;
  bool is_good() const;
  Fields root();

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace anban::app
