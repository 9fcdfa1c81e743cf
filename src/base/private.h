// SPDX-License-Identifier: Apache-2.0
// Private<T>: a person's words, addresses and secrets. It does not format or print;
// whoever needs the value says so with reveal(), which is easy to search for. Values compare,
// because plain structs hold them.
#pragma once

#include <utility>

namespace anban {

template <class T>
class Private {
 public:
  Private() = default;
  explicit Private(T value) : value_(std::move(value)) {}
  const T& reveal() const { return value_; }
  T& reveal() { return value_; }
  friend bool operator==(const Private&, const Private&) = default;

 private:
  T value_{};
};

}  // namespace anban
