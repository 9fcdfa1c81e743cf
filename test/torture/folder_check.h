// SPDX-License-Identifier: Apache-2.0
// What a data folder must hold after its process was killed.
#pragma once

#include <string>
#include <vector>

namespace anban::torture {

/// Empty, or a sentence about what was acknowledged and is lost, or is not whole.
std::string check_folder(const std::string& folder, const std::vector<std::string>& acknowledged);

}  // namespace anban::torture
