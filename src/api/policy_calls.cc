// SPDX-License-Identifier: Apache-2.0
// Policies, taxonomy, obligations, and the word lists of operators (O-33, O-35, O-36).
#include <algorithm>

#include "api/api.h"
#include "evidence/leaf.h"
#include "pack/help_lines.h"
#include "pack/lexicon.h"
#include "pack/lexicon_stats.h"

namespace anban::api {
namespace {

nlohmann::json words_by_locale(const std::map<std::string, std::string, std::less<>>& words) {
  nlohmann::json out = nlohmann::json::object();
  for (const auto& [locale, text] : words) out[locale] = text;
  return out;
}

nlohmann::json stats_json(const pack::LexiconStats& stats) {
  nlohmann::json kinds = nlohmann::json::array();
  for (const pack::KindCount& each : stats.kinds) {
    kinds.push_back({{"kind", each.kind}, {"words", each.words}, {"needed", each.needed}});
  }
  nlohmann::json lists = nlohmann::json::array();
  for (const pack::LexiconAge& each : stats.lists) {
    lists.push_back({{"id", each.id},
                     {"updated", to_text(each.updated)},
                     {"age_days", each.age_days},
                     {"stale", each.stale},
                     {"imported", each.imported},
                     {"rules", each.rules}});
  }
  return {{"object", "lexicon_stats"},
          {"total", stats.total},
          {"kinds", kinds},
          {"lists", lists},
          {"any_stale", stats.any_stale},
          {"meets_scale", stats.meets_scale},
          {"alert",
           stats.any_stale
               ? nlohmann::json("a word list is older than the pack allows: import a fresh one")
               : nlohmann::json()}};
}

constexpr const char* stale_words =
    "a help line was not checked for too long: call it, and bring its date up to date";

nlohmann::json help_lines_state(const pack::Pack& pack,
                                const std::vector<const pack::HelpLine*>& stale) {
  nlohmann::json out = nlohmann::json::array();
  for (const pack::HelpLine& each : pack.help_lines) {
    const bool is_stale = std::find(stale.begin(), stale.end(), &each) != stale.end();
    out.push_back({{"number", each.number},
                   {"last_checked", to_text(each.last_checked)},
                   {"stale", is_stale}});
  }
  return out;
}

std::vector<std::string> strings_in(const nlohmann::json& body, const char* name) {
  std::vector<std::string> out;
  const auto list = body.find(name);
  if (list == body.end() || !list->is_array()) return out;
  for (const auto& each : *list) {
    if (each.is_string()) out.push_back(each.get<std::string>());
  }
  return out;
}

std::string text_or(const nlohmann::json& body, const char* name, std::string otherwise) {
  const auto field = body.find(name);
  return field != body.end() && field->is_string() ? field->get<std::string>() : otherwise;
}

/// The list that the body describes: {category, kind, roles, source?, updated?, words: […]} or
/// {…, text: "one rule a line"}.
pack::Lexicon lexicon_from(const nlohmann::json& body, const std::string& id,
                           const LocalDate& today, pack::Faults& faults) {
  pack::ImportOptions options;
  options.id = id;
  options.category = text_or(body, "category", "prohibited");
  options.kind = text_or(body, "kind", "");
  options.roles = strings_in(body, "roles");
  if (options.roles.empty()) options.roles = {"user", "assistant"};
  options.source = text_or(body, "source", "imported by an operator");
  const auto date = parse_date(text_or(body, "updated", to_text(today)));
  options.updated = date ? *date : today;
  if (!date) faults.add("updated", {}, date.error().detail);
  std::string text = text_or(body, "text", "");
  for (const std::string& word : strings_in(body, "words")) text += word + "\n";
  pack::Lexicon lexicon = pack::import_lexicon(text, id, options, faults);
  lexicon.imported = true;
  if (lexicon.rules.empty()) faults.add("words", {}, "name at least one word");
  return lexicon;
}

wire::Problem faults_problem(const std::vector<pack::Fault>& faults) {
  wire::Problem out = problem(422, "The word list was not accepted", "Mend what errors names.");
  for (const pack::Fault& each : faults) {
    out.faults.push_back(
        {each.file + ":" + std::to_string(each.line) + ":" + std::to_string(each.column),
         each.message});
  }
  return out;
}

}  // namespace

Task<void> Api::get_policies(Call& call) {
  const auto policy = turn().policies.current();
  const pack::Pack& pack = *policy->pack;
  const Instant now = turn().clock.now();
  nlohmann::json rules = nlohmann::json::array();
  for (const pack::Obligation& each : pack.obligations) {
    rules.push_back({{"obligation", "O-" + std::to_string(each.number)},
                     {"basis", each.citation},
                     {"duty", each.duty},
                     {"kind", each.kind}});
  }
  const LocalDate today = local_time(now, pack.default_time_zone).date;
  const auto stale = pack::stale_help_lines(pack, today);
  const bool enforced = pack.force_at(now) == pack::Force::enforced;
  const nlohmann::json entry = {
      {"id", pack.id},
      {"title", pack.title},
      {"jurisdiction", pack.jurisdiction},
      {"in_force_from", to_text(pack.in_force_from)},
      {"force", enforced ? "enforced" : "advisory"},
      {"hash", pack.hash_text},
      {"sources", pack.sources},
      {"detectors", policy->observer->version()},
      {"agreement_version", turn().settings.agreement_version},
      {"help_lines", help_lines_state(pack, stale)},
      {"alert", stale.empty() ? nlohmann::json() : nlohmann::json(stale_words)},
      {"rules", rules}};
  return answer_json(call, 200, list_of(nlohmann::json::array({entry}), false));
}

Task<void> Api::get_taxonomy(Call& call) {
  const auto policy = turn().policies.current();
  nlohmann::json data = nlohmann::json::array();
  for (const pack::Category& each : policy->pack->taxonomy) {
    data.push_back({{"id", each.id}, {"group", each.group}, {"name", words_by_locale(each.name)}});
  }
  return answer_json(call, 200, list_of(std::move(data), false));
}

Task<void> Api::get_obligations(Call& call) {
  const auto policy = turn().policies.current();
  nlohmann::json data = nlohmann::json::array();
  for (const pack::Obligation& each : policy->pack->obligations) {
    data.push_back({{"id", "O-" + std::to_string(each.number)},
                    {"title", each.title},
                    {"basis", each.citation},
                    {"duty", each.duty},
                    {"kind", each.kind},
                    {"evidence", each.evidence},
                    {"tests", each.tests},
                    {"state", each.tests.empty() ? "not_built" : "tested"}});
  }
  return answer_json(call, 200, list_of(std::move(data), false));
}

Task<void> Api::get_lexicons(Call& call) {
  const auto policy = turn().policies.current();
  const pack::Pack& pack = *policy->pack;
  const LocalDate today = local_time(turn().clock.now(), pack.default_time_zone).date;
  return answer_json(call, 200, stats_json(pack::lexicon_stats(pack, {}, today)));
}

Task<void> Api::put_lexicon(Call& call) {
  const auto body = object_in(call);
  if (!body) {
    auto answering = answer_problem(call, body.error());
    co_await std::move(answering);
    co_return;
  }
  const auto policy = turn().policies.current();
  const LocalDate today = local_time(turn().clock.now(), policy->pack->default_time_zone).date;
  pack::Faults faults;
  const pack::Lexicon lexicon = lexicon_from(*body, call.names[0], today, faults);
  const Result<void> checked = PolicyKeeper::check(lexicon);
  if (!checked) faults.add(lexicon.id, {}, checked.error().detail);
  if (!faults.none()) {
    auto answering = answer_problem(call, faults_problem(faults.take()));
    co_await std::move(answering);
    co_return;
  }
  Transaction record;
  record.settings.push_back({PolicyKeeper::setting_prefix + lexicon.id, pack::to_text(lexicon)});
  evidence::ActLeaf leaf;
  leaf.kind = "lexicon.imported";
  leaf.at = turn().clock.now();
  leaf.actor = call.caller.role;
  leaf.facts = {{"lexicon", lexicon.id}, {"rules", std::to_string(lexicon.rules.size())}};
  record.leaves.push_back({evidence::leaf_body(leaf)});
  auto committing = turn().journal.commit(std::move(record));
  const Result<Committed> committed = co_await std::move(committing);
  const Result<void> reloaded =
      committed ? deps_.policies.reload() : Result<void>(failed(committed));
  if (!reloaded) {
    auto answering = answer_unavailable(call, reloaded.error());
    co_await std::move(answering);
    co_return;
  }
  auto answering = get_lexicons(call);
  co_await std::move(answering);
}

Task<void> Api::delete_lexicon(Call& call) {
  const auto stored = turn().journal.settings(PolicyKeeper::setting_prefix + call.names[0]);
  const bool known = stored && !stored->empty();
  if (!known) {
    auto answering = answer_not_found(call);
    co_await std::move(answering);
    co_return;
  }
  Transaction record;
  record.settings.push_back({PolicyKeeper::setting_prefix + call.names[0], ""});
  auto committing = turn().journal.commit(std::move(record));
  const Result<Committed> committed = co_await std::move(committing);
  const Result<void> reloaded =
      committed ? deps_.policies.reload() : Result<void>(failed(committed));
  auto answering = reloaded ? get_lexicons(call) : answer_unavailable(call, reloaded.error());
  co_await std::move(answering);
}

}  // namespace anban::api
