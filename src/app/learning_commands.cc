// SPDX-License-Identifier: Apache-2.0
// Commands that train and measure the detectors.
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "app/commands.h"
#include "app/installation.h"
#include "learning/corpus.h"
#include "learning/evaluation.h"
#include "learning/training.h"
#include "net/system_clock.h"
#include "pack/load.h"
#include "signals/build_observer.h"

namespace anban::app {
namespace {

Result<std::shared_ptr<const pack::Pack>> pack_of(const PolicyOptions& options) {
  const auto source = pack_source({}, options.pack);
  if (!source) return failed(source);
  pack::Loaded loaded = pack::load_pack(*source);
  if (!loaded) return failed(ErrorCode::invalid, pack::to_text(loaded.error()));
  return *loaded;
}

bool write_whole(const std::filesystem::path& file, const std::string& bytes) {
  std::ofstream stream(file, std::ios::binary);
  stream << bytes;
  return static_cast<bool>(stream.flush());
}

}  // namespace

int train(const LearningOptions& options) {
  const auto pack = pack_of(options.pack);
  if (!pack) return complain(pack.error().detail);
  const signals::Reader reader(signals::shipped_rules(), **pack);
  learning::TrainingPlan plan;
  plan.corpora = std::filesystem::path(options.corpora) / "train";
  plan.data = options.data;
  plan.lesson = options.lesson;
  plan.without = options.without;
  const auto trained = learning::train(
      plan, reader, [](const std::string& line) { std::fprintf(stderr, "%s\n", line.c_str()); });
  if (!trained) return complain(trained.error().detail);
  const std::filesystem::path folder = options.output;
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  const bool written = write_whole(folder / "detect.bin", trained->image) &&
                       write_whole(folder / "detect.json", trained->card.dump(1) + "\n");
  if (!options.errors.empty() && !write_whole(options.errors, trained->errors)) {
    return complain("cannot write " + options.errors);
  }
  if (!written) return complain("cannot write to " + folder.string());
  return 0;
}

int evaluate(const LearningOptions& options) {
  const auto pack = pack_of(options.pack);
  if (!pack) return complain(pack.error().detail);
  std::optional<signals::Model> other;
  if (!options.model.empty()) {
    Result<signals::Model> read = signals::Model::from_image(learning::read_whole(options.model));
    if (!read) return complain(options.model + ": " + read.error().detail);
    other = std::move(*read);
  }
  const auto observer =
      signals::build_observer(**pack, other ? *other : signals::Model::embedded());
  const auto figures =
      learning::evaluate({options.corpora, options.data, options.set}, *observer, SystemClock());
  if (!figures) return complain(figures.error().detail);
  const std::string text = options.json ? figures->dump(1) + "\n" : learning::table_of(*figures);
  std::fputs(text.c_str(), stdout);
  return 0;
}

}  // namespace anban::app
