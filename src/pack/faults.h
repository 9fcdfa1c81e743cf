// SPDX-License-Identifier: Apache-2.0
// What is wrong with a pack, said to the person who wrote it: file, line, column and a sentence.
// Faults are collected, never thrown, so that one load names all of them.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace anban::pack {

struct Fault {
  std::string file;  // "texts/en.toml", "overlay/parameters.toml"
  int line = 1;      // from 1
  int column = 1;    // from 1, in code points
  std::string message;
  friend bool operator==(const Fault&, const Fault&) = default;
};

/// "texts/en.toml:3:1: …", one line.
std::string to_text(const Fault& fault);
/// Every fault on a line of its own.
std::string to_text(const std::vector<Fault>& faults);

/// Where something stands in its file.
struct Place {
  int line = 1;
  int column = 1;
};

/// Gathers faults; sorted by file and place when taken.
class Faults {
 public:
  void add(std::string file, Place at, std::string message) {
    all_.push_back({std::move(file), at.line, at.column, std::move(message)});
  }
  bool none() const { return all_.empty(); }
  std::vector<Fault> take();

 private:
  std::vector<Fault> all_;
};

}  // namespace anban::pack
