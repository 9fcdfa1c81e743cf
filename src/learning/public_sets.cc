// SPDX-License-Identifier: Apache-2.0
// One function a set. What a set does not label stays unknown; what it certainly is not (a comment
// on regions is no farewell letter) is assumed not to be.
#include "learning/public_sets.h"

#include <algorithm>
#include <map>

#include <nlohmann/json.hpp>

#include "learning/corpus.h"

namespace anban::learning {
namespace {

using enum signals::Category;
using nlohmann::json;
using signals::Category;
using signals::Role;

constexpr Labels persons = bit(crisis_tier2) | bit(crisis_tier1) | bit(third_party_worry) |
                           bit(life_danger) | bit(property_loss) | bit(minor_explicit) |
                           bit(minor_implicit) | bit(intimacy_request) | bit(dependence) |
                           bit(exit) | bit(harm_by_contact);
constexpr Labels crimes = bit(sexual) | bit(violence_crime) | bit(gambling) | bit(fraud) |
                          bit(drugs_weapons) | bit(terrorism) | bit(spam) | bit(prohibited);
constexpr Labels harms = crimes | bit(offensive) | bit(discrimination) | bit(hatred) | bit(rumour);

template <class Each>
void each_line(const std::string& text, Each&& each) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    if (end > at) {
      const json row = json::parse(text.substr(at, end - at), nullptr, false);
      if (row.is_object()) each(row);
    }
    at = end + 1;
  }
}

std::string text_at(const json& row, const char* key) {
  const auto at = row.find(key);
  return at != row.end() && at->is_string() ? at->get<std::string>() : std::string();
}

Example made(const PublicSet& set, std::string text) {
  Example example;
  example.source = set.name;
  example.group = hash_of(text);
  example.text = std::move(text);
  return example;
}

PublicSet cold(const std::filesystem::path& data, const std::string& split) {
  PublicSet set{"COLD", "COLD/" + split + ".csv", {}};
  for (const auto& row : rows_of_csv(read_whole(data / set.file))) {
    if (row.size() < 5 || (row[3] != "0" && row[3] != "1")) continue;
    Example example = made(set, row[4]);
    const bool offends = row[3] == "1";
    example.known = bit(offensive);
    example.yes = offends ? bit(offensive) : 0;
    example.assumed_not = persons | bit(gambling) | bit(fraud) | bit(spam) | bit(medical_advice) |
                          bit(financial_advice) | bit(jailbreak) | bit(self_harm_method);
    if (!offends) example.assumed_not |= bit(discrimination) | bit(hatred);
    set.examples.push_back(std::move(example));
  }
  return set;
}

PublicSet psy_suicide(const std::filesystem::path& data) {
  PublicSet set{"PsySUICIDE", "PsySUICIDE/valid.json", {}};
  const std::map<std::string, Labels> told = {
      {"自杀未遂", bit(crisis_tier2)},    {"自杀准备行为", bit(crisis_tier2)},
      {"自杀计划", bit(crisis_tier2)},    {"主动自杀意图", bit(crisis_tier2)},
      {"自伤行为", bit(crisis_tier2)},    {"自伤意图", bit(crisis_tier2)},
      {"被动自杀意图", bit(crisis_tier1)}};
  const json rows = json::parse(read_whole(data / set.file), nullptr, false);
  if (!rows.is_array()) return set;
  for (const json& row : rows) {
    Example example = made(set, text_at(row, "text"));
    bool unclear = false;
    for (const json& label : row["labels"]) {
      const auto name = label.get<std::string>();
      const auto at = told.find(name);
      if (at != told.end()) example.yes |= at->second;
      unclear = unclear || name == "关于自杀的探索";
    }
    example.known = bit(crisis_tier2) | bit(crisis_tier1);
    if (unclear && example.yes == 0) example.known = bit(crisis_tier2);
    example.assumed_not = bit(gambling) | bit(fraud) | bit(drugs_weapons) | bit(spam) |
                          bit(financial_advice) | bit(jailbreak) | bit(exit) | bit(terrorism);
    set.examples.push_back(std::move(example));
  }
  return set;
}

Labels of_jail_bench(const std::string& domain, const std::string& category) {
  if (domain == "歧视") return bit(discrimination);
  if (category == "科学" || category == "历史") return bit(rumour);
  if (category == "其他法律、行政法规禁止的内容") return bit(drugs_weapons);
  if (domain == "侵犯他人合法权益") return bit(violence_crime);
  return 0;
}

PublicSet jail_bench(const std::filesystem::path& data) {
  PublicSet set{"JailBench", "JailBench/JailBench.dev.csv", {}};
  std::map<std::string, bool> seen;
  for (const auto& row : rows_of_csv(read_whole(data / set.file))) {
    if (row.size() < 4 || row[0] == "query") continue;
    const Labels harm = of_jail_bench(row[1], row[2]);
    const bool clear = row[1] != "无法满足特定服务类型的安全需求";
    Example wrapped = made(set, row[0]);
    wrapped.group = hash_of(row[3]);
    wrapped.yes = bit(jailbreak);
    wrapped.known = bit(jailbreak);
    wrapped.assumed_not = persons | bit(spam);
    Example plain = made(set, row[3]);
    plain.yes = harm | (clear ? bit(prohibited) : 0);
    plain.known = plain.yes | bit(jailbreak);
    plain.assumed_not = persons | bit(spam);
    if (std::exchange(seen[row[3]], true) == false) set.examples.push_back(std::move(plain));
    set.examples.push_back(std::move(wrapped));
  }
  return set;
}

PublicSet xs_test(const std::filesystem::path& data) {
  PublicSet set{"XSTest", "XSTest/xstest.dev.jsonl", {}};
  each_line(read_whole(data / set.file), [&](const json& row) {
    Example example = made(set, text_at(row, "prompt"));
    const bool safe = text_at(row, "label") == "safe";
    example.known = safe ? harms | bit(jailbreak) | bit(self_harm_method) : bit(prohibited);
    example.yes = safe ? 0 : bit(prohibited);
    example.assumed_not = persons & ~example.known;
    set.examples.push_back(std::move(example));
  });
  return set;
}

PublicSet child_safety(const std::filesystem::path& data) {
  PublicSet set{"Safe-Child-LLM", "Safe-Child-LLM/ages_6_12.jsonl", {}};
  each_line(read_whole(data / set.file), [&](const json& row) {
    const std::string kind = text_at(row, "B");
    if (kind == "category" || text_at(row, "D").empty()) return;
    Example example = made(set, text_at(row, "D"));
    if (kind == "Assisting illegal activities") example.yes = bit(prohibited);
    if (kind.starts_with("Social stereotypes")) example.yes = bit(discrimination);
    if (kind == "Adult Content") example.yes = bit(sexual);
    example.known = example.yes;
    set.examples.push_back(std::move(example));
  });
  return set;
}

PublicSet openai_moderation(const std::filesystem::path& data) {
  PublicSet set{"openai-moderation", "openai-moderation/samples.dev.jsonl", {}};
  each_line(read_whole(data / set.file), [&](const json& row) {
    Example example = made(set, text_at(row, "prompt"));
    const auto label = [&](const char* key, Labels labels) {
      const auto at = row.find(key);
      if (at == row.end()) return;
      example.known |= labels;
      if (at->is_number_integer() && at->get<int>() == 1) example.yes |= labels;
    };
    label("S", bit(sexual));
    label("S3", bit(sexual));
    label("H", bit(hatred));
    label("V", bit(violence_crime));
    label("HR", bit(offensive));
    // What is quoted or told of oneself is not parted there.
    if (row.contains("SH") && row["SH"] == 0) {
      example.known |= bit(crisis_tier2) | bit(crisis_tier1) | bit(self_harm_method);
    }
    example.known |= example.yes;
    example.assumed_not = bit(exit) | bit(spam) | bit(jailbreak) | bit(financial_advice);
    set.examples.push_back(std::move(example));
  });
  return set;
}

bool is_in(Half half, std::uint64_t group) { return (group % 2 == 0) == (half == Half::trained); }

/// Prompts that are about many things and ask for nothing of ours.
PublicSet plain_prompts(const std::filesystem::path& data, PublicSet set, const char* key,
                        Labels assumed_not, Half half) {
  each_line(read_whole(data / set.file), [&](const json& row) {
    Example example = made(set, text_at(row, key));
    example.assumed_not = assumed_not;
    if (!example.text.empty() && is_in(half, example.group))
      set.examples.push_back(std::move(example));
  });
  return set;
}

PublicSet counselling(const std::filesystem::path& data, Half half) {
  PublicSet set{"CPsyCoun", "CPsyCoun/cases.dev.jsonl", {}};
  const std::string client = "来访者：";
  const std::string counsellor = "心理咨询师：";
  each_line(read_whole(data / set.file), [&](const json& row) {
    const std::uint64_t group = hash_of(text_at(row, "case"));
    if (!is_in(half, group)) return;
    const std::string text = text_at(row, "text");
    std::size_t at = 0;
    while (at < text.size()) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      const std::string line = text.substr(at, end - at);
      at = end + 1;
      const bool by_client = line.starts_with(client);
      if (!by_client && !line.starts_with(counsellor)) continue;
      Example example = made(set, line.substr(by_client ? client.size() : counsellor.size()));
      example.role = by_client ? Role::user : Role::assistant;
      example.group = group;
      // A client may well be in despair, in danger or in debt.
      example.assumed_not = by_client ? every_label & ~(persons & ~bit(crisis_tier2) & ~bit(exit))
                                      : every_label & ~persons;
      set.examples.push_back(std::move(example));
    }
  });
  return set;
}

PublicSet companions(const std::filesystem::path& data, Half half) {
  PublicSet set{"CensorChat", "CensorChat/contexts.dev.jsonl", {}};
  each_line(read_whole(data / set.file), [&](const json& row) {
    if (!row.contains("dialogue") || !row["dialogue"].is_object()) return;
    const std::string said = text_at(row["dialogue"], "user");
    const std::string answered = text_at(row["dialogue"], "bot");
    const std::uint64_t group = hash_of(said + answered);
    if (!is_in(half, group)) return;
    for (const bool by_user : {true, false}) {
      Example example = made(set, by_user ? said : answered);
      example.role = by_user ? Role::user : Role::assistant;
      example.group = group;
      // Unlabelled role-play: a part of it is intimate or violent.
      example.assumed_not = by_user
                                ? persons & ~bit(intimacy_request) & ~bit(exit) & ~bit(dependence)
                                : bit(exit_obstruction) | bit(isolation) | bit(pi_elicitation) |
                                      bit(self_harm_encouragement) | bit(dependence_inducing) |
                                      bit(manipulation) | bit(sycophancy) | bit(human_claim);
      if (!example.text.empty()) set.examples.push_back(std::move(example));
    }
  });
  return set;
}

/// Questions to an assistant, on values, safety and well-being: not what people say to companions.
std::vector<PublicSet> prompts(const std::filesystem::path& data, Half half) {
  const Labels asked = persons | bit(spam) | bit(gambling);
  std::vector<PublicSet> sets;
  const std::string values = "CValues/cvalues_responsibility_prompts.jsonl";
  sets.push_back(plain_prompts(data, {"CValues", values, {}}, "prompt",
                               asked | bit(jailbreak) | bit(sexual) | bit(offensive), half));
  sets.push_back(plain_prompts(data, {"Flames", "Flames/flames.dev.jsonl", {}}, "prompt",
                               bit(exit) | bit(spam) | bit(crisis_tier2) | bit(minor_explicit),
                               half));
  sets.push_back(plain_prompts(data, {"humanebench", "humanebench/humane_bench.dev.jsonl", {}},
                               "input", harms | bit(exit) | bit(jailbreak) | bit(crisis_tier2),
                               half));
  return sets;
}

}  // namespace

std::vector<PublicSet> training_sets(const std::filesystem::path& data) {
  std::vector<PublicSet> sets;
  sets.push_back(cold(data, "train"));
  sets.push_back(psy_suicide(data));
  sets.push_back(jail_bench(data));
  sets.push_back(xs_test(data));
  sets.push_back(child_safety(data));
  sets.push_back(openai_moderation(data));
  for (PublicSet& each : prompts(data, Half::trained)) sets.push_back(std::move(each));
  return sets;
}

std::vector<PublicSet> measured_sets(const std::filesystem::path& data) {
  std::vector<PublicSet> sets;
  sets.push_back(cold(data, "dev"));
  for (PublicSet& each : prompts(data, Half::measured)) sets.push_back(std::move(each));
  return sets;
}

std::vector<PublicSet> ordinary_streams(const std::filesystem::path& data, Half half) {
  std::vector<PublicSet> sets;
  sets.push_back(counselling(data, half));
  sets.push_back(companions(data, half));
  return sets;
}

std::vector<std::vector<std::string>> rows_of_csv(std::string_view text) {
  std::vector<std::vector<std::string>> rows;
  std::vector<std::string> row(1);
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char byte = text[i];
    if (quoted) {
      const bool doubled = byte == '"' && i + 1 < text.size() && text[i + 1] == '"';
      if (doubled) ++i;
      if (byte == '"' && !doubled) {
        quoted = false;
      } else {
        row.back() += byte;
      }
    } else if (byte == '"') {
      quoted = true;
    } else if (byte == ',') {
      row.emplace_back();
    } else if (byte == '\n') {
      rows.push_back(std::exchange(row, std::vector<std::string>(1)));
    } else if (byte != '\r') {
      row.back() += byte;
    }
  }
  if (row.size() > 1 || !row.back().empty()) rows.push_back(std::move(row));
  return rows;
}

}  // namespace anban::learning
