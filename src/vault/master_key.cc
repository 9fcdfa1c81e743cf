// SPDX-License-Identifier: Apache-2.0
// Reading and making the master key's file.
#include "vault/master_key.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

namespace anban::vault {
namespace {

constexpr std::size_t key_bytes = 32;
constexpr std::size_t longest_file = 128;  // 64 digits, spaces and newlines around them

using KeyBytes = std::array<unsigned char, key_bytes>;

std::string reason() { return std::generic_category().message(errno); }

class File {
 public:
  File(const std::filesystem::path& path, int flags, mode_t mode)
      : descriptor_(::open(path.c_str(), flags | O_CLOEXEC, mode)) {}
  ~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

/// Wiped when let go of.
struct Content {
  std::array<char, longest_file> text{};
  std::size_t size = 0;
  ~Content() { sodium_memzero(text.data(), text.size()); }
};

bool lies_within(const std::filesystem::path& file, const std::filesystem::path& folder) {
  if (folder.empty()) return false;
  std::error_code ignored;
  const auto inner = std::filesystem::weakly_canonical(file, ignored);
  const auto outer = std::filesystem::weakly_canonical(folder, ignored);
  const auto relative = inner.lexically_relative(outer);
  return !relative.empty() && *relative.begin() != "..";
}

Result<void> check_rights(const MasterKeyFile& place, const File& file) {
  struct stat status{};
  if (fstat(file.descriptor(), &status) != 0 || !S_ISREG(status.st_mode)) {
    return failed(ErrorCode::invalid, place.file.string() + ": the master key is no regular file");
  }
  if (place.profile == Profile::production && (status.st_mode & 077U) != 0) {
    return failed(ErrorCode::denied, place.file.string() +
                                         ": other users may read the master key; run chmod 600 " +
                                         place.file.string());
  }
  return {};
}

Result<DataKey> key_from(const Content& content, const std::filesystem::path& path) {
  KeyBytes bytes{};
  if (content.size == key_bytes) {
    std::memcpy(bytes.data(), content.text.data(), key_bytes);
    return DataKey(bytes);
  }
  std::size_t length = 0;
  const char* end = nullptr;
  const bool is_hex = sodium_hex2bin(bytes.data(), bytes.size(), content.text.data(), content.size,
                                     " \t\r\n", &length, &end) == 0 &&
                      end == content.text.data() + content.size && length == key_bytes;
  if (!is_hex) {
    return failed(
        ErrorCode::invalid,
        path.string() +
            ": the master key is 32 bytes or 64 hexadecimal digits, this file "
            "holds something else (cut short, or another file?); bring back the copy that "
            "you keep");
  }
  return DataKey(bytes);
}

Result<DataKey> read_key(const MasterKeyFile& place) {
  const File file(place.file, O_RDONLY, 0);
  if (file.descriptor() < 0) {
    const bool is_missing = errno == ENOENT || errno == ENOTDIR;
    if (!is_missing) {
      return failed(ErrorCode::denied, place.file.string() + ": the master key cannot be read (" +
                                           reason() + "); give it to the user that runs anban");
    }
    return failed(
        ErrorCode::not_found,
        place.file.string() +
            ": the master key is missing; bring back the copy that you "
            "keep. Only for a new, empty data folder make one: head -c 32 /dev/urandom > " +
            place.file.string() + " && chmod 600 " + place.file.string());
  }
  const auto allowed = check_rights(place, file);
  if (!allowed) return failed(allowed);
  Content content;
  const ssize_t got = ::read(file.descriptor(), content.text.data(), content.text.size());
  if (got < 0) {
    return failed(ErrorCode::denied,
                  place.file.string() + ": the master key cannot be read (" + reason() + ")");
  }
  content.size = static_cast<std::size_t>(got);
  return key_from(content, place.file);
}

}  // namespace

Result<DataKey> load_master_key(const MasterKeyFile& place, Entropy& entropy) {
  const bool is_production = place.profile == Profile::production;
  if (is_production && lies_within(place.file, place.data_folder)) {
    return failed(
        ErrorCode::invalid,
        place.file.string() +
            ": in production the master key must lie outside the data "
            "folder, so that a copy of the folder alone tells nobody anything; move it and "
            "name its place in the configuration");
  }
  auto key = read_key(place);
  const bool may_make = !is_production && place.where_missing == WhereMissing::make;
  if (key || key.error().code != ErrorCode::not_found || !may_make) return key;
  const auto made = make_master_key(place.file, entropy);
  if (!made) return failed(made);
  return read_key(place);
}

Result<void> make_master_key(const std::filesystem::path& path, Entropy& entropy) {
  std::error_code ignored;
  if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), ignored);
  const File file(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
  if (file.descriptor() < 0) {
    const auto code = errno == EEXIST ? ErrorCode::invalid : ErrorCode::unavailable;
    return failed(code, path.string() + ": the master key cannot be made (" + reason() + ")");
  }
  KeyBytes bytes{};
  entropy.fill(bytes);
  Content content;
  sodium_bin2hex(content.text.data(), content.text.size(), bytes.data(), bytes.size());
  sodium_memzero(bytes.data(), bytes.size());
  content.size = 2 * key_bytes;
  content.text[content.size++] = '\n';
  const ssize_t written = ::write(file.descriptor(), content.text.data(), content.size);
  if (written != static_cast<ssize_t>(content.size) || fsync(file.descriptor()) != 0) {
    return failed(ErrorCode::unavailable,
                  path.string() + ": the master key cannot be written (" + reason() + ")");
  }
  return {};
}

}  // namespace anban::vault
