// SPDX-License-Identifier: Apache-2.0
// Reads braces: what stands before an opening one says what it opens.
#include "scopes.h"

#include <algorithm>

namespace anban::tidy {
namespace {

enum class Kind { namespace_like, type_like, function, braces };

/// `head` without the template parameters at its front.
std::string_view without_template(std::string_view head) {
  head = trimmed(head);
  while (head.starts_with("template")) {
    auto at = head.find('<');
    if (at == std::string_view::npos) return head;
    int depth = 0;
    for (; at < head.size(); ++at) {
      depth += head[at] == '<' ? 1 : head[at] == '>' ? -1 : 0;
      if (depth == 0) break;
    }
    head = trimmed(head.substr(std::min(at + 1, head.size())));
  }
  return head;
}

bool has_word(std::string_view text, std::string_view word) {
  return !find_word(text, word).empty();
}

Kind kind_of(std::string_view head) {
  head = without_template(head);
  if (has_word(head, "namespace")) return Kind::namespace_like;
  if (head.starts_with("extern") && head.find('(') == std::string_view::npos) {
    return Kind::namespace_like;
  }
  if (head.find('(') != std::string_view::npos) return Kind::function;
  for (const auto* word : {"class", "struct", "union", "enum"}) {
    if (has_word(head, word)) return Kind::type_like;
  }
  return Kind::braces;
}

class Walk {
 public:
  explicit Walk(const Source& source) : code_(source.code) {}

  Scopes run() {
    for (; at_ < code_.size(); ++at_) {
      const char c = code_[at_];
      if (c == '#' && at_line_start())
        skip_directive();
      else if (c == '(')
        ++parentheses_;
      else if (c == ')')
        --parentheses_;
      else if (c == '{')
        open();
      else if (c == '}')
        close();
      else if (c == ';' && parentheses_ == 0)
        end_statement();
    }
    return std::move(out_);
  }

 private:
  bool at_line_start() const {
    const auto from = at_ == 0 ? std::string_view::npos : code_.rfind('\n', at_ - 1);
    const auto begin = from == std::string_view::npos ? 0 : from + 1;
    return trimmed(code_.substr(begin, at_ - begin)).empty();
  }

  void skip_directive() {
    while (at_ < code_.size() && (code_[at_] != '\n' || code_[at_ - 1] == '\\')) ++at_;
    if (parentheses_ == 0) head_ = at_;
  }

  /// A brace inside parentheses, or right behind a word, builds a value.
  bool builds_value() const {
    if (parentheses_ > 0 || at_ == 0) return true;
    const char before = code_[at_ - 1];
    return is_word_character(before) || before == '>' || before == ']';
  }

  void open() {
    if (builds_value()) {
      at_ = block_end(code_, at_) - 1;
      return;
    }
    const Kind kind = kind_of(code_.substr(head_, at_ - head_));
    if (kind == Kind::namespace_like || kind == Kind::type_like) {
      kinds_.push_back(kind);
      head_ = at_ + 1;
      return;
    }
    const std::size_t end = block_end(code_, at_);
    if (kind == Kind::function) out_.functions.push_back({first_word(), end});
    at_ = end - 1;
    if (kind == Kind::function) head_ = end;
  }

  void close() {
    if (!kinds_.empty()) kinds_.pop_back();
    head_ = at_ + 1;
  }

  void end_statement() {
    const bool in_type = std::find(kinds_.begin(), kinds_.end(), Kind::type_like) != kinds_.end();
    if (!in_type) out_.statements.push_back({first_word(), at_});
    head_ = at_ + 1;
  }

  std::size_t first_word() const {
    return std::min(code_.find_first_not_of(" \t\n\r", head_), at_);
  }

  std::string_view code_;
  std::size_t at_ = 0;
  std::size_t head_ = 0;
  int parentheses_ = 0;
  std::vector<Kind> kinds_;
  Scopes out_;
};

}  // namespace

Scopes scopes_of(const Source& source) { return Walk(source).run(); }

std::size_t block_end(std::string_view code, std::size_t open) {
  int depth = 0;
  for (std::size_t at = open; at < code.size(); ++at) {
    depth += code[at] == '{' ? 1 : code[at] == '}' ? -1 : 0;
    if (depth == 0) return at + 1;
  }
  return code.size();
}

}  // namespace anban::tidy
