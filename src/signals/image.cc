// SPDX-License-Identifier: Apache-2.0
// A row is how many values there are and how large each is, then the values, filled up with zeros.
#include "signals/image.h"

#include <array>

namespace anban::signals {

void ImageWriter::begin_row(std::uint64_t count, std::uint64_t size) {
  const std::array<std::uint64_t, 2> head{count, size};
  static_assert(sizeof(head) == image_alignment);
  bytes_.append(reinterpret_cast<const char*>(head.data()), sizeof(head));
}

void ImageWriter::put_texts(std::span<const std::string> texts) {
  std::vector<std::uint32_t> ends;
  std::string all;
  for (const std::string& each : texts) {
    all += each;
    ends.push_back(static_cast<std::uint32_t>(all.size()));
  }
  put(ends);
  put(std::span<const char>(all));
}

bool ImageReader::take_row(std::uint64_t size, std::string_view& row) {
  std::array<std::uint64_t, 2> head{};
  const auto begin = reinterpret_cast<std::uintptr_t>(rest_.data());
  if (rest_.size() < sizeof(head) || begin % image_alignment != 0) return false;
  std::memcpy(head.data(), rest_.data(), sizeof(head));
  rest_.remove_prefix(sizeof(head));
  if (head[1] != size || head[0] > rest_.size() / size) return false;
  const std::uint64_t bytes = head[0] * size;
  const std::uint64_t filled = (bytes + image_alignment - 1) / image_alignment * image_alignment;
  if (filled > rest_.size()) return false;
  row = rest_.substr(0, bytes);
  rest_.remove_prefix(filled);
  return true;
}

bool ImageReader::take_texts(std::vector<std::string>& to) {
  Kept<std::uint32_t> ends;
  Kept<char> all;
  if (!take(ends) || !take(all)) return false;
  to.clear();
  to.reserve(ends.size());
  std::uint32_t from = 0;
  for (const std::uint32_t end : ends) {
    if (end < from || end > all.size()) return false;
    to.emplace_back(all.begin() + from, all.begin() + end);
    from = end;
  }
  return true;
}

}  // namespace anban::signals
