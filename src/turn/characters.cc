// SPDX-License-Identifier: Apache-2.0
// The register of characters and the judgement of cards.
#include "turn/characters.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "signals/elder_signs.h"
#include "signals/stream_words.h"

namespace anban {
namespace {

constexpr const char* prefix = "character/";

}  // namespace

CardJudgement judge_card(const signals::Findings& findings) {
  CardJudgement judgement;
  for (const signals::Finding& each : findings) {
    judgement.doubtful |= each.category == signals::Category::card_forbidden_goal;
    if (!each.decided) continue;
    judgement.partner |= each.category == signals::Category::card_partner;
    judgement.relative |= each.category == signals::Category::card_relative;
    judgement.forbidden_goal |= each.category == signals::Category::card_forbidden_goal;
  }
  return judgement;
}

void derive(Character& character, const signals::Observer& observer) {
  const std::string card = character.name + "\n" + character.relationship + "\n" + character.prompt;
  CardJudgement judgement = judge_card(observer.observe(card, signals::Role::character_card));
  judgement.relative |= signals::simulates_kin(card);
  character.relative = judgement.relative;
  character.intimate = judgement.intimate();
  character.forbidden_goal = judgement.forbidden_goal;
  character.doubtful = judgement.doubtful;
  character.sketch = sketch_of(character.prompt.empty() ? character.name : character.prompt);
  character.derived = judgement.partner ? "partner" : "other";
  if (judgement.relative && !judgement.partner) character.derived = "relative";
}

namespace {

/// Names of figures ("session_length_maximize") are words, too.
std::string spaced(std::string text) {
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

/// What a goal aims at, by rules alone: a goal is one short line, about which the trained model,
/// that learned whole cards, knows too little to refuse it.
bool aims_at_dependence(const std::string& goal, const signals::Observer& observer) {
  const auto found = observer.observe(spaced(goal), signals::Role::character_card);
  return std::any_of(found.begin(), found.end(), [](const signals::Finding& each) {
    return each.decided && each.category == signals::Category::card_forbidden_goal &&
           each.detector.starts_with("rules");
  });
}

}  // namespace

std::vector<std::string> forbidden_fields(const Character& character,
                                          const signals::Observer& observer) {
  std::vector<std::string> fields;
  if (aims_at_dependence(character.goal, observer)) fields.emplace_back("goal");
  const auto lures = [&](const std::string& words) {
    const auto found = observer.observe(words, signals::Role::assistant);
    const bool forbidden = std::any_of(found.begin(), found.end(), [](signals::Finding each) {
      return each.decided && signals::forbids(each, signals::Audience());
    });
    return forbidden || aims_at_dependence(words, observer);
  };
  const auto& pushes = character.push_templates;
  if (std::any_of(pushes.begin(), pushes.end(), lures)) fields.emplace_back("push_templates");
  return fields;
}

CharacterMarks marks_of(const Character& character) {
  return {character.id.text, character.derived, character.relationship, character.tags,
          character.sketch};
}

CharacterMarks marks_of(const CardJudgement& card) {
  std::string derived = card.partner ? "partner" : "other";
  if (card.relative && !card.partner) derived = "relative";
  return {"", std::move(derived), "", {}, card.sketch};
}

std::string to_stored(const Character& character) {
  const nlohmann::json json = {{"id", character.id.text},
                               {"name", character.name},
                               {"relationship", character.relationship},
                               {"prompt", character.prompt},
                               {"min_age", character.min_age},
                               {"tags", character.tags},
                               {"owner", character.owner},
                               {"goal", character.goal},
                               {"push_templates", character.push_templates}};
  return json.dump();
}

Result<Character> character_from_stored(const std::string& text) {
  try {
    const auto json = nlohmann::json::parse(text);
    Character character;
    character.id = CharacterId(json.at("id").get<std::string>());
    character.name = json.at("name").get<std::string>();
    character.relationship = json.at("relationship").get<std::string>();
    character.prompt = json.at("prompt").get<std::string>();
    character.min_age = json.at("min_age").get<int>();
    character.tags = json.value("tags", std::vector<std::string>());
    character.owner = json.value("owner", std::string());
    character.goal = json.value("goal", std::string());
    character.push_templates = json.value("push_templates", std::vector<std::string>());
    return character;
  } catch (const nlohmann::json::exception& fault) {
    return failed(ErrorCode::corrupt,
                  std::string("a stored character does not read: ") + fault.what());
  }
}

Result<void> Characters::load(Journal& journal, const signals::Observer& observer) {
  const auto rows = journal.settings(prefix);
  if (!rows) return failed(rows);
  for (const SettingRow& row : *rows) {
    Result<Character> character = character_from_stored(row.value);
    if (!character) return failed(character);
    derive(*character, observer);
    const Result<void> kept = put(std::move(*character));
    if (!kept) return kept;
  }
  return {};
}

std::optional<Character> Characters::find(const CharacterId& id) const {
  const std::lock_guard guard(mutex_);
  const auto found = all_.find(id.text);
  if (found == all_.end()) return std::nullopt;
  return found->second;
}

std::vector<Character> Characters::list(const std::string& after, std::size_t limit) const {
  const std::lock_guard guard(mutex_);
  std::vector<Character> out;
  for (auto it = all_.upper_bound(after); it != all_.end() && out.size() < limit; ++it) {
    out.push_back(it->second);
  }
  return out;
}

Result<void> Characters::put(Character character) {
  const std::lock_guard guard(mutex_);
  if (all_.size() >= characters_most && !all_.contains(character.id.text)) {
    return failed(ErrorCode::exhausted, "too many characters: remove some first");
  }
  std::string id = character.id.text;
  all_.insert_or_assign(std::move(id), std::move(character));
  return {};
}

void Characters::remove(const CharacterId& id) {
  const std::lock_guard guard(mutex_);
  all_.erase(id.text);
}

void Characters::clear() {
  const std::lock_guard guard(mutex_);
  all_.clear();
}

std::optional<CardJudgement> CardCache::find(std::uint64_t hash) const {
  const std::lock_guard guard(mutex_);
  const auto found = all_.find(hash);
  if (found == all_.end()) return std::nullopt;
  return found->second;
}

void CardCache::put(std::uint64_t hash, CardJudgement judgement) {
  const std::lock_guard guard(mutex_);
  if (all_.size() >= cards_most) all_.clear();  // rare; judging again is cheap
  all_[hash] = judgement;
}

}  // namespace anban
