// SPDX-License-Identifier: Apache-2.0
// What takes long to build lies in an image: rows of plain values, read where they are, whether the
// build embedded them or a file is mapped. Serves every detector that is built from tables and word
// lists. Of this machine's byte order; an image is made where it is read. A reader trusts no
// length; what the values mean is checked by whoever takes them (`is_sound`).
#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace anban::signals {

/// Values in a row: its own, or those of an image that outlives it. Moved, not copied.
template <class T>
class Kept {
 public:
  Kept() = default;
  Kept(std::vector<T> own) : own_(std::move(own)), values_(own_) {}  // NOLINT: a row is a row
  explicit Kept(std::span<const T> in_image) : values_(in_image) {}
  Kept(const Kept&) = delete;
  Kept& operator=(const Kept&) = delete;
  Kept(Kept&&) = default;  // a moved vector keeps its place in memory
  Kept& operator=(Kept&&) = default;
  ~Kept() = default;

  const T& operator[](std::size_t at) const { return values_[at]; }
  std::size_t size() const { return values_.size(); }
  std::size_t bytes() const { return values_.size_bytes(); }
  auto begin() const { return values_.begin(); }
  auto end() const { return values_.end(); }
  std::span<const T> all() const { return values_; }
  /// To fill in; empty where the values are an image's.
  std::span<T> own() { return own_; }

 private:
  std::vector<T> own_;
  std::span<const T> values_;
};

/// Every row begins at a multiple of this, from an image that begins at one.
inline constexpr std::size_t image_alignment = 16;

class ImageWriter {
 public:
  template <class T>
  void put(std::span<const T> values) {
    // No padding, so that the same sources give the same bytes.
    static_assert(std::has_unique_object_representations_v<T> && alignof(T) <= image_alignment);
    begin_row(values.size(), sizeof(T));
    bytes_.append(reinterpret_cast<const char*>(values.data()), values.size_bytes());
    bytes_.resize((bytes_.size() + image_alignment - 1) / image_alignment * image_alignment);
  }
  template <class T>
  void put(const Kept<T>& values) {
    put(values.all());
  }
  template <class T>
  void put(const std::vector<T>& values) {
    put(std::span<const T>(values));
  }
  void put_texts(std::span<const std::string> texts);
  std::string finish() { return std::move(bytes_); }

 private:
  void begin_row(std::uint64_t count, std::uint64_t size);
  std::string bytes_;
};

/// Takes rows in the order in which they were put; false where there is no such row.
class ImageReader {
 public:
  /// `image` begins at a multiple of image_alignment and outlives what is taken.
  explicit ImageReader(std::string_view image) : rest_(image) {}

  template <class T>
  [[nodiscard]] bool take(Kept<T>& to) {
    std::string_view row;
    if (!take_row(sizeof(T), row)) return false;
    to = Kept<T>(std::span(reinterpret_cast<const T*>(row.data()), row.size() / sizeof(T)));
    return true;
  }
  [[nodiscard]] bool take_texts(std::vector<std::string>& to);
  bool is_at_end() const { return rest_.empty(); }

 private:
  bool take_row(std::uint64_t size, std::string_view& row);
  std::string_view rest_;
};

}  // namespace anban::signals
