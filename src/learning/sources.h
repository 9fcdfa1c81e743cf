// SPDX-License-Identifier: Apache-2.0
// Everything that a training reads, file by file, and which fold each text is left out with. A
// file of ours is left out as a whole, together with the others of its author, so that the
// scores which calibration and thresholds rest on are scores of sentences by somebody else.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/result.h"
#include "learning/evasions.h"
#include "learning/samples.h"

namespace anban::learning {

struct Source {
  std::string name;
  std::string hash;  // first digits of its file's SHA-256
  Examples examples;
  bool own = false;  // from corpora/
  Talk talk = Talk::labelled;
  std::uint32_t stream = 0;  // number of a public stream of ordinary talk; 0: it is none
};

/// The files of `corpora` and the public sets of `data`, less those named in `without`.
Result<std::vector<Source>> read_sources(const std::filesystem::path& corpora,
                                         const std::filesystem::path& data,
                                         const std::vector<std::string>& without);

/// Each text, and copies changed as people evade filters; samples point into `sources`.
Samples samples_of(const std::vector<Source>& sources, const signals::Reader& reader,
                   const Evader& evader);

/// Which fold a file of ours is left out with: one an author, as far as names tell.
std::uint32_t fold_of_file(std::string_view name);

/// Names, hashes and counts, for the card.
nlohmann::json told(const std::vector<Source>& sources);

}  // namespace anban::learning
