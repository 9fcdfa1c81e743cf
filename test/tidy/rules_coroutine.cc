// SPDX-License-Identifier: Apache-2.0
// Rules about coroutines (docs/decisions/0002). Compilers have miscompiled temporaries, lambdas and
// choices inside co_await expressions; a suspended coroutine must hold no lock and no exception.
#include <algorithm>
#include <array>

#include "rules.h"
#include "scopes.h"

namespace anban::tidy {
namespace {

constexpr std::string_view awaits = "co_await";

/// From behind `co_await` to the end of its expression: a ';', or a bracket that it did not open.
std::string_view expression_at(std::string_view code, std::size_t begin) {
  int depth = 0;
  for (std::size_t at = begin; at < code.size(); ++at) {
    const char c = code[at];
    if (c == ';' && depth <= 0) return code.substr(begin, at - begin);
    if (c == '(' || c == '[' || c == '{') ++depth;
    if (c == ')' || c == ']' || c == '}') --depth;
    if (depth < 0) return code.substr(begin, at - begin);
  }
  return code.substr(begin);
}

/// The end (one past it) of the bracket that opens at the first '(' of `text`; 0 where none ends.
std::size_t condition_end(std::string_view text) {
  int depth = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '(') ++depth;
    if (text[at] == ')' && --depth == 0) return at + 1;
  }
  return 0;
}

/// From the last ';' or brace before `at` to `at`, without a whole `if (…)` at its front.
std::string_view statement_before(std::string_view code, std::size_t at) {
  const auto from = code.find_last_of(";{}", at);
  const auto begin = from == std::string_view::npos ? 0 : from + 1;
  auto text = trimmed(code.substr(begin, at - begin));
  if (text.starts_with("else ")) text = trimmed(text.substr(5));
  if (text.starts_with("if ") || text.starts_with("while ")) {
    text.remove_prefix(condition_end(text));
  }
  return text;
}

bool chooses(std::string_view text) {
  if (text.find('?') != std::string_view::npos || text.find("||") != std::string_view::npos) {
    return true;
  }
  for (auto at = text.find("&&"); at != std::string_view::npos; at = text.find("&&", at + 2)) {
    const bool reference = at > 0 && (is_word_character(text[at - 1]) || text[at - 1] == '>');
    if (!reference) return true;
  }
  return false;
}

bool has_lambda(std::string_view expression) {
  for (auto at = expression.find('['); at != std::string_view::npos;
       at = expression.find('[', at + 1)) {
    const auto before = trimmed(expression.substr(0, at));
    if (before.empty()) return true;
    const char last = before.back();
    if (!is_word_character(last) && last != ')' && last != ']') return true;
  }
  return false;
}

struct Blocks {
  std::vector<Stretch> handlers;  // bodies of catch
  std::vector<Stretch> locked;    // from the making of a lock to the end of its block
};

/// The end of the block in which `at` stands.
std::size_t enclosing_end(std::string_view code, std::size_t at) {
  int depth = 0;
  for (; at < code.size(); ++at) {
    depth += code[at] == '{' ? 1 : code[at] == '}' ? -1 : 0;
    if (depth < 0) return at;
  }
  return at;
}

Blocks blocks_of(std::string_view code) {
  Blocks blocks;
  for (const auto at : find_word(code, "catch")) {
    const auto open = code.find('{', at);
    if (open != std::string_view::npos) blocks.handlers.push_back({open, block_end(code, open)});
  }
  for (const auto* lock : {"scoped_lock", "lock_guard", "unique_lock", "shared_lock"}) {
    for (const auto at : find_word(code, lock)) {
      blocks.locked.push_back({at, enclosing_end(code, at)});
    }
  }
  return blocks;
}

bool inside(const std::vector<Stretch>& stretches, std::size_t at) {
  return std::any_of(stretches.begin(), stretches.end(),
                     [at](const Stretch& each) { return at > each.begin && at < each.end; });
}

/// Folders that decide and never wait (design: the pure core).
bool must_not_suspend(const Source& source) {
  return source.is_under("src/signals/") || source.is_under("src/pack/") ||
         source.is_under("src/duties/") || source.is_under("src/wire/");
}

}  // namespace

void check_coroutines(const Source& source, Findings& findings) {
  const std::string_view code = source.code;
  const auto places = find_word(code, awaits);
  if (places.empty()) return;
  const Blocks blocks = blocks_of(code);
  for (const auto at : places) {
    const auto expression = expression_at(code, at + awaits.size());
    const auto before = statement_before(code, at);
    const auto add = [&](const char* what) {
      findings.push_back({source.path, source.line_of(at), what});
    };
    if (must_not_suspend(source)) add("co_await in the pure core: return data, the shell waits");
    if (expression.find(awaits) != std::string_view::npos || !find_word(before, awaits).empty()) {
      add("one co_await a statement: name the first result");
    }
    if (expression.find('{') != std::string_view::npos) {
      add("nothing is built with braces inside co_await: name it on the line before");
    }
    if (chooses(expression) || chooses(before)) {
      add("no ?:, && or || around co_await: decide on the line before");
    }
    if (has_lambda(expression)) add("no lambda inside co_await: name it on the line before");
    if (inside(blocks.handlers, at)) add("no co_await in catch: leave the handler first");
    if (inside(blocks.locked, at)) add("no co_await under a lock: leave its block first");
  }
}

}  // namespace anban::tidy
