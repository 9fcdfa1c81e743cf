// SPDX-License-Identifier: Apache-2.0
// JsonDocument: a strict RFC 8259 reader that checks and indexes a text in one pass. It serves the
// rule that a client's bytes are parsed once and re-serialised: what our checks read is exactly
// what the model server will read. Refused are malformed UTF-8, a byte order mark, duplicate keys
// at any depth (compared after unescaping), too deep nesting, numbers beyond a double and
// everything that the grammar does not allow. A lone surrogate escape reads as U+FFFD. Time is
// linear; memory is 16 bytes a value, at most `values_max` of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace anban::wire {

enum class DuplicateKeys { refused, first_counts };

struct JsonLimits {
  /// 1 MiB is the limit of a request body (design/api.md); never above 1 GiB.
  std::size_t bytes_max = std::size_t{1} << 20U;
  std::size_t depth_max = 64;
  /// Bounds a tree built from the document to about 20 bytes a byte of a full-sized body.
  std::size_t values_max = std::size_t{1} << 17U;
  /// `first_counts` is for answers of model servers, where only speed is at stake.
  DuplicateKeys duplicates = DuplicateKeys::refused;
};

enum class JsonKind : std::uint8_t { null, boolean, number, string, array, object };

/// "a string", "an object", … for sentences.
std::string_view words_for(JsonKind kind);

class JsonDocument;

/// One value of a JsonDocument, which must outlive it together with the parsed text. Cheap to copy.
class JsonValue {
 public:
  JsonKind kind() const;
  bool is(JsonKind other) const { return kind() == other; }
  /// Strings only: the value without escapes.
  std::string text() const;
  void append_text(std::string& out) const;
  bool text_is(std::string_view other) const;
  /// Strings only: the value itself where it holds no escape, else nothing.
  std::optional<std::string_view> plain_text() const;
  /// Booleans only.
  bool truth() const;
  /// Numbers only: finite by construction.
  double number() const;
  /// A number that is whole and fits ("1", "1.0", "1e3"); nothing for every other value.
  std::optional<std::int64_t> integer() const;
  /// Arrays: elements; objects: members; else 0. Walks them.
  std::size_t size() const;
  /// Objects: the member of that name; nothing for other kinds.
  std::optional<JsonValue> find(std::string_view key) const;
  /// The text of the value as the client wrote it, strings without their quotes.
  std::string_view source() const;
  /// Appends the value as compact JSON with our own escapes.
  void append_json(std::string& out) const;

  class Items;
  class Members;
  /// for (JsonValue each : value.items()): elements of an array, nothing for other kinds.
  Items items() const;
  /// for (auto [key, each] : value.members()): key is a string value; nothing for other kinds.
  Members members() const;

 private:
  friend class JsonDocument;
  JsonValue(const JsonDocument& document, std::uint32_t at) : document_(&document), at_(at) {}
  std::uint32_t next() const;
  void append_object(std::string& out) const;
  const JsonDocument* document_;
  std::uint32_t at_;
};

/// Read again and again, it keeps its memory, so that a stream's events cost no allocation.
class JsonDocument {
 public:
  struct Node {
    std::uint32_t begin = 0;  // first byte; behind the quote of a string
    std::uint32_t end = 0;    // one behind the last byte; at the closing quote of a string
    std::uint32_t next = 0;   // index of the node behind this value and all it holds
    JsonKind kind = JsonKind::null;
    bool flag = false;  // string: holds escapes; boolean: its value
  };

  /// Errors: `exhausted` beyond bytes_max, else `invalid`; both say what is wrong and at which
  /// byte, and never quote the text. `text` is not copied and must outlive the values.
  Result<void> parse(std::string_view text, const JsonLimits& limits = {});
  /// Only after a successful parse.
  JsonValue root() const { return {*this, 0}; }

 private:
  friend class JsonValue;
  std::string_view text_;
  std::vector<Node> nodes_;
};

class JsonValue::Items {
 public:
  class Iterator {
   public:
    Iterator(const JsonDocument* document, std::uint32_t at) : document_(document), at_(at) {}
    JsonValue operator*() const { return {*document_, at_}; }
    Iterator& operator++() {
      at_ = (**this).next();
      return *this;
    }
    friend bool operator==(const Iterator&, const Iterator&) = default;

   private:
    const JsonDocument* document_;
    std::uint32_t at_;
  };
  Items(const JsonDocument* document, std::uint32_t from, std::uint32_t to)
      : document_(document), from_(from), to_(to) {}
  Iterator begin() const { return {document_, from_}; }
  Iterator end() const { return {document_, to_}; }

 private:
  const JsonDocument* document_;
  std::uint32_t from_;
  std::uint32_t to_;
};

class JsonValue::Members {
 public:
  class Iterator {
   public:
    Iterator(const JsonDocument* document, std::uint32_t at) : document_(document), at_(at) {}
    std::pair<JsonValue, JsonValue> operator*() const {
      const JsonValue key{*document_, at_};
      return {key, JsonValue{*document_, key.next()}};
    }
    Iterator& operator++() {
      at_ = (**this).second.next();
      return *this;
    }
    friend bool operator==(const Iterator&, const Iterator&) = default;

   private:
    const JsonDocument* document_;
    std::uint32_t at_;
  };
  Members(const JsonDocument* document, std::uint32_t from, std::uint32_t to)
      : document_(document), from_(from), to_(to) {}
  Iterator begin() const { return {document_, from_}; }
  Iterator end() const { return {document_, to_}; }

 private:
  const JsonDocument* document_;
  std::uint32_t from_;
  std::uint32_t to_;
};

}  // namespace anban::wire
