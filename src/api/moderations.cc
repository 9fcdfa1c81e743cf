// SPDX-License-Identifier: Apache-2.0
// POST /v1/moderations: the detectors as they are, in OpenAI's shape plus "anban/*".
#include <algorithm>
#include <array>

#include "api/api.h"
#include "signals/emotion.h"
#include "wire/moderation.h"

namespace anban::api {
namespace {

using signals::Category;
using signals::Finding;
using signals::Findings;

/// Which of OpenAI's categories a category of ours speaks for.
struct Counterpart {
  Category ours;
  std::string_view theirs;
};
constexpr std::array<Counterpart, 14> counterparts{{
    {Category::crisis_tier2, "self-harm/intent"},
    {Category::crisis_tier2, "self-harm"},
    {Category::crisis_tier1, "self-harm"},
    {Category::self_harm_encouragement, "self-harm"},
    {Category::self_harm_method, "self-harm/instructions"},
    {Category::sexual, "sexual"},
    {Category::violence_crime, "violence"},
    {Category::violence_crime, "illicit/violent"},
    {Category::terrorism, "violence"},
    {Category::drugs_weapons, "illicit"},
    {Category::fraud, "illicit"},
    {Category::hatred, "hate"},
    {Category::discrimination, "hate"},
    {Category::offensive, "harassment"},
}};

/// Findings that make `anban/prohibited`: any of the 31 categories of the taxonomy.
bool is_of_the_31(const Finding& finding) { return finding.kind.starts_with("A."); }

signals::Role role_of(wire::ModerationRole role) {
  switch (role) {
    case wire::ModerationRole::user: return signals::Role::user;
    case wire::ModerationRole::assistant: return signals::Role::assistant;
    case wire::ModerationRole::character_card: return signals::Role::character_card;
  }
  return signals::Role::user;
}

void raise(std::vector<wire::ModerationCategory>& all, std::string_view name,
           const Finding& finding) {
  for (wire::ModerationCategory& each : all) {
    if (each.name != name) continue;
    each.score = std::max(each.score, static_cast<double>(finding.strength));
    each.decided = each.decided || finding.decided;
    return;
  }
}

wire::ModerationResult result_of(const Findings& findings) {
  wire::ModerationResult result;
  for (const std::string_view name : wire::openai_categories) {
    result.categories.push_back({std::string(name), false, 0});
  }
  for (std::size_t i = 0; i < signals::category_count; ++i) {
    const auto name = signals::name_of(static_cast<Category>(i));
    result.categories.push_back({"anban/" + std::string(name), false, 0});
  }
  for (const Finding& each : findings) {
    raise(result.categories, "anban/" + std::string(signals::name_of(each.category)), each);
    if (is_of_the_31(each)) raise(result.categories, "anban/prohibited", each);
    for (const Counterpart& pair : counterparts) {
      if (pair.ours == each.category) raise(result.categories, pair.theirs, each);
    }
    if (!each.decided) continue;
    result.findings.push_back({std::string(signals::name_of(each.category)), each.kind,
                               each.strength, each.span.start, each.span.end, each.detector});
  }
  return result;
}

}  // namespace

Task<void> Api::moderations(Call& call) {
  const auto asked = wire::read_moderation_request(call.request.body);
  if (!asked) return answer_error(call, asked.error());
  const auto policy = turn().policies.current();
  std::vector<wire::ModerationResult> results;
  results.reserve(asked->inputs.size());
  for (const std::string& text : asked->inputs) {
    const Findings findings = policy->observer->observe(text, role_of(asked->role));
    results.push_back(result_of(findings));
    const signals::Emotion mood = signals::emotion_with(signals::emotion_in(text), findings);
    results.back().emotion = {std::string(signals::name_of(mood.level)), mood.strength,
                              mood.span.start, mood.span.end};
  }
  const std::string id = new_id_text("modr-", turn().clock.now(), turn().entropy);
  const std::string model = asked->model.empty() ? "anban" : asked->model;
  return answer_json(call, 200, wire::moderation_body(id, model, results));
}

}  // namespace anban::api
