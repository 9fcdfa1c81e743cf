// SPDX-License-Identifier: Apache-2.0
// Rules about what code calls and keeps: every banned word comes with its replacement and the few
// places that may use it.
#include <algorithm>
#include <array>
#include <initializer_list>
#include <string>
#include <vector>

#include "rules.h"
#include "scopes.h"

namespace anban::tidy {
namespace {

enum class InTests { banned, allowed };

struct Banned {
  std::string_view word;
  std::string_view instead;
  InTests in_tests = InTests::banned;
  std::vector<std::string_view> allowed_under = {};
};

constexpr std::string_view take_a_clock = "take a Clock or an Instant (ports/clock.h)";
constexpr std::string_view take_a_timer = "take a Timer (ports/clock.h); tests use virtual time";
constexpr std::string_view take_entropy = "take an Entropy (ports/entropy.h)";
constexpr std::string_view speak_by_log = "write an event (base/event_log.h)";
constexpr std::string_view read_numbers = "use std::from_chars, which reports what is wrong";
constexpr std::string_view know_length = "use std::string or a span, which know their length";
constexpr std::string_view local_calendar = "use local_time() (base/local_time.h)";

/// Calls whose answer a test or a simulation could not repeat.
const std::vector<Banned>& unpredictable_calls() {
  static const std::vector<Banned> all = {
      {"system_clock::now", take_a_clock, InTests::banned, {"src/app/", "src/net/"}},
      {"steady_clock::now", take_a_clock, InTests::allowed, {"src/app/", "src/net/"}},
      {"gettimeofday", take_a_clock},
      {"clock_gettime",
       take_a_clock,
       InTests::allowed,
       {"src/app/", "src/net/", "src/base/event_log.cc"}},
      {"std::time", take_a_clock},
      {"time(nullptr)", take_a_clock},
      {"time(NULL)", take_a_clock},
      {"time(0)", take_a_clock},
      {"localtime", local_calendar},
      {"localtime_r", local_calendar},
      {"gmtime", local_calendar},
      {"mktime", local_calendar},
      {"this_thread::sleep_for", take_a_timer},
      {"this_thread::sleep_until", take_a_timer},
      {"usleep", take_a_timer},
      {"nanosleep", take_a_timer},
      {"rand()", take_entropy},
      {"srand", take_entropy},
      {"random_device", take_entropy, InTests::banned, {"src/app/"}},
  };
  return all;
}

/// Calls that hide output, lose errors, own memory badly or end the process.
const std::vector<Banned>& other_calls() {
  static const std::vector<Banned> all = {
      {"std::regex", "write the match out; signals/ has a word automaton", InTests::allowed},
      {"regex_search", "write the match out; signals/ has a word automaton", InTests::allowed},
      {"std::cout", speak_by_log, InTests::allowed, {"src/app/"}},
      {"std::cerr", speak_by_log, InTests::allowed, {"src/app/"}},
      {"printf", speak_by_log, InTests::allowed, {"src/app/"}},
      {"puts", speak_by_log, InTests::allowed, {"src/app/"}},
      {"fmt::print", speak_by_log, InTests::allowed, {"src/app/"}},
      {"std::fprintf", speak_by_log, InTests::allowed, {"src/app/", "src/base/ensure.cc"}},
      {"getenv", "settings come through the configuration (app/)", InTests::allowed, {"src/app/"}},
      {"std::exit", "return an error; only app/ ends the process", InTests::allowed, {"src/app/"}},
      {"std::abort",
       "ensure(condition, why)",
       InTests::allowed,
       {"src/app/", "src/base/ensure.cc"}},
      {"assert", "ensure(condition, why), which every build checks"},
      {"dynamic_cast", "ask the interface, or hold a std::variant"},
      {"strcpy", know_length},
      {"strcat", know_length},
      {"sprintf", know_length},
      {"strtok", know_length},
      {"gets", know_length},
      {"atoi", read_numbers},
      {"atol", read_numbers},
      {"atof", read_numbers},
      {"std::stoi", read_numbers},
      {"std::stol", read_numbers},
      {"std::stoul", read_numbers},
      {"std::stod", read_numbers},
      {"std::endl", "write '\\n'; a flush is said with std::flush"},
      {"malloc", "std::vector, std::string or std::make_unique own memory"},
      {"std::async", "post to an event loop, or hold a std::jthread"},
      {"detach()", "join threads: what nobody waits for ends at a bad moment"},
      {"goto", "return early, or give the part a name"},
      {"using namespace std", "name what is used"},
      {"volatile", "std::atomic"},
  };
  return all;
}

bool is_allowed(const Banned& banned, const Source& source) {
  if (banned.in_tests == InTests::allowed && source.is_test()) return true;
  return std::any_of(banned.allowed_under.begin(), banned.allowed_under.end(),
                     [&source](std::string_view prefix) { return source.is_under(prefix); });
}

/// A method of ours may have such a name: `x.time(0)`, `meter->puts`, `Clock::time(0)`.
bool is_of_ours(std::string_view code, std::size_t at, std::string_view word) {
  if (at == 0 || word.find("::") != std::string_view::npos || word == "detach()") return false;
  const auto before = trimmed(code.substr(at > 40 ? at - 40 : 0, std::min<std::size_t>(at, 40)));
  if (before.ends_with(".") || before.ends_with("->")) return true;
  if (!before.ends_with("::")) return false;
  return before.size() > 2 && is_word_character(before[before.size() - 3]) &&
         !before.ends_with("std::");
}

void check_call(const Source& source, const Banned& banned, Findings& findings) {
  if (is_allowed(banned, source)) return;
  for (const auto at : find_word(source.code, banned.word)) {
    const std::size_t line = source.line_of(at);
    if (is_of_ours(source.code, at, banned.word) || source.is_excused(line)) continue;
    findings.push_back(
        {source.path, line, std::string(banned.word) + ": " + std::string(banned.instead)});
  }
}

char next_sign(std::string_view code, std::size_t at) {
  const auto found = code.find_first_not_of(" \t\n", at);
  return found == std::string_view::npos ? '\0' : code[found];
}

std::string_view text_before(std::string_view code, std::size_t at) {
  const auto line = code.rfind('\n', at);
  return trimmed(code.substr(line == std::string_view::npos ? 0 : line + 1,
                             at - (line == std::string_view::npos ? 0 : line + 1)));
}

void check_new_and_delete(const Source& source, Findings& findings) {
  const auto add = [&](std::size_t at, const char* what) {
    const std::size_t line = source.line_of(at);
    if (!source.is_excused(line)) findings.push_back({source.path, line, what});
  };
  for (const auto at : find_word(source.code, "new")) {
    const auto before = text_before(source.code, at);
    const char next = next_sign(source.code, at + 3);
    // A private constructor: std::make_unique cannot call it, the owner takes it at once.
    const bool owned = before.ends_with("(") && before.find("unique_ptr<") != std::string::npos;
    if (owned || before.ends_with("operator") || before.starts_with("#") || next == '(') continue;
    if (is_word_character(next) || next == ':') add(at, "new: std::make_unique says who owns it");
  }
  for (const auto at : find_word(source.code, "delete")) {
    const auto before = text_before(source.code, at);
    if (before.ends_with("=") || before.ends_with("operator")) continue;
    add(at, "delete: let a std::unique_ptr own it");
  }
}

/// Whether a declaration declares a variable that can change.
bool declares_mutable_variable(std::string_view statement) {
  for (const auto* word : {"const", "constexpr", "constinit", "using", "typedef", "class", "struct",
                           "union", "enum", "friend", "template", "extern", "namespace",
                           "static_assert", "concept", "operator", "requires", "return"}) {
    if (!find_word(statement, word).empty()) return false;
  }
  const auto head = statement.substr(0, statement.find_first_of("={"));
  if (head.find('(') != std::string_view::npos) return false;  // a function
  return std::count(head.begin(), head.end(), ' ') > 0;
}

}  // namespace

void check_calls(const Source& source, Findings& findings) {
  for (const auto& banned : unpredictable_calls()) check_call(source, banned, findings);
  for (const auto& banned : other_calls()) check_call(source, banned, findings);
  check_new_and_delete(source, findings);
}

void check_static_state(const Source& source, Findings& findings) {
  constexpr auto what =
      "state that outlives its call and can change: keep it in an object that "
      "app/ builds (a cache may say why with // tidy: …)";
  const auto add = [&](std::size_t at) {
    const std::size_t line = source.line_of(at);
    const Finding finding{source.path, line, what};
    const bool known = std::find(findings.begin(), findings.end(), finding) != findings.end();
    if (!source.is_excused(line) && !known) findings.push_back(finding);
  };
  const std::string_view code = source.code;
  for (const auto* word : {"static", "thread_local"}) {
    for (const auto at : find_word(code, word)) {
      const auto end = code.find(';', at);
      if (end == std::string_view::npos) continue;
      const auto rest = trimmed(code.substr(at + std::string_view(word).size(),
                                            end - at - std::string_view(word).size()));
      // `static int f(1)` may be a function; thread_local always is a variable.
      const auto up_to_values = rest.substr(0, rest.find('('));
      const bool of_thread = std::string_view(word) == "thread_local";
      if (declares_mutable_variable(of_thread ? up_to_values : rest)) add(at);
    }
  }
  for (const auto& statement : scopes_of(source).statements) {
    const auto text = code.substr(statement.begin, statement.end - statement.begin);
    if (declares_mutable_variable(text)) add(statement.begin);
  }
}

}  // namespace anban::tidy
