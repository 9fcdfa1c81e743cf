// SPDX-License-Identifier: Apache-2.0
// Each text is judged once; every label is counted from that.
#include "learning/evaluation.h"

#include <algorithm>
#include <array>
#include <chrono>

#include "learning/calibration.h"
#include "learning/corpus.h"
#include "learning/evasions.h"
#include "learning/public_sets.h"

namespace anban::learning {
namespace {

using nlohmann::json;
using signals::Category;
using enum signals::Category;

constexpr int resamples = 400;
constexpr float evaded_share = 0.5F;

/// Labels that stand for one question.
struct Question {
  std::string name;
  Labels any = 0;
};

struct MeasuredSet {
  std::string name;
  Examples examples;
  bool trained_on = false;
};

Labels decided(const signals::Observer& observer, std::string_view text, signals::Role role) {
  Labels heard = 0;
  for (const signals::Finding& each : observer.observe(text, role)) {
    if (each.decided) heard |= bit(each.category);
  }
  return heard;
}

constexpr Labels own_crisis = bit(crisis_tier2) | bit(crisis_tier1) | bit(extreme_emotion);
constexpr Labels minors = bit(minor_explicit) | bit(minor_implicit);
constexpr Labels contents = bit(prohibited) | bit(offensive) | bit(sexual) | bit(violence_crime) |
                            bit(gambling) | bit(fraud) | bit(drugs_weapons) | bit(discrimination) |
                            bit(terrorism) | bit(hatred) | bit(rumour) | bit(spam) |
                            bit(self_harm_method);
constexpr Labels replies = bit(dependence_inducing) | bit(manipulation) | bit(isolation) |
                           bit(exit_obstruction) | bit(human_claim) | bit(pi_elicitation) |
                           bit(secret_elicitation) | bit(sycophancy) |
                           bit(self_harm_encouragement) | bit(verbal_violence);

/// One question a label that is judged somewhere in the set, and the joint ones.
std::vector<Question> questions_of(const Examples& examples) {
  Labels judged = 0;
  for (const Example& each : examples) judged |= each.yes;
  std::vector<Question> all;
  for (std::size_t i = 0; i < signals::category_count; ++i) {
    const auto category = static_cast<Category>(i);
    if (holds(judged, category)) all.push_back({std::string(name_of(category)), bit(category)});
  }
  const std::array<Question, 4> joint = {{{"crisis, any tier", own_crisis},
                                          {"minor, any sign", minors},
                                          {"content, any kind", contents},
                                          {"reply, any kind", replies}}};
  for (const Question& each : joint) {
    const bool several = (judged & each.any & ((judged & each.any) - 1)) != 0;
    if (several) all.push_back(each);
  }
  return all;
}

std::pair<double, double> interval_of(const Tally& tally) {
  const std::array<std::uint32_t, 3> counts = {tally.right, tally.wrong, tally.missed};
  const std::uint32_t all = counts[0] + counts[1] + counts[2];
  if (all == 0) return {0, 0};
  std::vector<double> found;
  Dice dice(7);
  for (int i = 0; i < resamples; ++i) {
    Tally drawn;
    for (std::uint32_t k = 0; k < all; ++k) {
      const auto at = static_cast<std::uint32_t>(dice.next() % all);
      drawn.right += at < counts[0] ? 1 : 0;
      drawn.missed += at >= counts[0] + counts[1] ? 1 : 0;
    }
    drawn.wrong = all - drawn.right - drawn.missed;
    found.push_back(drawn.f1());
  }
  std::sort(found.begin(), found.end());
  return {found[resamples / 40], found[resamples - 1 - resamples / 40]};
}

json figures_of(const MeasuredSet& set, const std::vector<Labels>& heard) {
  json labels = json::array();
  for (const Question& question : questions_of(set.examples)) {
    Tally tally;
    for (std::size_t i = 0; i < set.examples.size(); ++i) {
      const Example& each = set.examples[i];
      if ((each.known & question.any) == 0) continue;
      tally.add((each.yes & question.any) != 0, (heard[i] & question.any) != 0);
    }
    const auto [low, high] = interval_of(tally);
    labels.push_back({{"label", question.name},
                      {"positives", tally.right + tally.missed},
                      {"precision", tally.precision()},
                      {"recall", tally.recall()},
                      {"f1", tally.f1()},
                      {"f1_low", low},
                      {"f1_high", high},
                      {"accuracy", tally.accuracy()},
                      {"false_share", tally.false_share()}});
  }
  return {{"set", set.name},
          {"trained_on", set.trained_on},
          {"texts", set.examples.size()},
          {"labels", labels}};
}

json stream_of(const MeasuredSet& set, const std::vector<Labels>& heard) {
  // Whose number or illness is told, or that somebody wants to go, is no alarm.
  constexpr Labels harmless = bit(pi) | bit(sensitive_pi) | bit(Category::exit) | bit(pressing);
  std::size_t flagged = 0;
  std::size_t crises = 0;
  std::array<std::size_t, signals::category_count> by{};
  for (const Labels each : heard) {
    flagged += (each & ~harmless) != 0 ? 1 : 0;
    crises += (each & own_crisis) != 0 ? 1 : 0;
    for (std::size_t i = 0; i < by.size(); ++i) by[i] += (each >> i) & 1U;
  }
  json categories = json::object();
  for (std::size_t i = 0; i < by.size(); ++i) {
    if (by[i] > 0) categories[std::string(name_of(static_cast<Category>(i)))] = by[i];
  }
  const double all = std::max<double>(1, static_cast<double>(heard.size()));
  return {{"set", set.name},
          {"texts", heard.size()},
          {"flagged", static_cast<double>(flagged) / all},
          {"crisis", static_cast<double>(crises) / all},
          {"categories", categories}};
}

bool is_chinese(std::string_view text) {
  std::size_t wide = 0;
  for (const char byte : text) wide += static_cast<unsigned char>(byte) >= 0xE4 ? 1 : 0;
  return wide * 6 > text.size();
}

struct Kept {
  std::uint32_t clean = 0;
  std::uint32_t heard = 0;
  std::uint32_t negatives = 0;
  std::uint32_t wrong_before = 0;
  std::uint32_t wrong = 0;
};

/// For each way: of the Chinese positives that are heard when written plainly, how many still are.
json evasions_of(const std::vector<MeasuredSet>& sets,
                 const std::vector<std::vector<Labels>>& plain, const Evader& evader,
                 const signals::Observer& observer) {
  json all = json::array();
  for (std::size_t kind = 0; kind < evasion_count; ++kind) {
    const auto evasion = static_cast<Evasion>(kind);
    Kept kept;
    for (std::size_t s = 0; s < sets.size(); ++s) {
      for (std::size_t i = 0; i < sets[s].examples.size(); ++i) {
        const Example& each = sets[s].examples[i];
        if (!is_chinese(each.text)) continue;
        const Labels heard = plain[s][i] & each.known;
        const std::string changed =
            evader.evade(each.text, evasion, evaded_share, hash_of(each.text));
        if (changed == each.text) continue;
        const Labels now = decided(observer, changed, each.role) & each.known;
        if (each.yes == 0) {
          ++kept.negatives;
          kept.wrong_before += heard != 0 ? 1 : 0;
          kept.wrong += now != 0 ? 1 : 0;
        } else if ((heard & each.yes) != 0) {
          ++kept.clean;
          kept.heard += (now & each.yes) != 0 ? 1 : 0;
        }
      }
    }
    const double negatives = std::max(1.0, double(kept.negatives));
    all.push_back({{"evasion", name_of(evasion)},
                   {"heard_plainly", kept.clean},
                   {"kept", kept.heard / std::max(1.0, double(kept.clean))},
                   {"false_share_plainly", kept.wrong_before / negatives},
                   {"false_share", kept.wrong / negatives}});
  }
  return all;
}

Result<std::vector<MeasuredSet>> sets_of(const EvaluationPlan& plan) {
  std::vector<MeasuredSet> sets;
  if (plan.set.ends_with(".tsv")) {
    Result<Task> task = parse_task(read_whole(plan.set), plan.set);
    if (!task) return failed(task);
    sets.push_back({plan.set, std::move(task->examples), false});
    return sets;
  }
  Result<std::vector<Task>> tasks = read_tasks(plan.corpora / "test");
  if (!tasks) return failed(tasks);
  for (Task& task : *tasks) {
    sets.push_back({"corpora/test/" + task.file, std::move(task.examples), false});
  }
  for (PublicSet& set : measured_sets(plan.data)) {
    const std::string name = set.name == "COLD" ? "COLD dev" : set.name;
    sets.push_back({name, std::move(set.examples), false});
  }
  for (PublicSet& set : training_sets(plan.data)) {
    const bool has_labels = std::any_of(set.examples.begin(), set.examples.end(),
                                        [](const Example& each) { return each.yes != 0; });
    if (set.name == "COLD" || !has_labels) continue;  // of prompts the other half is measured
    sets.push_back({set.name, std::move(set.examples), true});
  }
  for (PublicSet& set : ordinary_streams(plan.data, Half::measured)) {
    sets.push_back({set.name, std::move(set.examples), false});
  }
  if (plan.set != "all") {
    std::erase_if(sets, [&](const MeasuredSet& each) {
      return each.name != plan.set && each.name != "corpora/test/" + plan.set;
    });
    if (sets.empty()) return failed(ErrorCode::not_found, "no set is called " + plan.set);
  }
  return sets;
}

bool is_stream(const MeasuredSet& set) {
  return std::none_of(set.examples.begin(), set.examples.end(),
                      [](const Example& each) { return each.yes != 0; });
}

}  // namespace

Result<json> evaluate(const EvaluationPlan& plan, const signals::Observer& observer,
                      const Clock& clock) {
  Result<std::vector<MeasuredSet>> read = sets_of(plan);
  if (!read) return failed(read);
  std::erase_if(*read, [](const MeasuredSet& each) { return each.examples.empty(); });
  json figures = {{"version", observer.version()},
                  {"sets", json::array()},
                  {"streams", json::array()},
                  {"evasions", json::array()}};
  std::vector<std::string_view> texts;
  std::vector<MeasuredSet> own;
  std::vector<std::vector<Labels>> own_heard;
  double seconds = 0;
  for (const MeasuredSet& set : *read) {
    std::vector<Labels> heard;
    const Instant begin = clock.now();
    for (const Example& each : set.examples) {
      heard.push_back(decided(observer, each.text, each.role));
    }
    seconds += std::chrono::duration<double>(clock.now() - begin).count();
    for (const Example& each : set.examples) texts.push_back(each.text);
    const bool stream = is_stream(set);
    figures[stream ? "streams" : "sets"].push_back(stream ? stream_of(set, heard)
                                                          : figures_of(set, heard));
    if (set.trained_on || set.name.starts_with("COLD") || !set.name.contains("corpora")) continue;
    own.push_back(set);
    own_heard.push_back(std::move(heard));
  }
  if (!own.empty()) figures["evasions"] = evasions_of(own, own_heard, Evader(texts), observer);
  figures["speed"] = {{"texts", texts.size()},
                      {"microseconds", 1e6 * seconds / std::max<double>(1, double(texts.size()))}};
  return figures;
}

}  // namespace anban::learning
