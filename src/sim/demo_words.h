// SPDX-License-Identifier: Apache-2.0
// What the demonstration companion can talk about: hand-written words, zh and en, one entry a topic
// of everyday talk. The words keep the house's rules: no claim to be human, no promise to be there
// for ever, no advice of a doctor or a broker, and a kind push towards people nearby.
#pragma once

#include <span>
#include <string_view>

namespace anban::sim {

struct DemoTopic {
  std::string_view name;
  std::string_view cues_zh;     // separated by '|'
  std::string_view cues_en;     // whole words, lower case, separated by '|'
  std::string_view replies_zh;  // separated by '|'; one of them is said
  std::string_view replies_en;
};

/// Who the companion is and what it can do.
std::span<const DemoTopic> demo_topics_self();
/// Feelings and people.
std::span<const DemoTopic> demo_topics_feelings();
/// Days: food, work, sleep, hobbies.
std::span<const DemoTopic> demo_topics_days();

}  // namespace anban::sim
