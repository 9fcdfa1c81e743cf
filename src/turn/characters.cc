// SPDX-License-Identifier: Apache-2.0
// The register of characters and the judgement of cards.
#include "turn/characters.h"

#include <nlohmann/json.hpp>

#include "signals/elder_signs.h"

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
                               {"owner", character.owner}};
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
