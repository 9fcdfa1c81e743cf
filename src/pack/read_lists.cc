// SPDX-License-Identifier: Apache-2.0
// The lists of a pack: who it is, its obligations, its taxonomy, its help lines and word lists.
#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pack/lexicon.h"
#include "pack/pack_parts.h"
#include "pack/table_reader.h"

namespace anban::pack {
namespace {

constexpr auto duties = std::to_array<std::string_view>(
    {"content",    "influence",   "minors",        "guardians",     "registration",
     "crisis",     "elders",      "personal_data", "training_data", "labels",
     "dependence", "time_in_use", "leaving",       "closing",       "complaints",
     "assessment", "shutdown",    "app_stores",    "filing",        "sandbox",
     "inspection", "governance",  "scope",         "promotion",     "sectors"});

/// Adds `line`, or puts it in place of the one with its number, which keeps its situations: an
/// operator may bring a line up to date, but not take it out of a card.
void add_or_update(Pack& pack, HelpLine line) {
  const auto same = std::find_if(pack.help_lines.begin(), pack.help_lines.end(),
                                 [&](const HelpLine& each) { return each.number == line.number; });
  if (same == pack.help_lines.end()) {
    pack.help_lines.push_back(std::move(line));
    return;
  }
  for (const std::string& situation : same->situations) {
    const auto kept = std::find(line.situations.begin(), line.situations.end(), situation);
    if (kept == line.situations.end()) line.situations.push_back(situation);
  }
  *same = std::move(line);
}

void need_every_locale(const ByLocale& words, const TomlValue& at, const std::string& what,
                       const std::string& file, Faults& faults) {
  for (const std::string_view locale : {"zh-CN", "en"}) {
    if (words.contains(locale)) continue;
    faults.add(file, at.at, fmt::format("{} has no name in {}", what, locale));
  }
}

}  // namespace

std::span<const std::string_view> duty_names() { return duties; }

void read_identity(const TomlTable& root, const std::string& file, Pack& pack, Faults& faults) {
  TableReader reader(root, {}, file, "pack.toml", faults);
  pack.id = reader.text("id");
  pack.title = reader.text("title");
  pack.jurisdiction = reader.text("jurisdiction");
  pack.sources = reader.texts("sources", 1);
  pack.in_force_from = reader.date("in_force_from");
  pack.default_time_zone = reader.text("default_time_zone");
  if (!pack.default_time_zone.empty() && !is_time_zone(pack.default_time_zone)) {
    reader.fault("default_time_zone",
                 fmt::format("\"{}\" is no IANA time zone of this system; \"Asia/Shanghai\" is one",
                             pack.default_time_zone));
  }
  pack.replaces = reader.text_or("replaces", "");
  reader.text_or("extends", "");  // pack/extend.h heeded it
  reader.refuse_unknown();
}

void read_obligations(const TomlTable& root, const std::string& file, Pack& pack, Faults& faults) {
  std::map<int, int> lines;  // number -> line
  for (const TomlValue* value : tables_of(root, "obligation", file, faults)) {
    TableReader reader(std::get<TomlTable>(value->is), value->at, file, "obligation", faults);
    Obligation made;
    made.number = reader.number("number");
    made.title = reader.text("title");
    made.citation = reader.text("citation");
    made.duty = reader.text("duty");
    made.kind = reader.word("kind", {"must", "must_not", "may"});
    made.evidence = reader.text("evidence");
    made.tests = reader.texts("tests", 0);
    reader.refuse_unknown();
    const auto known = duty_names();
    if (!made.duty.empty() && std::find(known.begin(), known.end(), made.duty) == known.end()) {
      reader.fault("duty", fmt::format("there is no duty \"{}\"; there are: {}", made.duty,
                                       fmt::join(known, ", ")));
    }
    if (made.number == 0) continue;
    const auto [first, fresh] = lines.emplace(made.number, value->at.line);
    if (!fresh) {
      reader.fault("number", fmt::format("O-{} stands here a second time, first on line {}",
                                         made.number, first->second));
      continue;
    }
    pack.obligations.push_back(std::move(made));
  }
  if (pack.obligations.empty()) faults.add(file, {}, "the pack names no obligation");
  std::sort(pack.obligations.begin(), pack.obligations.end(),
            [](const Obligation& a, const Obligation& b) { return a.number < b.number; });
}

void read_taxonomy(const TomlTable& root, const std::string& file, Pack& pack, Faults& faults) {
  std::set<std::string> ids;
  for (const TomlValue* value : tables_of(root, "category", file, faults)) {
    TableReader reader(std::get<TomlTable>(value->is), value->at, file, "category", faults);
    Category made{reader.text("id"), reader.text("group"), reader.by_locale("name")};
    reader.refuse_unknown();
    need_every_locale(made.name, *value, "category " + made.id, file, faults);
    if (!made.id.empty() && !ids.insert(made.id).second) {
      reader.fault("id", fmt::format("the category {} stands here a second time", made.id));
    }
    pack.taxonomy.push_back(std::move(made));
  }
  if (pack.taxonomy.empty()) faults.add(file, {}, "the taxonomy names no category");
}

void read_help_lines(const TomlTable& root, const std::string& file, Pack& pack, Faults& faults) {
  std::set<std::string> numbers;
  for (const TomlValue* value : tables_of(root, "line", file, faults)) {
    TableReader reader(std::get<TomlTable>(value->is), value->at, file, "help line", faults);
    HelpLine made;
    made.number = reader.text("number");
    made.name = reader.by_locale("name");
    made.hours = reader.by_locale_or_none("hours");
    made.region = reader.text("region");
    made.situations = reader.texts("situations", 1);
    made.last_checked = reader.date("last_checked");
    reader.refuse_unknown();
    need_every_locale(made.name, *value, "help line " + made.number, file, faults);
    for (const std::string& situation : made.situations) {
      constexpr std::array<std::string_view, 7> known{"any",     "minor", "fraud",   "violence",
                                                      "medical", "women", "disaster"};
      if (std::find(known.begin(), known.end(), situation) != known.end()) continue;
      reader.fault("situations", fmt::format("there is no situation \"{}\"; there are: {}",
                                             situation, fmt::join(known, ", ")));
    }
    if (!made.number.empty() && !numbers.insert(made.number).second) {
      reader.fault("number", fmt::format("{} stands here a second time", made.number));
      continue;
    }
    add_or_update(pack, std::move(made));
  }
  if (pack.help_lines.empty()) {
    faults.add(file, {}, "there is no help line; somebody in a crisis would read an empty card");
  }
}

void read_lexicon(std::string_view text, const std::string& file, Pack& pack, Faults& faults) {
  Lexicon list = parse_lexicon(text, file, faults);
  const auto same = std::find_if(pack.lexicons.begin(), pack.lexicons.end(),
                                 [&](const Lexicon& each) { return each.id == list.id; });
  if (!list.id.empty() && same != pack.lexicons.end()) {
    faults.add(
        file, {},
        fmt::format("there is a list \"{}\" already; lists are added, not replaced", list.id));
    return;
  }
  const bool known = list.kind == "none" ||
                     std::any_of(pack.taxonomy.begin(), pack.taxonomy.end(),
                                 [&](const Category& each) { return each.id == list.kind; });
  if (!list.kind.empty() && !pack.taxonomy.empty() && !known) {
    faults.add(file, {}, fmt::format("the taxonomy has no kind \"{}\" (or write none)", list.kind));
  }
  pack.lexicons.push_back(std::move(list));
}

}  // namespace anban::pack
