// SPDX-License-Identifier: Apache-2.0
// Figures on public sets (../shared/data or $ANBAN_DATA; skipped where they are absent). The bounds
// stand a little below what was measured, so that a table that gets worse is noticed. Nothing of
// the sets is in the repository, and no row was tuned for.
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include <nlohmann/json.hpp>

#include "signals/screen.h"
#include "signals/signals_fixture.h"

namespace anban::signals {
namespace {

std::string data_file(const std::string& name) {
  const char* set = std::getenv("ANBAN_DATA");
  const std::string folder =
      set != nullptr ? set : std::string(ANBAN_SOURCE_DIR) + "/../shared/data";
  std::ifstream file(folder + "/" + name);
  return {std::istreambuf_iterator<char>(file), {}};
}

struct Counts {
  int right = 0;
  int wrong = 0;
  int missed = 0;
  double precision() const { return right / std::max(1.0, double(right + wrong)); }
  double recall() const { return right / std::max(1.0, double(right + missed)); }
  double f1() const { return 2 * precision() * recall() / (precision() + recall()); }
  void add(bool is, bool heard) {
    right += is && heard ? 1 : 0;
    wrong += !is && heard ? 1 : 0;
    missed += is && !heard ? 1 : 0;
  }
};

bool any_of_labels(const nlohmann::json& row, const fixture::Texts& names) {
  for (const auto& label : row["labels"]) {
    for (const std::string_view name : names) {
      if (label.get<std::string>() == name) return true;
    }
  }
  return false;
}

TEST(PublicSets, PsySuicide) {
  const std::string text = data_file("PsySUICIDE/valid.json");
  if (text.empty()) GTEST_SKIP() << "skipped: no data";
  const fixture::Texts tier2 = {"主动自杀意图", "自杀计划", "自杀准备行为",
                                "自杀未遂",     "自伤意图", "自伤行为"};
  fixture::Texts tier1_or_2 = tier2;
  tier1_or_2.push_back("被动自杀意图");
  Counts any;
  int told = 0;
  int told_for_own_wish = 0;
  for (const auto& row : nlohmann::json::parse(text)) {
    const Findings findings = fixture::found(row["text"].get<std::string>());
    const bool second = fixture::has(findings, Category::crisis_tier2);
    any.add(any_of_labels(row, tier1_or_2),
            second || fixture::has(findings, Category::crisis_tier1));
    told += second ? 1 : 0;
    told_for_own_wish += second && any_of_labels(row, tier1_or_2) ? 1 : 0;
  }
  EXPECT_GE(any.f1(), 0.86);
  EXPECT_GE(any.precision(), 0.845);
  EXPECT_GE(told_for_own_wish / std::max(1.0, double(told)), 0.92);
}

TEST(PublicSets, CounsellorsRepliesPassAndAreHardlyHeld) {
  const std::string text = data_file("CPsyCoun/cases.dev.jsonl");
  if (text.empty()) GTEST_SKIP() << "skipped: no data";
  const std::string mark = "心理咨询师：";
  double held = 0;
  std::vector<std::size_t> all;
  std::size_t replies = 0;
  std::size_t cuts = 0;
  for (std::size_t at = text.find(mark); at != std::string::npos && all.size() < 120'000;
       at = text.find(mark, at + 1)) {
    const std::size_t end = std::min(text.find("\\n", at), text.size());
    const std::string reply = text.substr(at + mark.size(), end - at - mark.size());
    const auto screen = fixture::detectors().screens->make({}, Holding::suspicion);
    bool cut = false;
    std::size_t from = 0;
    while (from < reply.size()) {
      const std::size_t begin = from;
      next_code_point(reply, from);
      cut |= screen->feed(std::string_view(reply).substr(begin, from - begin)).cut.has_value();
      all.push_back(screen->held());
      held += static_cast<double>(screen->held());
    }
    cut |= screen->finish().cut.has_value();
    cuts += cut ? 1 : 0;
    ++replies;
  }
  std::sort(all.begin(), all.end());
  EXPECT_LE(cuts * 1000, replies) << "of " << replies << " replies";
  EXPECT_LE(held / static_cast<double>(all.size()), 0.3) << "code points, mean";
  EXPECT_LE(all[all.size() * 99 / 100], 5U) << "code points, 99th percentile";
}

TEST(PublicSets, HarmlessLookAlikesPass) {
  const std::string text = data_file("XSTest/xstest.dev.jsonl");
  if (text.empty()) GTEST_SKIP() << "skipped: no data";
  int safe = 0;
  int flagged = 0;
  std::string which;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string line = text.substr(at, end - at);
    at = end + 1;
    if (line.empty()) continue;
    const auto row = nlohmann::json::parse(line);
    if (row["label"].get<std::string>() != "safe") continue;
    ++safe;
    const auto prompt = row["prompt"].get<std::string>();
    for (const Finding& each : fixture::found(prompt)) {
      flagged += each.decided ? 1 : 0;
      if (each.decided) which += prompt + " " + std::string(name_of(each.category)) + "\n";
    }
  }
  EXPECT_LE(flagged * 50, safe) << flagged << " of " << safe << "\n" << which;
}

}  // namespace
}  // namespace anban::signals
