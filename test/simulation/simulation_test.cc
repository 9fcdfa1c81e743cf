// SPDX-License-Identifier: Apache-2.0
// Random worlds keep every promise. ANBAN_SIM_SEED=n lives one of them and tells its story
// (`./dev sim n`); ANBAN_SIM_SEEDS=n tries so many.
#include <cstdlib>
#include <iostream>

#include <gtest/gtest.h>

#include "world.h"

namespace anban::simulation {
namespace {

constexpr int steps = 80;
constexpr std::uint64_t seeds_usually = 200;

std::uint64_t number_in(const char* variable, std::uint64_t otherwise) {
  const char* text = std::getenv(variable);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

bool tell(std::uint64_t seed, const WorldReport& report) {
  for (const std::string& promise : report.broken) {
    ADD_FAILURE() << "seed " << seed << " (./dev sim " << seed << "): " << promise;
  }
  return report.broken.empty();
}

TEST(Simulation, RandomWorldsKeepEveryPromise) {
  if (std::getenv("ANBAN_SIM_SEED") != nullptr) GTEST_SKIP() << "one seed was asked for";
  const std::uint64_t seeds = number_in("ANBAN_SIM_SEEDS", seeds_usually);
  WorldReport all;
  int broken = 0;
  for (std::uint64_t seed = 1; seed <= seeds && broken < 5; ++seed) {
    const WorldReport report = World(seed).live(steps);
    if (!tell(seed, report)) ++broken;
    all.turns += report.turns;
    all.alerts += report.alerts;
    all.reminders += report.reminders;
    all.restarts += report.restarts;
    all.bindings += report.bindings;
    all.loosened += report.loosened;
    all.long_replies += report.long_replies;
  }
  // A simulation in which nothing happens proves nothing.
  if (broken == 0 && seeds >= 100) {
    EXPECT_GT(all.turns, seeds * 30);
    EXPECT_GT(all.alerts, seeds / 2);
    EXPECT_GT(all.reminders, seeds / 20);
    EXPECT_GT(all.restarts, seeds / 2);
    EXPECT_GT(all.bindings, seeds / 20);
    EXPECT_GT(all.loosened, seeds / 20);
    EXPECT_GT(all.long_replies, seeds / 2);
  }
}

TEST(Simulation, OneSeedTellsItsStory) {
  if (std::getenv("ANBAN_SIM_SEED") == nullptr) GTEST_SKIP() << "ANBAN_SIM_SEED names a world";
  const std::uint64_t seed = number_in("ANBAN_SIM_SEED", 1);
  const WorldReport report = World(seed).live(steps);
  for (const std::string& line : report.story) std::cout << line << "\n";
  tell(seed, report);
}

TEST(Simulation, TheSameSeedIsTheSameWorld) {
  const WorldReport first = World(42).live(20);
  const WorldReport second = World(42).live(20);
  EXPECT_EQ(first.story, second.story);
  EXPECT_NE(first.story, World(43).live(20).story);
}

}  // namespace
}  // namespace anban::simulation
