// SPDX-License-Identifier: Apache-2.0
// A text is cut into stretches at ends of sentences; a window is two neighbours. The sums of a
// stretch are added up once.
#include "signals/model_judge.h"

#include <algorithm>
#include <array>
#include <limits>

namespace anban::signals {
namespace {

constexpr std::uint32_t stretch_least = 60;  // characters and words
constexpr std::uint32_t stretch_most = 160;
constexpr std::uint32_t comment_least = 12;
constexpr float lowest = std::numeric_limits<float>::lowest();
constexpr float worth_telling = 0.5F;  // of the threshold: undecided, but duties may add it up

bool is_crisis(Category category) {
  return category == Category::crisis_tier1 || category == Category::crisis_tier2;
}

struct Stretch {
  Range units;
  std::size_t runs_end = 0;
};

}  // namespace

struct ModelJudge::Window {
  Span span;
  Sums sums;
  float share = 1;  // run_share(sums.known)
};

ModelJudge::ModelJudge(const Model& model, const RuleTable& table)
    : model_(&model), cues_(table), name_(model.version()) {}

std::vector<ModelJudge::Window> ModelJudge::windows_of(const Noticed& noticed) const {
  const std::span<const Unit> units = noticed.scene.units();
  std::vector<FeatureHash> runs;
  runs.reserve(units.size() * 6);
  const auto note = [&](FeatureHash hash, bool) { runs.push_back(hash); };
  std::vector<Stretch> stretches;
  RunReader reader;
  std::uint32_t begin = 0;
  std::uint32_t tokens = 0;
  const auto size = static_cast<std::uint32_t>(units.size());
  read_runs(reader, noticed.scene, note, [&](std::uint32_t i) {
    const std::uint32_t length = reader.tokens() - tokens;
    const bool ends = length >= stretch_least && kind_of(units[i].point) == Kind::sentence_end;
    if (!ends && length < stretch_most && i + 1 < size) return;
    stretches.push_back({{begin, i + 1}, runs.size()});
    begin = i + 1;
    tokens = reader.tokens();
  });
  std::vector<Window> parts(stretches.size());
  std::size_t from = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    parts[i].span = {stretches[i].units.begin, stretches[i].units.end};
    model_->add_runs(std::span(runs).subspan(from, stretches[i].runs_end - from), parts[i].sums);
    from = stretches[i].runs_end;
  }
  std::vector<std::vector<FeatureHash>> cues(parts.size());
  cues_.read(noticed, [&](FeatureHash hash, std::uint32_t unit) {
    std::size_t at = 0;
    while (at + 1 < parts.size() && unit >= parts[at].span.end) ++at;
    cues[at].push_back(hash);
  });
  for (std::size_t i = 0; i < parts.size(); ++i) model_->add_cues(cues[i], parts[i].sums);
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
    parts[i].sums.add(parts[i + 1].sums);
    parts[i].span.end = parts[i + 1].span.end;
  }
  if (parts.size() > 1) parts.pop_back();
  for (Window& each : parts) each.share = run_share(each.sums.known);
  return parts;
}

void ModelJudge::judge(Noticed& noticed, Role role) const {
  const std::vector<Window> windows = windows_of(noticed);
  std::array<bool, category_count> denied{};
  for (const RuleSet::Denied& each : noticed.denied) {
    denied[static_cast<std::size_t>(each.category)] = true;
    if (is_crisis(each.category)) {
      denied[static_cast<std::size_t>(Category::crisis_tier1)] = true;
      denied[static_cast<std::size_t>(Category::crisis_tier2)] = true;
    }
  }
  // Offence was learned from comments; in a few words a topic looks like one, and rules suffice.
  if (noticed.scene.measure() < comment_least) {
    denied[static_cast<std::size_t>(Category::offensive)] = true;
  }
  for (std::size_t h = 0; h < model_->heads().size(); ++h) {
    const Head& head = model_->heads()[h];
    if ((head.roles & (1U << static_cast<unsigned>(role))) == 0) continue;
    Opinion opinion;
    opinion.denied = denied[static_cast<std::size_t>(head.category)];
    float best = lowest;
    for (const Window& window : windows) {
      const float score = model_->score(head, h, window.sums, window.share);
      if (score > best) {
        best = score;
        opinion.span = window.span;
      }
    }
    opinion.probability = best == lowest ? 0 : probability_of(best);
    decide(head, opinion, noticed.findings);
  }
}

void ModelJudge::decide(const Head& head, const Opinion& opinion, Findings& findings) const {
  bool known = false;
  for (Finding& each : findings) {
    if (each.category != head.category || !each.decided) continue;
    if (opinion.probability < head.doubt && each.strength < strong_rule) each.decided = false;
    known = known || each.decided;
  }
  // What a guard took back with good reason the model may only suspect.
  const bool sure = opinion.probability >= head.threshold && !opinion.denied;
  if (known || (!sure && opinion.probability < worth_telling * head.threshold)) return;
  findings.push_back({head.category, opinion.probability, sure, opinion.span, "", name_});
}

}  // namespace anban::signals
