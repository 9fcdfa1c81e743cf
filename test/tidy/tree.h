// SPDX-License-Identifier: Apache-2.0
// The sources of the repository as the tidy rules read them.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "source.h"

namespace anban::tidy {

/// The whole file, or an empty text where it cannot be read.
std::string read_text(const std::filesystem::path& file);

/// Every C++, TypeScript, JavaScript, Python, shell and CMake file below `root` that is ours:
/// build folders, node_modules and web/dist are left out.
std::vector<Source> read_tree(const std::filesystem::path& root);

}  // namespace anban::tidy
