// SPDX-License-Identifier: Apache-2.0
// What depends on what: features need a reader, thresholds need scores of texts left out, the
// image needs both.
#include "learning/training.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "base/digest.h"
#include "learning/calibration.h"
#include "learning/corpus.h"
#include "learning/public_sets.h"
#include "learning/quantise.h"
#include "learning/samples.h"

namespace anban::learning {
namespace {

using nlohmann::json;
using signals::Category;

constexpr std::uint32_t positives_least = 15;
constexpr std::uint32_t copies_of_own = 2;  // changed copies of a hand-written sentence

struct Source {
  std::string name;
  std::string hash;  // of its file
  Examples examples;
  bool own = false;       // hand-written
  bool ordinary = false;  // a stream
};

std::string short_hash(const std::filesystem::path& file) {
  return to_hex(sha256(read_whole(file)).view()).substr(0, 16);
}

Result<std::vector<Source>> sources_of(const TrainingPlan& plan) {
  std::vector<Source> sources;
  Result<std::vector<Task>> tasks = read_tasks(plan.corpora);
  if (!tasks) return failed(tasks);
  for (Task& task : *tasks) {
    const auto file = plan.corpora / (task.name + ".tsv");
    const bool chat = task.labels.empty();
    sources.push_back({"corpora/" + task.name, short_hash(file), std::move(task.examples), true,
                       chat});
  }
  const auto take = [&](std::vector<PublicSet> sets, bool ordinary) {
    for (PublicSet& set : sets) {
      if (set.examples.empty()) continue;
      sources.push_back({set.name, short_hash(plan.data / set.file), std::move(set.examples),
                         false, ordinary});
    }
  };
  take(training_sets(plan.data), false);
  take(ordinary_streams(plan.data, Half::trained), true);
  std::erase_if(sources, [&](const Source& each) {
    return std::find(plan.without.begin(), plan.without.end(), each.name) != plan.without.end();
  });
  return sources;
}

/// A copy in which some characters are written otherwise; the kind follows from the text.
std::string changed_copy(const Evader& evader, const Example& example, std::uint64_t number) {
  constexpr std::array<Evasion, 5> kinds = {Evasion::homophone, Evasion::pinyin, Evasion::digits,
                                            Evasion::homophone, Evasion::emoji};
  const std::uint64_t seed = hash_of(example.text) + number * 7919;
  const Evasion kind = kinds[seed % kinds.size()];
  const float share = seed % 3 == 0 ? 0.8F : 0.4F;
  return evader.evade(example.text, kind, share, seed);
}

std::uint32_t copies_of(const Source& source, const Example& example) {
  if (source.ordinary) return example.group % 8 == 0 ? 1 : 0;
  if (source.own) return copies_of_own;
  return source.name == "COLD" ? (hash_of(example.text) % 12 == 0 ? 1 : 0) : 1;
}

Samples samples_of(const std::vector<Source>& sources, const signals::Reader& reader,
                   const Evader& evader) {
  const SampleMaker maker(reader);
  Samples samples;
  for (const Source& source : sources) {
    for (const Example& example : source.examples) {
      Sample sample = maker.sample_of(example, example.text);
      sample.ordinary = source.ordinary;
      samples.push_back(std::move(sample));
      for (std::uint32_t i = 0; i < copies_of(source, example); ++i) {
        Sample copy = maker.sample_of(example, changed_copy(evader, example, i));
        copy.evaded = true;
        copy.ordinary = source.ordinary;
        samples.push_back(std::move(copy));
      }
    }
  }
  return samples;
}

std::vector<Category> heads_for(const Samples& samples) {
  std::array<std::uint32_t, signals::category_count> yes{};
  for (const Sample& each : samples) {
    if (each.evaded) continue;
    for (std::size_t i = 0; i < yes.size(); ++i) {
      yes[i] += holds(each.yes, static_cast<Category>(i)) ? 1U : 0U;
    }
  }
  std::vector<Category> heads;
  for (std::size_t i = 0; i < yes.size(); ++i) {
    const auto category = static_cast<Category>(i);
    if (yes[i] >= positives_least && roles_of(category) != 0) heads.push_back(category);
  }
  return heads;
}

/// Tier 1 is any crisis of one's own: what is missed as tier 2 is to be noticed at all.
void widen(Examples& examples) {
  for (Example& each : examples) {
    if (holds(each.yes, Category::crisis_tier2)) each.yes |= bit(Category::crisis_tier1);
    if (holds(each.yes, Category::minor_explicit)) each.known &= ~bit(Category::minor_implicit);
    each.known |= each.yes;
  }
}

std::vector<Judged> judged_by(const Samples& samples, const std::vector<HeadScores>& scores,
                              Category head, std::size_t index) {
  std::vector<Judged> judged;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const Sample& each = samples[i];
    const bool known = holds(each.known, head);
    if (each.evaded || (roles_of(head) & (1U << static_cast<unsigned>(each.role))) == 0) continue;
    if (!known && !holds(each.assumed_not, head)) continue;
    // In a crisis the graver finding stands for the lesser one.
    const Labels mine = head == Category::crisis_tier1
                            ? bit(Category::crisis_tier1) | bit(Category::crisis_tier2)
                            : bit(head);
    const bool ordinary = each.ordinary && known;
    judged.push_back({scores[i][index], holds(each.yes, head), known && !ordinary,
                      (each.by_strong_rule & mine) != 0, (each.by_weak_rule & mine) != 0});
  }
  return judged;
}

json told(const Tally& tally) {
  return {{"precision", tally.precision()}, {"recall", tally.recall()}, {"f1", tally.f1()},
          {"right", tally.right}, {"wrong", tally.wrong}, {"missed", tally.missed}};
}

json told(Category head, const Calibration& made) {
  return {{"category", signals::name_of(head)}, {"threshold", made.threshold},
          {"doubt", made.doubt},                {"elsewhere", made.elsewhere},
          {"rules", told(made.rules)},          {"model", told(made.model)},
          {"both", told(made.both)}};
}

std::string line_of(Category head, const Calibration& made) {
  return fmt::format("{:24} {:5} yes  rules {:.2f}/{:.2f}  model {:.2f}/{:.2f}  "
                     "both {:.3f}/{:.3f} F1 {:.3f}  elsewhere {:.4f}  at {:.2f} doubt {:.2f}  AP {:.3f}",
                     signals::name_of(head), made.both.right + made.both.missed,
                     made.rules.precision(), made.rules.recall(), made.model.precision(),
                     made.model.recall(), made.both.precision(), made.both.recall(),
                     made.both.f1(), made.elsewhere, made.threshold, made.doubt,
                     made.average_precision);
}

json told(const std::vector<Source>& sources) {
  json all = json::array();
  for (const Source& source : sources) {
    std::size_t positives = 0;
    for (const Example& each : source.examples) positives += each.yes != 0 ? 1 : 0;
    all.push_back({{"source", source.name}, {"sha256", source.hash},
                   {"texts", source.examples.size()}, {"positives", positives}});
  }
  return all;
}

/// Learns without one source and measures on it, at thresholds that never saw it.
json gap_of(const std::string& source, const Samples& samples, std::span<const Category> heads,
            std::span<const Calibration> calibrations, const Lesson& lesson) {
  std::vector<std::uint8_t> use;
  for (const Sample& each : samples) use.push_back(each.source == source ? 0 : 1);
  const Weights weights = learn(samples, folds, heads, lesson, use);
  json gaps = json::array();
  for (std::size_t h = 0; h < heads.size(); ++h) {
    Tally model;
    for (std::size_t i = 0; i < samples.size(); ++i) {
      const Sample& each = samples[i];
      if (use[i] != 0 || each.evaded || !holds(each.known, heads[h])) continue;
      const float value = score(weights, each)[h];
      const Calibration& made = calibrations[h];
      model.add(holds(each.yes, heads[h]), made.slope * value + made.offset >
                                               std::log(made.threshold / (1 - made.threshold)));
    }
    if (model.right + model.missed < positives_least) continue;
    gaps.push_back({{"source", source}, {"category", signals::name_of(heads[h])},
                    {"model", told(model)}});
  }
  return gaps;
}

/// Whether the server would decide `head`, by these scores.
bool decides(const Sample& sample, Category head, float value, const Calibration& made) {
  const double p = 1.0 / (1.0 + std::exp(-(double(made.slope) * value + made.offset)));
  return p >= made.threshold || holds(sample.by_strong_rule, head) ||
         (holds(sample.by_weak_rule, head) && p >= made.doubt);
}

class Training {
 public:
  Training(const TrainingPlan& plan, const signals::Reader& reader,
           const std::function<void(const std::string&)>& say)
      : plan_(plan), reader_(reader), say_(say) {}

  Result<Trained> run() {
    Result<std::vector<Source>> sources = sources_of(plan_);
    if (!sources) return failed(sources);
    std::vector<std::string_view> texts;
    for (Source& source : *sources) {
      widen(source.examples);
      for (const Example& each : source.examples) texts.push_back(each.text);
    }
    say_(fmt::format("{} texts of {} sources", texts.size(), sources->size()));
    samples_ = samples_of(*sources, reader_, Evader(texts));
    heads_ = heads_for(samples_);
    say_(fmt::format("{} samples with their changed copies, {} heads", samples_.size(),
                     heads_.size()));
    leave_out_folds();
    Trained trained;
    trained.card["inputs"] = told(*sources);
    trained.card["heads"] = json::array();
    for (std::size_t h = 0; h < heads_.size(); ++h) {
      calibrations_.push_back(
          calibrate(judged_by(samples_, scores_, heads_[h], h), aim_of(heads_[h])));
      say_(line_of(heads_[h], calibrations_[h]));
      trained.card["heads"].push_back(told(heads_[h], calibrations_[h]));
    }
    tell_errors(trained.errors);
    if (plan_.hold_out_sources) tell_gaps(*sources, trained.card);
    finish(trained);
    return trained;
  }

 private:
  void leave_out_folds() {
    scores_.resize(samples_.size());
    for (std::uint32_t fold = 0; fold < folds; ++fold) {
      const Weights weights = learn(samples_, fold, heads_, plan_.lesson, {});
      for (std::size_t i = 0; i < samples_.size(); ++i) {
        if (samples_[i].fold == fold) scores_[i] = score(weights, samples_[i]);
      }
      say_(fmt::format("learnt without fold {}", fold + 1));
    }
  }

  void tell_errors(std::string& errors) const {
    for (std::size_t h = 0; h < heads_.size(); ++h) {
      for (std::size_t i = 0; i < samples_.size(); ++i) {
        const Sample& each = samples_[i];
        const bool mine = (roles_of(heads_[h]) & (1U << static_cast<unsigned>(each.role))) != 0;
        if (each.evaded || !mine) continue;
        if (!holds(each.known | each.assumed_not, heads_[h])) continue;
        const bool is = holds(each.yes, heads_[h]);
        const float value = scores_[i][h];
        if (decides(each, heads_[h], value, calibrations_[h]) == is) continue;
        const Labels by_rule = each.by_strong_rule | each.by_weak_rule;
        errors += fmt::format("{}\t{}\t{}\t{}\t{:.2f}\t{}\n", signals::name_of(heads_[h]),
                              is ? "missed" : "wrong",
                              holds(by_rule, heads_[h]) ? "rule" : "model", each.source, value,
                              each.text);
      }
    }
  }

  void tell_gaps(const std::vector<Source>& sources, json& card) {
    card["gaps"] = json::array();
    for (const Source& source : sources) {
      if (source.ordinary) continue;
      const json gaps = gap_of(source.name, samples_, heads_, calibrations_, plan_.lesson);
      card["gaps"].insert(card["gaps"].end(), gaps.begin(), gaps.end());
      if (!gaps.empty()) say_("learnt without " + source.name);
    }
  }

  void finish(Trained& trained) {
    const Weights weights = learn(samples_, folds, heads_, plan_.lesson, {});
    signals::ModelParts parts =
        quantised(weights, heads_, calibrations_, rows_of_cues(weights, samples_));
    const Digest digest = sha256(signals::image_of(parts));
    parts.version = "model@" + to_hex(digest.view()).substr(0, 8);
    trained.image = signals::image_of(parts);
    trained.card["version"] = parts.version;
    trained.card["sha256"] = to_hex(sha256(trained.image).view());
  }

  const TrainingPlan& plan_;
  const signals::Reader& reader_;
  const std::function<void(const std::string&)>& say_;
  Samples samples_;
  std::vector<Category> heads_;
  std::vector<HeadScores> scores_;  // of samples, by the model that did not see them
  std::vector<Calibration> calibrations_;
};

}  // namespace

Result<Trained> train(const TrainingPlan& plan, const signals::Reader& reader,
                      const std::function<void(const std::string&)>& say) {
  return Training(plan, reader, say).run();
}

}  // namespace anban::learning
