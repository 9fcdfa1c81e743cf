// SPDX-License-Identifier: Apache-2.0
// Characters: what they are is derived from their words (O-113); aims at dependence are refused at
// publication (O-58).
#include <algorithm>
#include <array>

#include "api/api.h"
#include "evidence/leaf.h"

namespace anban::api {
namespace {

constexpr std::size_t prompt_most = 32U
                                    << 10U;  // bytes; longer cards are not read by models either

constexpr std::size_t goal_most = 2048;  // bytes
constexpr std::size_t pushes_most = 64;
constexpr std::size_t push_most = 1024;  // bytes
constexpr std::size_t tags_most = 16;
constexpr std::size_t tag_most = 64;  // bytes

nlohmann::json character_json(const Character& character) {
  return {{"id", character.id.text},
          {"object", "character"},
          {"name", character.name},
          {"declared_relationship", character.relationship},
          {"relationship", character.derived},
          {"intimate", character.intimate},
          {"min_age", character.min_age},
          {"tags", character.tags},
          {"prompt", character.prompt},
          {"goal", character.goal},
          {"push_templates", character.push_templates},
          {"review", character.forbidden_goal ? "rejected" : "accepted"},
          {"model", "character:" + character.id.text}};
}

void read_tags(const nlohmann::json& body, Character& character,
               std::vector<wire::FieldFault>& faults) {
  const auto tags = body.find("tags");
  if (tags == body.end()) return;
  const auto is_tag = [](const nlohmann::json& each) {
    return each.is_string() && each.get<std::string>().size() <= tag_most &&
           is_acceptable_client_id(each.get<std::string>());
  };
  if (!tags->is_array() || tags->size() > tags_most ||
      !std::all_of(tags->begin(), tags->end(), is_tag)) {
    faults.push_back({"tags", "must be a list of at most 16 words of at most 64 bytes"});
    return;
  }
  character.tags = tags->get<std::vector<std::string>>();
}

void read_push_templates(const nlohmann::json& body, Character& character,
                         std::vector<wire::FieldFault>& faults) {
  const auto templates = body.find("push_templates");
  if (templates == body.end()) return;
  const auto is_short = [](const nlohmann::json& each) {
    return each.is_string() && each.get<std::string>().size() <= push_most;
  };
  if (!templates->is_array() || templates->size() > pushes_most ||
      !std::all_of(templates->begin(), templates->end(), is_short)) {
    faults.push_back(
        {"push_templates", "must be a list of at most 64 texts of at most 1024 bytes"});
    return;
  }
  character.push_templates = templates->get<std::vector<std::string>>();
}

bool is_known(const std::string& name) {
  static constexpr auto names = std::to_array<std::string_view>(
      {"name", "relationship", "prompt", "min_age", "author", "tags", "goal", "push_templates"});
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// A character without an age tag is for adults: what nobody judged is treated as the strictest.
std::vector<wire::FieldFault> read_character(const nlohmann::json& body, int strictest_tier,
                                             Character& character) {
  character.min_age = strictest_tier;
  std::vector<wire::FieldFault> faults;
  const auto text = [&](const char* name, std::size_t most, std::string& into) {
    const auto field = body.find(name);
    if (field == body.end()) return;
    if (!field->is_string() || field->get<std::string>().size() > most) {
      faults.push_back({name, "must be a string of at most " + std::to_string(most) + " bytes"});
      return;
    }
    into = field->get<std::string>();
  };
  text("name", 512, character.name);
  text("relationship", 512, character.relationship);
  text("prompt", prompt_most, character.prompt);
  text("goal", goal_most, character.goal);
  if (character.name.empty()) faults.push_back({"name", "is missing"});
  if (body.contains("min_age")) {
    const auto& age = body["min_age"];
    if (!age.is_number_integer() || age.get<int>() < 0 || age.get<int>() > 120) {
      faults.push_back({"min_age", "must be a whole number from 0 to 120"});
    } else {
      character.min_age = age.get<int>();
    }
  }
  if (body.contains("author") && !body["author"].is_string()) {
    faults.push_back({"author", "must be the id of a registered person"});
  }
  read_tags(body, character, faults);
  read_push_templates(body, character, faults);
  for (const auto& [name, value] : body.items()) {
    if (!is_known(name)) faults.push_back({name, "is not a known field"});
  }
  return faults;
}

/// A fault for each field that aims at dependence (O-58).
std::vector<wire::FieldFault> forbidden_aims(const Character& character,
                                             const signals::Observer& observer) {
  std::vector<std::string> fields = forbidden_fields(character, observer);
  if (character.forbidden_goal) fields.insert(fields.begin(), "prompt");
  std::vector<wire::FieldFault> faults;
  for (const std::string& each : fields) {
    faults.push_back({each,
                      "aims at dependence, at replacing people or at controlling them: such a "
                      "character is not published (Art. 10)"});
  }
  return faults;
}

}  // namespace

/// Who publishes is identified (O-77): the operator by its own registration, a person by a proof.
std::expected<void, wire::Problem> Api::may_publish(const Call& call, const std::string& author) {
  const auto person = turn().people.find(PersonId(author));
  if (!person) return std::unexpected(problem(503, "Service unavailable", person.error().detail));
  if (!*person || (call.caller.kind != CallerKind::staff && !may_touch(call.caller, **person))) {
    wire::Problem wrong = problem(422, "The character was not accepted", "Who wrote it?");
    wrong.faults = {{"author", "is nobody registered here"}};
    return std::unexpected(std::move(wrong));
  }
  const std::lock_guard guard((*person)->mutex);
  if ((*person)->profile.identity) return {};
  return std::unexpected(problem(403, "The author is not identified",
                                 "Whoever publishes a character proves who they are first: POST "
                                 "/anban/v1/users/{id}/identity."));
}

Task<void> Api::put_character(Call& call) {
  const auto body = object_in(call);
  if (!body) {
    auto answering = answer_problem(call, body.error());
    co_await std::move(answering);
    co_return;
  }
  Character character;
  character.id = CharacterId(call.names[0]);
  character.owner = call.caller.key.text;
  std::vector<wire::FieldFault> faults =
      read_character(*body, turn().policies.current()->pack->params.age.minor, character);
  if (!is_acceptable_client_id(call.names[0])) faults.push_back({"id", "has 1 to 128 characters"});
  derive(character, *turn().policies.current()->observer);
  if (faults.empty()) {
    faults = forbidden_aims(character, *turn().policies.current()->observer);
  }
  const auto author = body->find("author");
  if (faults.empty() && author != body->end()) {
    const auto may = may_publish(call, author->get<std::string>());
    if (!may) {
      auto answering = answer_problem(call, may.error());
      co_await std::move(answering);
      co_return;
    }
  }
  if (!faults.empty()) {
    wire::Problem wrong =
        problem(422, "The character was not accepted", "Mend the fields named in errors.");
    wrong.faults = std::move(faults);
    auto answering = answer_problem(call, std::move(wrong));
    co_await std::move(answering);
    co_return;
  }
  Transaction record;
  record.settings.push_back({"character/" + character.id.text, to_stored(character)});
  evidence::ActLeaf leaf;
  leaf.kind = "character.published";
  leaf.at = turn().clock.now();
  leaf.actor = call.caller.kind == CallerKind::staff ? call.caller.role : "app";
  leaf.facts = {{"character", character.id.text}, {"derived", character.derived}};
  record.leaves.push_back({evidence::leaf_body(leaf)});
  auto committing = turn().journal.commit(std::move(record));
  const Result<Committed> committed = co_await std::move(committing);
  if (committed) {
    const Result<void> kept = turn().characters.put(character);
    auto answering = kept ? answer_json(call, 200, character_json(character))
                          : answer_unavailable(call, kept.error());
    co_await std::move(answering);
    co_return;
  }
  auto answering = answer_unavailable(call, committed.error());
  co_await std::move(answering);
}

Task<void> Api::get_character(Call& call) {
  const auto character = turn().characters.find(CharacterId(call.names[0]));
  if (!character) return answer_not_found(call);
  return answer_json(call, 200, character_json(*character));
}

Task<void> Api::list_characters(Call& call) {
  constexpr std::size_t page = 100;
  const auto rows =
      turn().characters.list(query_value(call.request, "after").value_or(""), page + 1);
  nlohmann::json data = nlohmann::json::array();
  for (std::size_t i = 0; i < rows.size() && i < page; ++i) data.push_back(character_json(rows[i]));
  return answer_json(call, 200, list_of(std::move(data), rows.size() > page));
}

Task<void> Api::delete_character(Call& call) {
  const CharacterId id(call.names[0]);
  if (!turn().characters.find(id)) {
    auto answering = answer_not_found(call);
    co_await std::move(answering);
    co_return;
  }
  Transaction record;
  record.settings.push_back({"character/" + id.text, ""});
  auto committing = turn().journal.commit(std::move(record));
  const Result<Committed> committed = co_await std::move(committing);
  if (committed) turn().characters.remove(id);
  const nlohmann::json body = {{"id", id.text}, {"object", "character"}, {"deleted", true}};
  auto answering =
      committed ? answer_json(call, 200, body) : answer_unavailable(call, committed.error());
  co_await std::move(answering);
}

}  // namespace anban::api
