// SPDX-License-Identifier: Apache-2.0
// Reading the public sets (see docs/detection.md for sources and licences) with their labels told
// in ours. None of them is in the repository; a set that is absent is empty.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "learning/example.h"

namespace anban::learning {

struct PublicSet {
  std::string name;  // also the source of its examples
  std::string file;  // below the data folder
  Examples examples;
};

/// Sets that may be trained on; COLD is its train split, of unlabelled prompts it is one half.
std::vector<PublicSet> training_sets(const std::filesystem::path& data);

/// Sets that are only measured: COLD's dev split, the other half of the prompts.
std::vector<PublicSet> measured_sets(const std::filesystem::path& data);

/// Utterances as people and companions exchange them, with nothing to notice in nearly all of
/// them. Half of the dialogues are trained on, the other half is measured.
enum class Half : std::uint8_t { trained, measured };
std::vector<PublicSet> ordinary_streams(const std::filesystem::path& data, Half half);

/// Rows of a CSV text with quoted fields; exposed for its test.
std::vector<std::vector<std::string>> rows_of_csv(std::string_view text);

}  // namespace anban::learning
