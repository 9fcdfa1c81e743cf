// SPDX-License-Identifier: Apache-2.0
// The table of words: a row a situation, a column an age.
#include "duties/crisis/crisis_words.h"

#include <algorithm>

#include "duties/crisis/level.h"
#include "pack/text_keys.h"

namespace anban::duties {
namespace {

using signals::Category;
using namespace pack::keys;

struct ByAge {
  pack::TextKey adult;
  pack::TextKey minor;
  pack::TextKey elder;
};

bool is_loss_suffered(const TurnFacts& facts) {
  const auto& all = facts.about_person;
  const auto is_of = [&](std::string_view kind) {
    return std::any_of(all.begin(), all.end(), [&](const signals::Finding& each) {
      return each.decided && each.category == Category::property_loss && each.kind == kind;
    });
  };
  return is_of("loss") && !is_of("fraud_underway");
}

/// A scale or a doctor's finding told of oneself: it needs somebody who can read it.
bool is_self_report(const TurnFacts& facts) {
  const auto& all = facts.about_person;
  return std::any_of(all.begin(), all.end(), [](const signals::Finding& each) {
    return each.decided && each.category == Category::extreme_emotion && each.kind == self_report;
  });
}

/// Now, or earlier in the window that is open: what is said later takes nothing back.
bool is_imminent(const TurnFacts& facts) {
  const auto& window = facts.person.state.crisis;
  const bool open = facts.person.registered && window && facts.now < window->until;
  const bool was = open && window->level >= 4 && window->kind == case_name(CrisisKind::self_harm);
  return was || level_of(CrisisKind::self_harm, facts) >= 4;
}

ByAge words_by_age(CrisisKind kind, const TurnFacts& facts) {
  switch (kind) {
    case CrisisKind::medical:
      return {crisis_medical_words, crisis_medical_minor_words, crisis_medical_elder_words};
    case CrisisKind::violence:
      return {crisis_violence_words, crisis_violence_minor_words, crisis_violence_elder_words};
    case CrisisKind::life_danger:
      return {crisis_life_danger_words, crisis_life_danger_minor_words,
              crisis_life_danger_elder_words};
    case CrisisKind::property_loss:
      if (is_loss_suffered(facts)) {
        return {crisis_loss_words, crisis_loss_minor_words, crisis_loss_elder_words};
      }
      return {crisis_property_loss_words, crisis_property_loss_minor_words,
              crisis_property_loss_elder_words};
    case CrisisKind::third_party:
      return {crisis_third_party_words, crisis_third_party_minor_words, crisis_third_party_words};
    case CrisisKind::self_harm:
      if (is_imminent(facts)) {
        return {crisis_imminent_words, crisis_imminent_minor_words, crisis_imminent_elder_words};
      }
      return {crisis_tier2_words, crisis_tier2_minor_words, crisis_tier2_elder_words};
    case CrisisKind::tier1:
    case CrisisKind::slow_fraud:
    case CrisisKind::small_loss:
    case CrisisKind::none: break;
  }
  if (is_self_report(facts)) {
    return {crisis_self_report_words, crisis_self_report_words, crisis_self_report_words};
  }
  return {crisis_tier1_words, crisis_tier1_minor_words, crisis_tier1_elder_words};
}

}  // namespace

int level_of(CrisisKind kind, const TurnFacts& facts) {
  switch (kind) {
    case CrisisKind::none: return 0;
    case CrisisKind::third_party:
    case CrisisKind::slow_fraud:
    case CrisisKind::small_loss: return 1;
    case CrisisKind::tier1:
    case CrisisKind::property_loss: return 2;
    default: return crisis_level(kind, facts);
  }
}

pack::TextKey words_for(CrisisKind kind, const TurnFacts& facts) {
  const ByAge words = words_by_age(kind, facts);
  if (!facts.person.registered) return words.adult;
  if (facts.person.standing.mode == Mode::minor) return words.minor;
  return facts.person.standing.mode == Mode::elder ? words.elder : words.adult;
}

pack::TextKey after_care_line(const TurnFacts& facts) {
  const auto& care = facts.person.state.after_care;
  if (care && care->kind == case_name(CrisisKind::property_loss)) return crisis_aftercare_loss_line;
  const bool minor = facts.person.standing.mode == Mode::minor;
  return minor ? crisis_aftercare_minor_line : crisis_aftercare_line;
}

}  // namespace anban::duties
