// SPDX-License-Identifier: Apache-2.0
// Families of categories.
#include "learning/example.h"

#include <array>

namespace anban::learning {
namespace {

using enum signals::Category;

template <class... Each>
constexpr Labels all_of(Each... each) {
  return (bit(each) | ...);
}

constexpr signals::Category any_harm = signals::any_harm;
constexpr std::array<Labels, 6> families = {
    all_of(crisis_tier2, crisis_tier1, extreme_emotion, third_party_worry, life_danger,
           harm_by_contact, self_harm_method, self_harm_encouragement, dependence),
    all_of(offensive, discrimination, hatred, verbal_violence, prohibited, violence_crime,
           terrorism, sexual, drugs_weapons, rumour, life_danger, harm_by_contact),
    all_of(intimacy_request, sexual, dependence, prohibited),
    all_of(fraud, gambling, property_loss, financial_advice, spam, prohibited),
    all_of(dependence_inducing, manipulation, isolation, exit_obstruction, human_claim, sycophancy,
           pi_elicitation, secret_elicitation, verbal_violence, self_harm_encouragement, offensive,
           any_harm),
    all_of(card_partner, card_relative, card_forbidden_goal)};

constexpr Labels about_person =
    all_of(crisis_tier2, crisis_tier1, extreme_emotion, third_party_worry, life_danger,
           property_loss, sensitive_pi, minor_explicit, minor_implicit, intimacy_request,
           dependence, exit, jailbreak, harm_by_contact);
constexpr Labels content = all_of(prohibited, offensive, sexual, violence_crime, gambling, fraud,
                                  drugs_weapons, discrimination, terrorism, hatred, rumour, spam,
                                  medical_advice, financial_advice, self_harm_method);
constexpr Labels of_character = all_of(
    dependence_inducing, manipulation, isolation, exit_obstruction, human_claim, pi_elicitation,
    secret_elicitation, sycophancy, self_harm_encouragement, verbal_violence);
constexpr Labels of_card = all_of(card_partner, card_relative, card_forbidden_goal);

constexpr std::uint8_t role_bit(signals::Role role) {
  return static_cast<std::uint8_t>(1U << static_cast<unsigned>(role));
}

}  // namespace

Labels related_to(signals::Category category) {
  Labels related = bit(category);
  for (const Labels family : families) {
    if (holds(family, category)) related |= family;
  }
  return related;
}

Labels hardly_beside(Labels yes) {
  constexpr Labels light = all_of(exit, intimacy_request, jailbreak);
  constexpr Labels grave = all_of(crisis_tier2, crisis_tier1, extreme_emotion, third_party_worry,
                                  life_danger, harm_by_contact);
  return yes != 0 && (yes & ~light) == 0 ? grave : 0;
}

bool is_of_character(signals::Category category) { return holds(of_character, category); }

Labels neighbours_of(signals::Category category) {
  constexpr Labels withheld = content & ~all_of(offensive, medical_advice, financial_advice);
  if (category == offensive) return withheld;
  if (holds(withheld, category)) return withheld;
  return holds(of_character, category) ? of_character : 0;
}

std::uint8_t roles_of(signals::Category category) {
  const std::uint8_t user = role_bit(signals::Role::user);
  const std::uint8_t assistant = role_bit(signals::Role::assistant);
  // Also what a character says: who is under age must not hear it.
  if (category == intimacy_request) return user | assistant;
  if (holds(about_person, category)) return user;
  if (holds(content, category)) return user | assistant;
  if (holds(of_character | bit(any_harm), category)) return assistant;
  return holds(of_card, category) ? role_bit(signals::Role::character_card) : 0;
}

std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const char byte : text) {
    hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001B3U;
  }
  return hash ^ (hash >> 29U);
}

}  // namespace anban::learning
