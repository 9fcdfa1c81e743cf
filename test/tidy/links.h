// SPDX-License-Identifier: Apache-2.0
// Links in Markdown documents: those into the repository must lead to something.
#pragma once

#include <filesystem>

#include "source.h"

namespace anban::tidy {

/// The target of every `[words](target)` outside code that is no address and no place of the same
/// document, without its #fragment.
std::vector<Finding> local_links(const std::string& path, std::string_view markdown);

/// Links of the documents below `root` (packages and build folders left out) that lead nowhere.
void check_links(const std::filesystem::path& root, Findings& findings);

}  // namespace anban::tidy
