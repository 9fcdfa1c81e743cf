// SPDX-License-Identifier: Apache-2.0
// The image of an operator's word lists (O-33, O-36), kept in the data folder: a start with the
// same lists maps it instead of building it anew. One file, put in place by renaming, so that a
// policy in force keeps the one it maps. Whatever the file holds is safe; it must not be shortened
// while the server runs, as no mapped file must. Nothing rests on it: without it a start takes
// longer.
#pragma once

#include <filesystem>
#include <utility>

#include "base/event_log.h"
#include "signals/build_observer.h"

namespace anban {

class WordsShelf final : public signals::ImageShelf {
 public:
  WordsShelf(const std::filesystem::path& data_folder, const EventLog& log)
      : file_(data_folder / file_name), log_(log) {}

  std::optional<signals::Image> find() override;
  void refuse(const Error& why) override;
  signals::Image keep(std::string image) override;

  static constexpr const char* file_name = "words.image";
  /// What 200,000 rules with long words come to, several times over; a larger file is none of ours.
  static constexpr std::size_t bytes_most = std::size_t{512} << 20U;

 private:
  std::filesystem::path file_;
  const EventLog& log_;
};

}  // namespace anban
