// SPDX-License-Identifier: Apache-2.0
// The tags on a person (O-205): everything the service concluded about them from what they said and
// did, each in plain words. They delete what only suits replies to them; what keeps somebody safe,
// protects minors or follows from misuse stays and says why.
#include <algorithm>
#include <vector>

#include "api/api.h"
#include "evidence/leaf.h"
#include "pack/text_keys.h"
#include "people/standing.h"
#include "turn/admit.h"
#include "turn/trends.h"

namespace anban::api {
namespace {

using namespace pack::keys;

struct Tag {
  std::string id;
  std::string value;
  pack::TextKey about;
  pack::TextKey why;  // empty: may be deleted
};

Tag kept(std::string id, std::string value, pack::TextKey about, pack::TextKey why) {
  return {std::move(id), std::move(value), about, why};
}

void add_trends(const LiveState& state, const Standing& standing, const pack::Params& params,
                std::vector<Tag>& tags) {
  const Trends& trends = state.trends;
  const bool used = trends.use > 0 || trends.night_use > 0 || trends.attachment > 0 ||
                    trends.exclusivity > 0 || trends.withdrawal > 0 || trends.spending > 0;
  if (used || trends.days_in_a_row > 0) {
    const int level = dependence_of(trends, trend_rules(params)).level;
    const pack::TextKey why = standing.mode == Mode::minor ? tags_why_minor : pack::TextKey{};
    tags.push_back({"dependence", std::to_string(level), tags_dependence, why});
  }
  if (trends.catering > 0 || trends.counter_steer != CounterSteer::none) {
    tags.push_back({"catering", "", tags_catering, {}});
  }
  if (trends.intimacy > 0) {
    tags.push_back(kept("intimacy", "", tags_intimacy, tags_why_minor));
  }
  if (trends.mood > 0) tags.push_back(kept("mood", "", tags_mood, tags_why_safety));
  if (trends.loss > 0) tags.push_back(kept("loss", "", tags_loss, tags_why_safety));
  if (trends.minor > 0) tags.push_back(kept("minor_signs", "", tags_minor_signs, tags_why_minor));
}

std::vector<Tag> tags_of(const LiveState& state, const Standing& standing,
                         const pack::Params& params, Instant now) {
  std::vector<Tag> tags = {kept("age_band", name_of(standing.band), tags_age, tags_why_age)};
  add_trends(state, standing, params, tags);
  if (state.suspected_minor) {
    tags.push_back(kept("suspected_minor", to_text(*state.suspected_minor), tags_suspected_minor,
                        tags_why_minor));
  }
  if (state.crisis && now < state.crisis->until) {
    tags.push_back(kept("crisis", to_text(state.crisis->until), tags_crisis, tags_why_safety));
  }
  if (state.last_contacted) {
    tags.push_back(
        kept("contacted", to_text(*state.last_contacted), tags_contacted, tags_why_safety));
  }
  if (state.strikes.today > 0 || state.strikes.consecutive > 0 || state.strikes.suspended_until) {
    tags.push_back(
        kept("strikes", std::to_string(state.strikes.today), tags_strikes, tags_why_strikes));
  }
  if (state.after_care && now < state.after_care->until) {
    tags.push_back({"after_care", to_text(state.after_care->until), tags_after_care, {}});
  }
  if (state.elder_guided || state.elder_warned) {
    tags.push_back({"elder_notices", "", tags_elder_notices, {}});
  }
  return tags;
}

/// The caller found `id` among tags that may be deleted.
void remove(LiveState& state, std::string_view id) {
  Trends& trends = state.trends;
  if (id == "dependence") {
    trends.use = trends.night_use = trends.attachment = 0;
    trends.exclusivity = trends.withdrawal = trends.spending = 0;
    state.reminded_of_dependence.clear();
    trends.days_in_a_row = 0;
    trends.warned_of_dependence.reset();
  } else if (id == "catering") {
    trends.catering = trends.catering_share = 0;
    trends.counter_steer = CounterSteer::none;
  } else if (id == "after_care") {
    state.after_care.reset();
  } else {
    state.elder_guided.reset();
    state.elder_warned.reset();
  }
}

nlohmann::json tags_json(const std::vector<Tag>& tags, const pack::Pack& pack,
                         std::string_view locale) {
  nlohmann::json data = nlohmann::json::array();
  for (const Tag& each : tags) {
    nlohmann::json json = {{"object", "tag"},
                           {"id", each.id},
                           {"about", std::string(pack.texts.say(locale, each.about))},
                           {"deletable", each.why.name.empty()}};
    if (!each.value.empty()) json["value"] = each.value;
    if (!each.why.name.empty()) json["why"] = std::string(pack.texts.say(locale, each.why));
    data.push_back(std::move(json));
  }
  return data;
}

std::string leaf_of(const Person& person, const std::string& tag, const Caller& caller,
                    Instant now) {
  evidence::ActLeaf leaf;
  leaf.kind = "tag.deleted";
  leaf.at = now;
  leaf.person = person.ref;
  leaf.actor = caller.kind == CallerKind::personal   ? "person"
               : caller.kind == CallerKind::guardian ? "guardian"
                                                     : "app";
  leaf.facts = {{"tag", tag}};
  return evidence::leaf_body(leaf);
}

}  // namespace

Task<void> Api::get_tags(Call& call) {
  const auto person = person_of(call);
  if (!person) return answer_unavailable(call, person.error());
  if (!*person) return answer_not_found(call);
  const auto policy = turn().policies.current();
  const Instant now = turn().clock.now();
  const std::lock_guard guard((*person)->mutex);
  const Standing standing = standing_of((*person)->profile, (*person)->state,
                                        standing_rules(*policy->pack, turn().settings), now);
  const auto tags = tags_of((*person)->state, standing, policy->pack->params, now);
  return answer_json(call, 200,
                     list_of(tags_json(tags, *policy->pack, (*person)->profile.locale), false));
}

Task<void> Api::delete_tag(Call& call) {
  const auto found = person_of(call);
  if (!found || !*found) {
    auto answering = found ? answer_not_found(call) : answer_unavailable(call, found.error());
    co_await std::move(answering);
    co_return;
  }
  const std::shared_ptr<Person> person = *found;
  const auto policy = turn().policies.current();
  const Instant now = turn().clock.now();
  const std::string id = call.names.back();
  Transaction record;
  nlohmann::json rest;
  std::optional<wire::Problem> no;
  {
    const std::lock_guard guard(person->mutex);
    const StandingRules rules = standing_rules(*policy->pack, turn().settings);
    const auto tags_now = [&] {
      return tags_of(person->state, standing_of(person->profile, person->state, rules, now),
                     policy->pack->params, now);
    };
    const std::vector<Tag> tags = tags_now();
    const auto tag =
        std::find_if(tags.begin(), tags.end(), [&](const Tag& each) { return each.id == id; });
    if (tag == tags.end()) {
      no = problem(404, "No such tag", "GET lists the tags that are set.");
    } else if (!tag->why.name.empty()) {
      no = problem(403, "This tag stays",
                   std::string(policy->pack->texts.say(person->profile.locale, tag->why)));
    } else {
      remove(person->state, id);
      rest = list_of(tags_json(tags_now(), *policy->pack, person->profile.locale), false);
      record.leaves.push_back({leaf_of(*person, id, call.caller, now)});
      record.persons.push_back(turn().people.row(*person, RowParts::state));
    }
  }
  if (no) {
    auto answering = answer_problem(call, std::move(*no));
    co_await std::move(answering);
    co_return;
  }
  auto committing = turn().journal.commit(std::move(record));
  const Result<Committed> committed = co_await std::move(committing);
  if (!committed) {
    turn().people.forget(*person);  // what is in memory must not be ahead of what is stored
    auto answering = answer_unavailable(call, committed.error());
    co_await std::move(answering);
    co_return;
  }
  auto answering = answer_json(call, 200, rest);
  co_await std::move(answering);
}

}  // namespace anban::api
