// SPDX-License-Identifier: Apache-2.0
// Reads line by line; a line's first word says what it is.
#include "sim/scenario.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "base/utf8.h"

namespace anban::sim {
namespace {

constexpr std::size_t bytes_most = 100'000;
constexpr int lines_most = 5'000;
constexpr std::string_view above_below = "----";
constexpr std::string_view next_step = "====";

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

/// Takes the first word off `rest`.
std::string_view take_word(std::string_view& rest) {
  const std::size_t end = std::min(rest.find_first_of(" \t"), rest.size());
  const std::string_view word = rest.substr(0, end);
  rest = trimmed(rest.substr(end));
  return word;
}

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

class Reader {
 public:
  void read(std::string_view text);
  Scenario scenario;
  std::vector<ScenarioFault> faults;

 private:
  using Act = ScenarioAct;
  using Claim = ScenarioClaim;

  void fault(std::string what) { faults.push_back({line_, std::move(what)}); }
  void read_line(std::string_view line);
  void read_act(std::string_view line);
  void read_person(std::string_view rest);
  void read_attribute(ScenarioPerson& person, std::string_view name, std::string_view& rest);
  void read_time(std::string_view rest);
  void read_span(Act::Kind kind, std::string_view rest);
  void read_named(Act::Kind kind, std::string_view name, std::string_view rest);
  void read_words(Act::Kind kind, std::string_view words);
  void read_claim(std::string_view line);
  void read_heard(Claim claim, std::string_view rest);
  void add(Act act);
  void add(Claim claim);

  int line_ = 0;
  bool below_ = false;
};

void Reader::read(std::string_view text) {
  if (text.size() > bytes_most) return fault("the file is longer than 100,000 bytes");
  if (!is_valid_utf8(text)) return fault("the file is not UTF-8");
  scenario.steps.emplace_back();
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    if (++line_ > lines_most) return fault("the file has more than 5,000 lines");
    read_line(trimmed(text.substr(0, end)));
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
  if (!below_) fault("the last step has no line ----");
}

void Reader::read_line(std::string_view line) {
  if (line.empty()) return;
  if (line.front() == '#') {
    if (scenario.title.empty()) scenario.title = trimmed(line.substr(1));
    return;
  }
  if (line == above_below) {
    if (below_) fault("a second ---- in one step");
    below_ = true;
    return;
  }
  if (line == next_step) {
    if (!below_) fault("a step without ----");
    below_ = false;
    scenario.steps.emplace_back();
    return;
  }
  if (below_) {
    read_claim(line);
  } else {
    read_act(line);
  }
}

void Reader::add(Act act) {
  act.line = line_;
  scenario.steps.back().acts.push_back(std::move(act));
}

void Reader::add(Claim claim) {
  claim.line = line_;
  scenario.steps.back().claims.push_back(std::move(claim));
}

void Reader::read_act(std::string_view line) {
  using enum Act::Kind;
  std::string_view rest = line;
  const std::string_view word = take_word(rest);
  if (word == "person") return read_person(rest);
  if (word == "at") return read_time(rest);
  if (word == "after") return read_span(after, rest);
  if (word == "card") return read_words(card, rest);
  if (word == "model") return read_words(rest == "fails" ? model_fails : model, rest);
  if (word == "character") {
    const std::string_view name = take_word(rest);
    return read_named(character, name, rest);
  }
  if (word == "detector" && (rest == "fails" || rest == "works")) {
    return read_words(rest == "fails" ? detector_fails : detector_works, rest);
  }
  std::string_view name;
  std::string_view verb = word;
  if (verb != "says" && verb != "chats" && verb != "exits") {
    name = word;
    verb = take_word(rest);
  }
  if (verb == "says") return read_named(says, name, rest);
  if (verb == "chats") return read_span(chats, rest);
  if (verb == "exits" && rest.empty()) return read_named(exits, name, "");
  fault(fmt::format("unknown line “{}”", line));
}

void Reader::read_person(std::string_view rest) {
  Act act;
  act.kind = Act::Kind::person;
  act.person.name = take_word(rest);
  if (!is_name(act.person.name)) return fault("a person needs a name of a-z, 0-9 and _");
  act.name = act.person.name;
  while (!rest.empty()) {
    const std::string_view attribute = take_word(rest);
    read_attribute(act.person, attribute, rest);
  }
  const bool dated = act.person.age || act.person.born;
  if (act.person.registered && !dated) fault("a registered person needs an age or a day of birth");
  add(std::move(act));
}

void Reader::read_attribute(ScenarioPerson& person, std::string_view name, std::string_view& rest) {
  if (name == "consent") {
    person.consents = true;
  } else if (name == "unconfirmed") {
    person.confirmed = false;
  } else if (name == "unregistered") {
    person.registered = false;
  } else if (name == "agreement") {
    person.agreed = false;
    if (take_word(rest) != "none") fault("the agreement is either left out or none");
  } else if (name == "age") {
    const std::string_view text = take_word(rest);
    int age = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), age);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    if (!whole || age < 0 || age > 120) return fault("an age is 0 to 120");
    person.age = age;
  } else if (name == "born") {
    const auto date = parse_date(take_word(rest));
    if (!date) return fault(date.error().detail);
    person.born = *date;
  } else if (name == "guardian" || name == "contact") {
    const std::string_view who = take_word(rest);
    if (!is_name(who)) return fault(fmt::format("{} needs a name of a-z, 0-9 and _", name));
    (name == "guardian" ? person.guardian : person.contact) = who;
  } else {
    fault(fmt::format("unknown attribute “{}” of a person", name));
  }
}

/// `at 2026-08-01 21:04` (or with seconds), Beijing time.
void Reader::read_time(std::string_view rest) {
  Act act;
  act.kind = Act::Kind::at;
  const std::string_view date = take_word(rest);
  const std::string seconds = rest.size() == 5 ? ":00" : "";
  const auto when = parse_instant(fmt::format("{}T{}{}+08:00", date, rest, seconds));
  if (!when) return fault("the time is written as 2026-08-01 21:04");
  act.when = *when;
  add(std::move(act));
}

void Reader::read_span(Act::Kind kind, std::string_view rest) {
  Act act;
  act.kind = kind;
  const auto span = parse_duration(rest);
  if (!span) return fault(span.error().detail);
  if (span->count() <= 0 || *span > std::chrono::hours(24 * 400)) {
    return fault("a time is longer than nothing and at most 400 days");
  }
  act.span = *span;
  add(std::move(act));
}

void Reader::read_named(Act::Kind kind, std::string_view name, std::string_view rest) {
  if (!name.empty() && !is_name(name)) {
    return fault(fmt::format("“{}” is no name of a-z, 0-9 and _", name));
  }
  const bool needs_words = kind != Act::Kind::exits;
  if (needs_words && rest.empty()) return fault("words are missing");
  Act act;
  act.kind = kind;
  act.name = name;
  act.words = rest;
  add(std::move(act));
}

void Reader::read_words(Act::Kind kind, std::string_view words) {
  if (words.empty()) return fault("words are missing");
  Act act;
  act.kind = kind;
  act.words = words;
  add(std::move(act));
}

void Reader::read_claim(std::string_view line) {
  using enum Claim::Kind;
  std::string_view rest = line;
  const std::string_view word = take_word(rest);
  Claim claim;
  if (rest.empty()) return fault(fmt::format("“{}” says nothing", line));
  if (word == "hears" || word == "silent") {
    claim.kind = word == "hears" ? hears : silent;
    return read_heard(std::move(claim), rest);
  }
  if (word == "told" || word == "record") {
    claim.kind = word == "told" ? told : record;
    claim.whom = take_word(rest);
    claim.what = rest;
    const bool complete = claim.what.empty() == (claim.kind == told && claim.whom == "nobody");
    if (!complete) return fault("written as: told NAME EVENT, told nobody, record crisis KIND");
    return add(std::move(claim));
  }
  claim.what = rest;
  if (word == "outcome" || word == "refused") {
    claim.kind = word == "outcome" ? outcome : refused;
    return add(std::move(claim));
  }
  if (word == "model" && (rest == "asked" || rest == "not asked")) {
    claim.kind = model;
    return add(std::move(claim));
  }
  fault(fmt::format("unknown line “{}”", line));
}

void Reader::read_heard(Claim claim, std::string_view rest) {
  claim.quoted = rest.starts_with('"');
  if (claim.quoted) {
    if (rest.size() < 3 || !rest.ends_with('"')) return fault("the quotation is not closed");
    rest = rest.substr(1, rest.size() - 2);
  } else if (rest.find_first_of(" \t") != std::string_view::npos) {
    return fault("words to be heard stand in quotes");
  }
  claim.what = rest;
  add(std::move(claim));
}

}  // namespace

std::expected<Scenario, std::vector<ScenarioFault>> read_scenario(std::string_view text) {
  Reader reader;
  reader.read(text);
  if (!reader.faults.empty()) return std::unexpected(std::move(reader.faults));
  return std::move(reader.scenario);
}

std::string to_text(const ScenarioClaim& claim) {
  using enum ScenarioClaim::Kind;
  switch (claim.kind) {
    case outcome: return "outcome " + claim.what;
    case refused: return "refused " + claim.what;
    case hears:
    case silent: {
      const std::string_view word = claim.kind == hears ? "hears  " : "silent ";
      return fmt::format("{}{}{}{}", word, claim.quoted ? "\"" : "", claim.what,
                         claim.quoted ? "\"" : "");
    }
    case told:
      return claim.what.empty() ? "told   nobody"
                                : fmt::format("told   {}  {}", claim.whom, claim.what);
    case record: return fmt::format("record {} {}", claim.whom, claim.what);
    case model: return "model  " + claim.what;
  }
  return {};
}

std::string rewrite_scenario(std::string_view text,
                             const std::vector<std::vector<ScenarioClaim>>& claims) {
  std::string out;
  bool below = false;
  std::size_t step = 0;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    const std::string_view bare = trimmed(line);
    if (bare == next_step) below = false;
    const bool replaced = below && !bare.starts_with('#');
    if (!replaced) {
      out += line;
      out += '\n';
    }
    if (bare == above_below && !below) {
      below = true;
      if (step < claims.size()) {
        for (const ScenarioClaim& each : claims[step]) out += to_text(each) + "\n";
      }
      ++step;
    }
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
  return out;
}

}  // namespace anban::sim
