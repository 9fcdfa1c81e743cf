// SPDX-License-Identifier: Apache-2.0
// Locks and private files over POSIX.
#include "store/sqlite/data_folder.h"

#include <array>
#include <cerrno>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace anban::store {
namespace {

constexpr const char* lock_file = "anban.lock";

std::unexpected<Error> refused(const std::filesystem::path& path, const char* what) {
  const std::string reason = std::generic_category().message(errno);
  return failed(ErrorCode::unavailable,
                path.string() + ": " + what + " (" + reason +
                    "); check that the folder exists, may be written by this user and that the "
                    "disk is neither full nor mounted read-only");
}

std::string holder_of(int descriptor) {
  std::array<char, 32> text{};
  const ssize_t got = pread(descriptor, text.data(), text.size() - 1, 0);
  std::string out(text.data(), got > 0 ? static_cast<std::size_t>(got) : 0);
  while (!out.empty() && out.back() == '\n') out.pop_back();
  return out.empty() ? "unknown" : out;
}

}  // namespace

Result<std::unique_ptr<FolderLock>> FolderLock::take(const std::filesystem::path& folder) {
  std::error_code error;
  const bool is_new = std::filesystem::create_directories(folder, error);
  if (error) {
    errno = error.value();
    return refused(folder, "the data folder cannot be made");
  }
  if (is_new) std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
  const auto path = folder / lock_file;
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) return refused(path, "the lock file cannot be opened");
  std::unique_ptr<FolderLock> lock(new FolderLock(descriptor));
  if (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return refused(path, "the lock file cannot be locked");
    return failed(ErrorCode::unavailable,
                  folder.string() + ": the data folder is in use by another anban (pid " +
                      holder_of(descriptor) + "); stop it, or name another folder with --data");
  }
  const std::string pid = std::to_string(getpid()) + "\n";
  if (ftruncate(descriptor, 0) != 0 ||
      pwrite(descriptor, pid.data(), pid.size(), 0) != static_cast<ssize_t>(pid.size())) {
    return refused(path, "the lock file cannot be written");
  }
  return lock;
}

FolderLock::~FolderLock() { ::close(descriptor_); }

Result<void> make_private_file(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) return refused(file, "the file cannot be made or written");
  ::close(descriptor);
  return {};
}

Result<void> sync_folder(const std::filesystem::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return refused(folder, "the folder cannot be opened");
  const int done = fsync(descriptor);
  ::close(descriptor);
  if (done != 0) return refused(folder, "the folder cannot be made durable");
  return {};
}

}  // namespace anban::store
