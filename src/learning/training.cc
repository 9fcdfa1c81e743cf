// SPDX-License-Identifier: Apache-2.0
// What depends on what: features need a reader, thresholds need scores of texts left out, the
// image needs both.
#include "learning/training.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <mutex>
#include <thread>

#include <fmt/format.h>

#include "base/digest.h"
#include "learning/budget.h"
#include "learning/calibration.h"
#include "learning/quantise.h"
#include "learning/sources.h"

namespace anban::learning {
namespace {

using nlohmann::json;
using signals::Category;

constexpr std::uint32_t positives_least = 15;
std::vector<Category> heads_for(const Samples& samples) {
  std::array<std::uint32_t, label_count> yes{};
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

std::vector<Judged> judged_by(const Samples& samples, const std::vector<HeadScores>& scores,
                              Category head, std::size_t index) {
  std::vector<Judged> judged;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const Sample& each = samples[i];
    const bool known = holds(each.known, head);
    if (each.evaded || (roles_of(head) & (1U << static_cast<unsigned>(each.role))) == 0) continue;
    if (!known && (!holds(each.assumed_not, head) || is_role_play(each))) continue;
    // One harm taken for its neighbour is no false alarm.
    if (!holds(each.yes, head) && (each.yes & neighbours_of(head)) != 0) continue;
    // In a crisis the graver finding stands for the lesser one.
    const Labels mine = head == Category::crisis_tier1
                            ? bit(Category::crisis_tier1) | bit(Category::crisis_tier2)
                            : bit(head);
    judged.push_back({scores[i][index], holds(each.yes, head), known,
                      (each.by_strong_rule & mine) != 0, (each.by_weak_rule & mine) != 0,
                      holds(each.denied, head), each.talk, each.stream});
  }
  return judged;
}

json told(const Tally& tally) {
  return {{"precision", tally.precision()}, {"recall", tally.recall()}, {"f1", tally.f1()},
          {"right", tally.right},           {"wrong", tally.wrong},     {"missed", tally.missed}};
}

json told(Category head, const Calibration& made) {
  return {{"category", signals::head_name(head)},
          {"threshold", made.threshold},
          {"doubt", made.doubt},
          {"false_in_chat", made.in_chat},
          {"false_in_near", made.in_near},
          {"false_in_streams", made.in_stream},
          {"rules", told(made.rules)},
          {"model", told(made.model)},
          {"both", told(made.both)},
          {"average_precision", made.average_precision}};
}

/// What a lower threshold would hear and cost, for where something else speaks for the head too.
json by_probability(const std::vector<Judged>& judged, const Calibration& made) {
  json rows = json::array();
  for (const double from : {0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9}) {
    std::array<Tally, 4> tallies;  // by Talk
    for (const Judged& each : judged) {
      if (each.denied || !each.known) continue;
      const bool heard = double(made.probability(each.score)) >= from;
      tallies[static_cast<std::size_t>(each.yes ? Talk::labelled : each.talk)].add(each.yes, heard);
    }
    rows.push_back({{"from", from},
                    {"recall", tallies[0].recall()},
                    {"chat", tallies[static_cast<std::size_t>(Talk::chat)].false_share()},
                    {"near", tallies[static_cast<std::size_t>(Talk::near)].false_share()}});
  }
  return rows;
}

std::string line_of(Category head, const Calibration& made) {
  return fmt::format(
      "{:24} {:5} yes  rules {:.2f}/{:.2f}  model {:.2f}/{:.2f}  both {:.3f}/{:.3f} "
      "F1 {:.3f}  chat {:.4f} near {:.4f} stream {:.4f}  at {:.2f} doubt {:.2f}  "
      "AP {:.3f}",
      signals::head_name(head), made.both.right + made.both.missed, made.rules.precision(),
      made.rules.recall(), made.model.precision(), made.model.recall(), made.both.precision(),
      made.both.recall(), made.both.f1(), made.in_chat, made.in_near, made.in_stream,
      made.threshold, made.doubt, made.average_precision);
}

/// Whether the server would decide `head`, by these scores.
bool decides(const Sample& sample, Category head, float value, const Calibration& made) {
  const double p = 1.0 / (1.0 + std::exp(-(double(made.slope) * value + made.offset)));
  const bool by_model = p >= made.threshold && !holds(sample.denied, head);
  return by_model || holds(sample.by_strong_rule, head) ||
         (holds(sample.by_weak_rule, head) && p >= made.doubt);
}

/// Of texts of a kind, the share that the server would take for anything they are not.
double share_taken(const Samples& samples, const std::vector<HeadScores>& scores,
                   std::span<const Category> heads, std::span<const Calibration> calibrations,
                   signals::Role role, Talk talk) {
  Tally tally;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const Sample& each = samples[i];
    if (each.evaded || each.role != role || each.talk != talk) continue;
    bool taken = false;
    for (std::size_t h = 0; h < heads.size(); ++h) {
      const bool wrong = holds((each.known | each.assumed_not) & ~each.yes, heads[h]) &&
                         (roles_of(heads[h]) & (1U << static_cast<unsigned>(role))) != 0;
      taken = taken || (wrong && decides(each, heads[h], scores[i][h], calibrations[h]));
    }
    tally.add(false, taken);
  }
  return tally.false_share();
}

class Training {
 public:
  Training(const TrainingPlan& plan, const signals::Reader& reader,
           const std::function<void(const std::string&)>& say)
      : plan_(plan), reader_(reader), say_(say) {}

  Result<Trained> run() {
    Result<std::vector<Source>> sources = read_sources(plan_.corpora, plan_.data, plan_.without);
    if (!sources) return failed(sources);
    std::vector<std::string_view> texts;
    for (const Source& source : *sources) {
      for (const Example& each : source.examples) texts.push_back(each.text);
    }
    say_(fmt::format("{} texts of {} sources", texts.size(), sources->size()));
    samples_ = samples_of(*sources, reader_, Evader(texts));
    heads_ = heads_for(samples_);
    say_(fmt::format("{} samples with their changed copies, {} heads", samples_.size(),
                     heads_.size()));
    leave_out_folds();
    choose();
    Trained trained;
    trained.card["inputs"] = told(*sources);
    trained.card["heads"] = json::array();
    for (std::size_t h = 0; h < heads_.size(); ++h) {
      say_(line_of(heads_[h], calibrations_[h]));
      trained.card["heads"].push_back(told(heads_[h], calibrations_[h]));
      trained.card["heads"].back()["by_probability"] = by_probability_[h];
    }
    tell_together(trained.card);
    tell_errors(trained.errors);
    finish(trained);
    return trained;
  }

 private:
  void leave_out_folds() {
    scores_.resize(samples_.size());
    std::atomic<std::uint32_t> next{0};
    std::mutex saying;
    const auto work = [&] {
      for (std::uint32_t fold = next++; fold < folds; fold = next++) {
        const Weights weights = learn(samples_, fold, heads_, plan_.lesson, {});
        for (std::size_t i = 0; i < samples_.size(); ++i) {
          if (samples_[i].fold == fold) scores_[i] = score(weights, samples_[i]);
        }
        const std::lock_guard lock(saying);
        say_(fmt::format("learnt without fold {}", fold + 1));
      }
    };
    const std::jthread beside(work);  // about 3 GB a fold: no more at once
    work();
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
        errors += fmt::format("{}\t{}\t{}\t{}\t{:.2f}\t{}\n", signals::head_name(heads_[h]),
                              is ? "missed" : "wrong", holds(by_rule, heads_[h]) ? "rule" : "model",
                              each.source, value, each.text);
      }
    }
  }

  /// Thresholds: each head by itself, then all together.
  void choose() {
    std::vector<std::vector<Judged>> judged;
    for (std::size_t h = 0; h < heads_.size(); ++h) {
      judged.push_back(judged_by(samples_, scores_, heads_[h], h));
      calibrations_.push_back(calibrate(judged[h], aim_of(heads_[h])));
    }
    keep_budget(samples_, scores_, heads_, {}, calibrations_);
    for (std::size_t h = 0; h < heads_.size(); ++h) {
      settle(judged[h], calibrations_[h]);
      by_probability_.push_back(by_probability(judged[h], calibrations_[h]));
    }
  }

  void tell_together(json& card) {
    using signals::Role;
    const auto tell = [&](const char* name, Role role, Talk talk) {
      const double share = share_taken(samples_, scores_, heads_, calibrations_, role, talk);
      card["taken_wrongly"][name] = share;
      say_(fmt::format("{}: {:.4f} taken for something", name, share));
    };
    tell("chat", Role::user, Talk::chat);
    tell("near misses", Role::user, Talk::near);
    tell("replies", Role::assistant, Talk::chat);
    tell("near misses among replies", Role::assistant, Talk::near);
    double sum = 0;
    double all = 0;
    double precise = 0;
    for (std::size_t h = 0; h < heads_.size(); ++h) {
      const double worth = aim_of(heads_[h]).worth;
      sum += worth * calibrations_[h].both.recall();
      precise += worth * calibrations_[h].average_precision;
      all += worth;
    }
    say_(fmt::format("mean recall {:.4f}, mean AP {:.4f}, weighted", sum / all, precise / all));
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
  std::vector<json> by_probability_;
};

}  // namespace

Result<Trained> train(const TrainingPlan& plan, const signals::Reader& reader,
                      const std::function<void(const std::string&)>& say) {
  return Training(plan, reader, say).run();
}

}  // namespace anban::learning
