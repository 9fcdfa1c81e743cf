// SPDX-License-Identifier: Apache-2.0
// Reading the own sets (corpora/*.tsv): comment lines that name task, role and labels,
// then one label, a tab and a text a line. `+` joins labels, `none` is a negative, `\n` a newline.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "learning/example.h"

namespace anban::learning {

struct Task {
  std::string name;  // of its first lines
  std::string file;  // without .tsv
  signals::Role role = signals::Role::user;
  std::vector<signals::Category> labels;
  Examples examples;
};

/// `invalid` names the file and line at fault.
Result<Task> parse_task(std::string_view text, const std::string& name);

/// Every *.tsv of a folder, in the order of their names.
Result<std::vector<Task>> read_tasks(const std::filesystem::path& folder);

/// All bytes, or empty where there is no such file.
std::string read_whole(const std::filesystem::path& file);

}  // namespace anban::learning
