// SPDX-License-Identifier: Apache-2.0
// The story of a training: read the sets, change copies of them as people evade filters, learn
// with each fold left out, calibrate on what was left out, learn from all, write the image and a
// card that says from what it was made and how well it does on texts it did not learn from.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include <nlohmann/json.hpp>

#include "base/result.h"
#include "learning/trainer.h"
#include "signals/reader.h"

namespace anban::learning {

struct TrainingPlan {
  std::filesystem::path corpora;  // folder of *.tsv
  std::filesystem::path data;     // folder of the public sets; what is absent is left out
  Lesson lesson;
  std::vector<std::string> without;  // sources that are left out
};

struct Trained {
  std::string image;    // for signals::Model::from_image
  nlohmann::json card;  // models/detect.json
  std::string errors;   // what was missed or taken wrongly when left out: for people to read
};

/// `say` is told what goes on, a line at a time.
Result<Trained> train(const TrainingPlan& plan, const signals::Reader& reader,
                      const std::function<void(const std::string&)>& say);

}  // namespace anban::learning
