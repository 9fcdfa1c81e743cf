// SPDX-License-Identifier: Apache-2.0
// Names of tests from sources, and the page made of them. Reading sources as text is enough: a
// test that does not compile fails elsewhere, and a name that is not there fails here.
#include "pack/coverage.h"

#include <algorithm>

#include <fmt/format.h>

namespace anban::pack {
namespace {

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

std::string_view skip_blanks(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return first == std::string_view::npos ? std::string_view() : text.substr(first);
}

std::string_view take_word(std::string_view& text) {
  text = skip_blanks(text);
  std::size_t length = 0;
  while (length < text.size() && is_word(text[length])) ++length;
  const std::string_view word = text.substr(0, length);
  text = skip_blanks(text.substr(length));
  return word;
}

/// "Suite.Name" of every TEST, TEST_F, TEST_P and TYPED_TEST.
void google_tests(std::string_view text, TestNames& names) {
  for (const std::string_view macro :
       {"TEST(", "TEST_F(", "TEST_P(", "TYPED_TEST(", "TYPED_TEST_P("}) {
    for (std::size_t at = text.find(macro); at != std::string_view::npos;
         at = text.find(macro, at + 1)) {
      if (at > 0 && is_word(text[at - 1])) continue;
      std::string_view rest = text.substr(at + macro.size());
      const std::string_view suite = take_word(rest);
      if (suite.empty() || !rest.starts_with(',')) continue;
      rest.remove_prefix(1);
      const std::string_view name = take_word(rest);
      if (!name.empty() && rest.starts_with(')')) names.insert(fmt::format("{}.{}", suite, name));
    }
  }
}

/// Titles that start with an obligation: test('O-98: …'), it("O-98 …").
void end_to_end_tests(std::string_view text, TestNames& names) {
  for (const std::string_view call : {"test(", "it(", "t.test("}) {
    for (std::size_t at = text.find(call); at != std::string_view::npos;
         at = text.find(call, at + 1)) {
      if (at > 0 && is_word(text[at - 1])) continue;
      const std::string_view rest = skip_blanks(text.substr(at + call.size()));
      if (rest.empty() || std::string_view("'\"`").find(rest[0]) == std::string_view::npos)
        continue;
      const std::size_t end = rest.find(rest[0], 1);
      if (end == std::string_view::npos) continue;
      const std::string_view title = rest.substr(1, end - 1);
      if (title.starts_with("O-")) names.insert(fmt::format("e2e: {}", title));
    }
  }
}

std::string state_of(const Obligation& obligation, const TestNames& known) {
  if (obligation.tests.empty()) return "not built";
  const bool all = std::all_of(obligation.tests.begin(), obligation.tests.end(),
                               [&](const std::string& test) { return known.contains(test); });
  return all ? "green" : "names a test that does not exist";
}

std::string cell(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '|') escaped += '\\';
    escaped += c;
  }
  return escaped;
}

std::string row(const Obligation& each, const TestNames& known) {
  std::string tests;
  for (const std::string& test : each.tests) {
    tests += fmt::format("{}`{}`", tests.empty() ? "" : "<br>", test);
  }
  return fmt::format("| O-{} | {} | {} | {} | {} | {} | {} |\n", each.number, each.duty,
                     cell(each.title), each.kind == "must_not" ? "must not" : each.kind,
                     cell(each.citation), state_of(each, known), cell(tests));
}

}  // namespace

TestNames test_names_in(std::string_view file_name, std::string_view text) {
  TestNames names;
  if (file_name.ends_with("_test.cc")) google_tests(text, names);
  if (file_name.ends_with(".mjs")) end_to_end_tests(text, names);
  if (file_name.ends_with(".scenario")) {
    names.emplace(file_name.substr(file_name.find_last_of('/') + 1));
  }
  return names;
}

TestNames test_names_in(const PackSource& sources) {
  TestNames names;
  for (const PackFile& file : sources) names.merge(test_names_in(file.name, file.bytes));
  return names;
}

std::vector<std::string> missing_tests(const Pack& pack, const TestNames& known) {
  std::vector<std::string> missing;
  for (const Obligation& each : pack.obligations) {
    for (const std::string& test : each.tests) {
      if (known.contains(test)) continue;
      missing.push_back(
          fmt::format("O-{} names a test that does not exist: {}", each.number, test));
    }
  }
  return missing;
}

std::string coverage_page(const Pack& pack, const TestNames& known) {
  const auto green =
      std::count_if(pack.obligations.begin(), pack.obligations.end(),
                    [&](const Obligation& each) { return state_of(each, known) == "green"; });
  std::string page = fmt::format(
      "# Obligations\n\n"
      "Made from `packs/{}/obligations.toml` and the tests in this repository\n"
      "(`ANBAN_REWRITE=1 build/dev/pack_test --gtest_filter='Coverage.*'`); a test fails when "
      "this\n"
      "page is stale. \"green\" means that the named tests exist and run with `./dev test`; \"not\n"
      "built\" means that no test checks the row yet, so nothing is claimed. Rows of kind \"may\" "
      "are\n"
      "not required by the pack. O-225 to O-232 are duties of other jurisdictions and belong to\n"
      "packs that are not shipped.\n\n"
      "{} of {} are green.\n\n"
      "| row | duty | what | kind | basis | state | tests |\n|---|---|---|---|---|---|---|\n",
      pack.id, green, pack.obligations.size());
  for (const Obligation& each : pack.obligations) page += row(each, known);
  return page;
}

}  // namespace anban::pack
