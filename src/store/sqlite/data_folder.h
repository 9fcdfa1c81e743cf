// SPDX-License-Identifier: Apache-2.0
// A data folder belongs to one process: a lock file says which. Two writers would each keep their
// own head of the evidence log.
#pragma once

#include <filesystem>
#include <memory>

#include "base/result.h"

namespace anban::store {

/// Held while the folder is in use; the system lets go of it when the process ends, however it
/// ends.
class FolderLock {
 public:
  /// Makes the folder (0700) where it is missing and locks it. Errors: unavailable ("data folder is
  /// in use by another anban (pid 123)", read-only, no such place).
  static Result<std::unique_ptr<FolderLock>> take(const std::filesystem::path& folder);
  ~FolderLock();
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

 private:
  explicit FolderLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

/// Makes an empty file that only its owner may read (0600), where there is none.
Result<void> make_private_file(const std::filesystem::path& file);

/// Makes what was renamed or made in `folder` durable.
Result<void> sync_folder(const std::filesystem::path& folder);

}  // namespace anban::store
