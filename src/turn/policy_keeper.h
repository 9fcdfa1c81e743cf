// SPDX-License-Identifier: Apache-2.0
// PolicyKeeper: builds the policy in force from the pack's files, the operator's overlay and the
// word lists that operators imported (O-33, O-36, O-202), and swaps it in as a whole. A reload with
// faults changes nothing: the policy in force stays, and every fault is named.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "pack/faults.h"
#include "pack/source.h"
#include "ports/journal.h"
#include "signals/build_observer.h"
#include "turn/policy.h"

namespace anban {

struct PolicyFiles {
  pack::PackSource base;
  pack::PackSource overlay;
};

class PolicyKeeper {
 public:
  /// Reads the files anew; called at start and at every reload.
  using ReadFiles = std::function<Result<PolicyFiles>()>;

  /// Images of word lists wait on `shelf` for the next start, where there is one.
  PolicyKeeper(ReadFiles read_files, Journal& journal, signals::ImageShelf* shelf = nullptr)
      : read_files_(std::move(read_files)), journal_(journal), shelf_(shelf) {}

  /// Builds and takes over. Errors: invalid (the detail lists every fault as file:line:column).
  Result<void> reload();
  /// The policies that turns read. Only after the first reload() that succeeded.
  Policies& policies() { return *policies_; }
  const Policies& policies() const { return *policies_; }
  /// Word lists imported by operators, by id.
  std::vector<pack::Lexicon> imported() const;

  /// Checks `lexicon`, as reload() would. Errors: invalid.
  static Result<void> check(const pack::Lexicon& lexicon);
  static constexpr const char* setting_prefix = "lexicon/";

 private:
  ReadFiles read_files_;
  Journal& journal_;
  signals::ImageShelf* shelf_;
  mutable std::mutex mutex_;
  std::unique_ptr<Policies> policies_;
  std::vector<pack::Lexicon> imported_;
};

}  // namespace anban
