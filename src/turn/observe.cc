// SPDX-License-Identifier: Apache-2.0
// Which message is looked at for what.
#include "turn/observe.h"

#include <algorithm>
#include <exception>

#include "signals/account_wish.h"
#include "signals/another_matter.h"
#include "signals/elder_signs.h"
#include "turn/words.h"

namespace anban {
namespace {

using signals::Category;
using signals::Findings;
using signals::Role;
using wire::ChatMessage;
using wire::ChatRole;

bool is_card(const ChatMessage& message) {
  return message.role == ChatRole::system || message.role == ChatRole::developer;
}

/// The index behind the last assistant message.
std::size_t newest_from(const std::vector<ChatMessage>& messages) {
  for (std::size_t i = messages.size(); i > 0; --i) {
    if (messages[i - 1].role == ChatRole::assistant) return i;
  }
  return 0;
}

std::uint64_t hash_of(const ChatMessage& message) {
  std::string text(wire::name_of(message.role));
  text += '\n';
  text += message.text;
  return cache_hash(text);
}

/// A detector that fails is a fact of the turn (tier 1 by itself, O-95), never a broken turn.
Findings look_at(Turn& turn, std::string_view text, Role role) {
  try {
    return turn.policy->observer->observe(text, role);
  } catch (const std::exception&) {
    turn.facts.detector_failed = true;
    return {};
  }
}

void add(Findings& into, Findings from) {
  into.insert(into.end(), std::make_move_iterator(from.begin()),
              std::make_move_iterator(from.end()));
}

/// Of older messages only what forbids content counts; they say nothing about the person now.
bool counts_in_history(Category category) {
  return category >= Category::prohibited ? category <= Category::rumour
                                          : category == Category::jailbreak;
}

void look_at_history(Turn& turn, const ChatMessage& message,
                     const std::vector<std::uint64_t>& seen) {
  const std::uint64_t hash = hash_of(message);
  if (std::find(seen.begin(), seen.end(), hash) != seen.end()) return;
  turn.screened.push_back(hash);
  const Role role = message.role == ChatRole::assistant ? Role::assistant : Role::user;
  const std::string theirs = message.role == ChatRole::assistant
                                 ? without_platform_words(*turn.policy->pack, message.text)
                                 : message.text;
  Findings findings = look_at(turn, theirs, role);
  for (const std::string& words : message.tool_argument_texts) {
    add(findings, look_at(turn, words, Role::user));
  }
  std::erase_if(findings, [](const auto& each) { return !counts_in_history(each.category); });
  add(turn.facts.in_history, std::move(findings));
}

void look_at_card(Turn& turn) {
  std::string card;
  for (const ChatMessage& message : turn.chat.messages) {
    if (is_card(message)) card += message.text + "\n";
  }
  if (card.empty()) return;
  const std::uint64_t hash = cache_hash(turn.policy->pack->hash_text + card);
  auto judgement = turn.deps.cards.find(hash);
  if (!judgement) {
    turn.facts.in_card = look_at(turn, card, Role::character_card);
    judgement = judge_card(turn.facts.in_card);
    judgement->relative |= signals::simulates_kin(card);
    judgement->sketch = sketch_of(card);
    turn.deps.cards.put(hash, *judgement);
  }
  turn.marks.push_back(marks_of(*judgement));
  turn.facts.character.relative |= judgement->relative;
  turn.facts.character.intimate |= judgement->intimate();
  turn.facts.character.forbidden_goal |= judgement->forbidden_goal;
  turn.facts.character.doubtful |= judgement->doubtful;
}

/// Tool descriptions, schemas, stop strings: content that the model will read.
void look_at_other_texts(Turn& turn) {
  for (const std::string& text : turn.chat.texts_to_check) {
    Findings findings = look_at(turn, text, Role::user);
    std::erase_if(findings, [](const auto& each) { return !counts_in_history(each.category); });
    add(turn.facts.in_history, std::move(findings));
  }
}

}  // namespace

std::uint64_t fingerprint_of(const wire::ChatRequest& chat) {
  std::string all = chat.model + "\n" + chat.metadata_character.value_or("") + "\n" +
                    chat.metadata_session.value_or("");
  for (const ChatMessage& message : chat.messages) {
    all += '\n';
    all += wire::name_of(message.role);
    all += ':';
    all += message.text;
    all += message.rest;
  }
  return cache_hash(all);
}

void observe(Turn& turn, const std::vector<std::uint64_t>& seen) {
  const auto& messages = turn.chat.messages;
  const std::size_t newest = newest_from(messages);
  for (std::size_t i = 0; i < messages.size(); ++i) {
    const ChatMessage& message = messages[i];
    if (is_card(message)) continue;
    if (i >= newest && message.role == ChatRole::user) {
      if (!turn.said.empty()) turn.said += '\n';
      turn.said += message.text;
      turn.screened.push_back(hash_of(message));
    } else {
      look_at_history(turn, message, seen);
    }
  }
  turn.facts.about_person = look_at(turn, turn.said, Role::user);
  turn.mood = signals::emotion_in(turn.said);
  turn.facts.asks_something = asks_something(turn.said);
  turn.facts.account_wish = signals::account_wish(turn.said);
  turn.facts.another_matter = signals::turns_to_another_matter(turn.said);
  look_at_card(turn);
  look_at_other_texts(turn);
}

}  // namespace anban
