// SPDX-License-Identifier: Apache-2.0
// Separates code, comments and literals by one walk over the text.
#include "source.h"

#include <algorithm>

namespace anban::tidy {
namespace {

/// Walks over the text and copies each byte into the layer to which it belongs.
class Separator {
 public:
  explicit Separator(Source& source) : source_(source), text_(source.text) {
    std::string blank = text_;
    std::replace_if(blank.begin(), blank.end(), [](char c) { return c != '\n'; }, ' ');
    source_.code = source_.comments = source_.raw = blank;
  }

  void run() {
    while (at_ < text_.size()) step();
  }

 private:
  char ahead(std::size_t by) const { return at_ + by < text_.size() ? text_[at_ + by] : '\0'; }

  void copy_to(std::string& layer, std::size_t end) {
    end = std::min(end, text_.size());
    for (; at_ < end; ++at_) layer[at_] = text_[at_];
  }

  std::size_t find_end(std::string_view mark, std::size_t from) const {
    const auto found = text_.find(mark, from);
    return found == std::string::npos ? text_.size() : found;
  }

  void step() {
    const char c = text_[at_];
    if (c == '/' && ahead(1) == '/') return copy_to(source_.comments, find_end("\n", at_));
    if (c == '/' && ahead(1) == '*') return copy_to(source_.comments, find_end("*/", at_ + 2) + 2);
    if (c == '"' && is_raw()) return raw_literal();
    if (c == '"' || (c == '\'' && !is_in_number())) return literal(c);
    copy_to(source_.code, at_ + 1);
  }

  /// Whether the word before the place is a number (1'000), not a prefix (u8'a').
  bool is_in_number() const {
    std::size_t begin = at_;
    while (begin > 0 && (is_word_character(text_[begin - 1]) || text_[begin - 1] == '\'')) --begin;
    return begin < at_ && text_[begin] >= '0' && text_[begin] <= '9';
  }

  bool is_raw() const {
    if (at_ == 0 || text_[at_ - 1] != 'R') return false;
    return at_ == 1 || !is_word_character(text_[at_ - 2]) ||
           std::string_view("uUL8").find(text_[at_ - 2]) != std::string_view::npos;
  }

  void raw_literal() {
    const std::size_t open = find_end("(", at_);
    const std::string close = ")" + text_.substr(at_ + 1, open - at_ - 1) + "\"";
    const std::size_t end = find_end(close, open);
    copy_to(source_.code, at_ + 1);
    copy_to(source_.raw, end);
    at_ = std::min(text_.size(), end + close.size() - 1);
    copy_to(source_.code, at_ + 1);
  }

  void literal(char quote) {
    copy_to(source_.code, at_ + 1);
    while (at_ < text_.size() && text_[at_] != quote && text_[at_] != '\n') {
      at_ += text_[at_] == '\\' ? 2 : 1;
    }
    if (at_ < text_.size()) copy_to(source_.code, at_ + 1);
  }

  Source& source_;
  const std::string& text_;
  std::size_t at_ = 0;
};

}  // namespace

Source make_source(std::string path, std::string text) {
  Source source{std::move(path), std::move(text), {}, {}, {}};
  Separator(source).run();
  return source;
}

std::size_t Source::line_of(std::size_t at) const {
  const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(at, text.size()));
  return 1 + static_cast<std::size_t>(std::count(text.begin(), end, '\n'));
}

bool Source::is_test() const {
  const auto name = std::string_view(path).substr(path.find_last_of('/') + 1);
  return is_under("test/") || is_under("bench/") || path.ends_with("_test.cc") ||
         path.ends_with("_fuzz.cc") || path.ends_with("_bench.cc") ||
         (name.starts_with("test_") && name.ends_with(".h"));
}

bool Source::is_excused(std::size_t line) const {
  const auto all = lines_of(comments);
  return line >= 1 && line <= all.size() &&
         all[line - 1].find("// tidy: ") != std::string_view::npos;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string_view trimmed(std::string_view text) {
  const auto from = text.find_first_not_of(" \t\n\r");
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t\n\r") - from + 1);
}

bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

std::vector<std::size_t> find_word(std::string_view code, std::string_view word) {
  std::vector<std::size_t> places;
  for (auto at = code.find(word); at != std::string_view::npos; at = code.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    const bool starts =
        !is_word_character(word.front()) || at == 0 || !is_word_character(code[at - 1]);
    const bool ends =
        !is_word_character(word.back()) || end == code.size() || !is_word_character(code[end]);
    if (starts && ends) places.push_back(at);
  }
  return places;
}

}  // namespace anban::tidy
