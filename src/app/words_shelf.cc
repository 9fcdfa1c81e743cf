// SPDX-License-Identifier: Apache-2.0
// Not made durable: an image that a failing machine cut short is refused by its digest.
#include "app/words_shelf.h"

#include <memory>
#include <string>
#include <string_view>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace anban {
namespace {

class Descriptor {
 public:
  Descriptor(const std::filesystem::path& file, int flags)
      : descriptor_(::open(file.c_str(), flags | O_CLOEXEC | O_NOFOLLOW, 0600)) {}
  ~Descriptor() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return descriptor_; }

 private:
  int descriptor_;
};

/// Bytes of a file, mapped for as long as somebody holds them.
class Mapped {
 public:
  Mapped(int descriptor, std::size_t size)
      : size_(size), place_(::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0)) {}
  ~Mapped() {
    if (is_there()) ::munmap(place_, size_);
  }
  Mapped(const Mapped&) = delete;
  Mapped& operator=(const Mapped&) = delete;
  bool is_there() const { return place_ != MAP_FAILED; }
  std::string_view bytes() const { return {static_cast<const char*>(place_), size_}; }

 private:
  std::size_t size_;
  void* place_;
};

bool write_all(const std::filesystem::path& file, std::string_view bytes) {
  const Descriptor out(file, O_WRONLY | O_CREAT | O_TRUNC);
  while (out.get() >= 0 && !bytes.empty()) {
    const ssize_t written = ::write(out.get(), bytes.data(), bytes.size());
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return out.get() >= 0;
}

}  // namespace

std::optional<signals::Image> WordsShelf::find() {
  const Descriptor in(file_, O_RDONLY);
  struct stat about{};
  if (in.get() < 0 || ::fstat(in.get(), &about) != 0) return std::nullopt;
  const auto size = static_cast<std::size_t>(about.st_size);
  // Refused as cut short by whoever reads it.
  if (!S_ISREG(about.st_mode) || size == 0 || size > bytes_most) return signals::Image();
  const auto mapped = std::make_shared<const Mapped>(in.get(), size);
  if (!mapped->is_there()) return std::nullopt;
  return signals::Image{mapped->bytes(), mapped};
}

void WordsShelf::refuse(const Error& why) {
  const bool is_usual = why.code == ErrorCode::not_found;  // lists or program are newer
  log_.write(is_usual ? Level::info : Level::warn, "words_image.refused",
             {{"file", file_.string()}, {"why", why.detail}});
}

signals::Image WordsShelf::keep(std::string image) {
  std::filesystem::path part = file_;
  part += ".part";
  std::error_code error;
  const bool is_written = image.size() <= bytes_most && write_all(part, image);
  if (is_written) std::filesystem::rename(part, file_, error);
  if (is_written && !error) {
    if (std::optional<signals::Image> kept = find(); kept && kept->bytes == image) return *kept;
  }
  std::filesystem::remove(part, error);
  log_.warn("words_image.not_kept", {{"file", file_.string()}});
  const auto own = std::make_shared<const std::string>(std::move(image));
  return {*own, own};
}

}  // namespace anban
