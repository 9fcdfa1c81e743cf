// SPDX-License-Identifier: Apache-2.0
// The failing layer under SQLite: a file that passes every call on, but those that are to fail.
#include "store/sqlite/fault_vfs.h"

#include <cstring>

namespace anban::store {

struct FaultFile {
  sqlite3_file base;  // first, as SQLite casts
  sqlite3_file* real;
  FaultVfs* owner;

  static FaultFile* of(sqlite3_file* file) { return reinterpret_cast<FaultFile*>(file); }
  static sqlite3_file* real_of(sqlite3_file* file) { return of(file)->real; }

  static int close(sqlite3_file* file) {
    sqlite3_file* real = real_of(file);
    return real->pMethods != nullptr ? real->pMethods->xClose(real) : SQLITE_OK;
  }
  static int read(sqlite3_file* file, void* into, int size, sqlite3_int64 at) {
    return real_of(file)->pMethods->xRead(real_of(file), into, size, at);
  }
  static int write(sqlite3_file* file, const void* data, int size, sqlite3_int64 at) {
    const int fault = of(file)->owner->next();
    if (fault != SQLITE_OK) return fault;
    return real_of(file)->pMethods->xWrite(real_of(file), data, size, at);
  }
  static int truncate(sqlite3_file* file, sqlite3_int64 size) {
    const int fault = of(file)->owner->next();
    if (fault != SQLITE_OK) return fault;
    return real_of(file)->pMethods->xTruncate(real_of(file), size);
  }
  static int sync(sqlite3_file* file, int flags) {
    const int fault = of(file)->owner->next();
    if (fault != SQLITE_OK) return fault;
    return real_of(file)->pMethods->xSync(real_of(file), flags);
  }
  static int size(sqlite3_file* file, sqlite3_int64* out) {
    return real_of(file)->pMethods->xFileSize(real_of(file), out);
  }
  static int lock(sqlite3_file* file, int level) {
    return real_of(file)->pMethods->xLock(real_of(file), level);
  }
  static int unlock(sqlite3_file* file, int level) {
    return real_of(file)->pMethods->xUnlock(real_of(file), level);
  }
  static int check_lock(sqlite3_file* file, int* out) {
    return real_of(file)->pMethods->xCheckReservedLock(real_of(file), out);
  }
  static int control(sqlite3_file* file, int what, void* argument) {
    return real_of(file)->pMethods->xFileControl(real_of(file), what, argument);
  }
  static int sector(sqlite3_file* file) {
    return real_of(file)->pMethods->xSectorSize(real_of(file));
  }
  static int traits(sqlite3_file* file) {
    return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
  }
  static int shm_map(sqlite3_file* file, int page, int size, int extend,
                     void volatile** out) {  // tidy: SQLite's own signature
    return real_of(file)->pMethods->xShmMap(real_of(file), page, size, extend, out);
  }
  static int shm_lock(sqlite3_file* file, int at, int count, int flags) {
    return real_of(file)->pMethods->xShmLock(real_of(file), at, count, flags);
  }
  static void shm_barrier(sqlite3_file* file) {
    real_of(file)->pMethods->xShmBarrier(real_of(file));
  }
  static int shm_unmap(sqlite3_file* file, int remove) {
    return real_of(file)->pMethods->xShmUnmap(real_of(file), remove);
  }
  static int open(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* out);
};

namespace {

const sqlite3_io_methods methods = {2,
                                    FaultFile::close,
                                    FaultFile::read,
                                    FaultFile::write,
                                    FaultFile::truncate,
                                    FaultFile::sync,
                                    FaultFile::size,
                                    FaultFile::lock,
                                    FaultFile::unlock,
                                    FaultFile::check_lock,
                                    FaultFile::control,
                                    FaultFile::sector,
                                    FaultFile::traits,
                                    FaultFile::shm_map,
                                    FaultFile::shm_lock,
                                    FaultFile::shm_barrier,
                                    FaultFile::shm_unmap,
                                    nullptr,
                                    nullptr};

}  // namespace

int FaultFile::open(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* out) {
  auto* owner = static_cast<FaultVfs*>(vfs->pAppData);
  sqlite3_vfs* system = sqlite3_vfs_find("unix");
  FaultFile* self = of(file);
  self->owner = owner;
  self->real = reinterpret_cast<sqlite3_file*>(reinterpret_cast<char*>(file) + sizeof(FaultFile));
  std::memset(self->real, 0, static_cast<std::size_t>(system->szOsFile));
  const int code = system->xOpen(system, path, self->real, flags, out);
  self->base.pMethods = self->real->pMethods != nullptr ? &methods : nullptr;
  return code;
}

FaultVfs::FaultVfs(int code) : code_(code) {
  vfs_ = *sqlite3_vfs_find("unix");
  vfs_.pNext = nullptr;
  vfs_.zName = name;
  vfs_.pAppData = this;
  vfs_.szOsFile += static_cast<int>(sizeof(FaultFile));
  vfs_.xOpen = FaultFile::open;
  sqlite3_vfs_register(&vfs_, 0);
}

FaultVfs::~FaultVfs() { sqlite3_vfs_unregister(&vfs_); }

void FaultVfs::fail_from(int nth) {
  mend();
  goes_on_ = true;
  left_ = nth;
}

void FaultVfs::fail_once(int nth) {
  mend();
  goes_on_ = false;
  left_ = nth;
}

void FaultVfs::mend() {
  left_ = 0;
  is_broken_ = false;
  has_failed_ = false;
}

int FaultVfs::next() {
  const bool comes_now = left_ > 0 && --left_ == 0;
  if (comes_now && goes_on_) is_broken_ = true;
  if (!comes_now && !is_broken_) return SQLITE_OK;
  has_failed_ = true;
  return code_;
}

}  // namespace anban::store
