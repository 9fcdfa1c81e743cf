// SPDX-License-Identifier: Apache-2.0
// Files other than the log are the base layer's own; the log's file passes all but writes on, after
// what was gathered.
#include "store/sqlite/gather_vfs.h"

#include <cstring>
#include <map>
#include <memory>
#include <mutex>
#include <utility>

#include <sqlite3.h>

namespace anban::store {
namespace {

constexpr int room_bytes = 128 * 1024;  // some thirty pages: most batches fit

struct Layer {
  std::string base;
  std::string name;
  sqlite3_vfs vfs{};
  /// By name at each use: the base may be another one of that name by then.
  sqlite3_vfs* find() const { return sqlite3_vfs_find(base.empty() ? nullptr : base.c_str()); }
};

struct GatherFile {
  sqlite3_file base;  // first, as SQLite casts
  sqlite3_file* real;
  char* room;  // of room_bytes, from sqlite3_malloc; null until something was written
  int filled;
  sqlite3_int64 begin;  // where in the file the gathered bytes belong

  static GatherFile* of(sqlite3_file* file) { return reinterpret_cast<GatherFile*>(file); }

  /// Hands the gathered bytes on. After an error they are gone: SQLite takes the commit back, and
  /// the next one writes to the same place.
  int flush() {
    if (filled == 0) return SQLITE_OK;
    const int size = std::exchange(filled, 0);
    return real->pMethods->xWrite(real, room, size, begin);
  }
  int gather(const void* data, int size, sqlite3_int64 at) {
    if (filled > 0 && (at != begin + filled || size > room_bytes - filled)) {
      const int code = flush();
      if (code != SQLITE_OK) return code;
    }
    if (room == nullptr) room = static_cast<char*>(sqlite3_malloc(room_bytes));
    if (room == nullptr || size > room_bytes) return real->pMethods->xWrite(real, data, size, at);
    if (filled == 0) begin = at;
    std::memcpy(room + filled, data, static_cast<std::size_t>(size));
    filled += size;
    return SQLITE_OK;
  }

  static int close(sqlite3_file* file) {
    GatherFile* self = of(file);
    const int flushed = self->flush();
    sqlite3_free(std::exchange(self->room, nullptr));
    const int closed = self->real->pMethods->xClose(self->real);
    return flushed != SQLITE_OK ? flushed : closed;
  }
  static int write(sqlite3_file* file, const void* data, int size, sqlite3_int64 at) {
    return of(file)->gather(data, size, at);
  }
  /// Any other call, behind what was gathered.
  template <auto Method, class... Arguments>
  static int pass(sqlite3_file* file, Arguments... arguments) {
    const int code = of(file)->flush();
    if (code != SQLITE_OK) return code;
    sqlite3_file* real = of(file)->real;
    return (real->pMethods->*Method)(real, arguments...);
  }
  static int sector(sqlite3_file* file) {
    return of(file)->real->pMethods->xSectorSize(of(file)->real);
  }
  static int traits(sqlite3_file* file) {
    return of(file)->real->pMethods->xDeviceCharacteristics(of(file)->real);
  }
  static int open(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* out);
};

using Methods = sqlite3_io_methods;
const Methods methods = {1,
                         GatherFile::close,
                         GatherFile::pass<&Methods::xRead, void*, int, sqlite3_int64>,
                         GatherFile::write,
                         GatherFile::pass<&Methods::xTruncate, sqlite3_int64>,
                         GatherFile::pass<&Methods::xSync, int>,
                         GatherFile::pass<&Methods::xFileSize, sqlite3_int64*>,
                         GatherFile::pass<&Methods::xLock, int>,
                         GatherFile::pass<&Methods::xUnlock, int>,
                         GatherFile::pass<&Methods::xCheckReservedLock, int*>,
                         GatherFile::pass<&Methods::xFileControl, int, void*>,
                         GatherFile::sector,
                         GatherFile::traits,
                         nullptr,
                         nullptr,
                         nullptr,
                         nullptr,
                         nullptr,
                         nullptr};

int GatherFile::open(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* out) {
  sqlite3_vfs* base = static_cast<Layer*>(vfs->pAppData)->find();
  if (base == nullptr) return SQLITE_CANTOPEN;
  if ((flags & SQLITE_OPEN_WAL) == 0) return base->xOpen(base, path, file, flags, out);
  GatherFile* self = of(file);
  *self = GatherFile{};
  self->real = reinterpret_cast<sqlite3_file*>(reinterpret_cast<char*>(file) + sizeof(GatherFile));
  std::memset(self->real, 0, static_cast<std::size_t>(base->szOsFile));
  const int code = base->xOpen(base, path, self->real, flags, out);
  if (self->real->pMethods != nullptr) self->base.pMethods = &methods;
  return code;
}

}  // namespace

std::string gathering_over(const std::string& base) {
  // SQLite keeps pointers to layers for as long as the process lives.
  static std::mutex mutex;                                      // tidy: guards the next line
  static std::map<std::string, std::unique_ptr<Layer>> layers;  // tidy: see above
  const std::lock_guard lock(mutex);
  std::unique_ptr<Layer>& layer = layers[base];
  if (layer) return layer->name;
  layer = std::make_unique<Layer>();
  layer->base = base;
  layer->name = "anban-gather" + (base.empty() ? std::string() : "-over-" + base);
  const sqlite3_vfs* found = layer->find();
  if (found == nullptr) {
    layer.reset();
    return base;
  }
  layer->vfs = *found;
  layer->vfs.pNext = nullptr;
  layer->vfs.zName = layer->name.c_str();
  layer->vfs.pAppData = layer.get();
  layer->vfs.szOsFile += static_cast<int>(sizeof(GatherFile));
  layer->vfs.xOpen = GatherFile::open;
  sqlite3_vfs_register(&layer->vfs, 0);
  return layer->name;
}

}  // namespace anban::store
