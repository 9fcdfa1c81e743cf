// SPDX-License-Identifier: Apache-2.0
// People: finds registered persons, from a bounded cache or the journal, and turns them into rows.
// A person is in memory at most once, so two turns at the same time see the same state. Where
// several nodes serve over one store, what is in memory is renewed from the journal before it is
// used and before it is changed.
#pragma once

#include <array>
#include <memory>
#include <mutex>
#include <unordered_map>

#include "people/person.h"
#include "ports/entropy.h"
#include "ports/journal.h"
#include "ports/vault.h"

namespace anban {

enum class RowParts { state, state_and_profile };

/// Who else writes persons into the journal.
enum class Nodes { one, several };

class People {
 public:
  /// Persons kept in memory; beyond it those that nobody uses now are let go of.
  static constexpr std::size_t cached_most = 200'000;

  People(Journal& journal, Vault& vault, Entropy& entropy, Nodes nodes = Nodes::one)
      : journal_(journal), vault_(vault), entropy_(entropy), nodes_(nodes) {}

  /// With several nodes a turn is stored before the model is asked, so that no other node works on
  /// a state that is older than it.
  bool stores_early() const { return nodes_ == Nodes::several; }

  /// The person of that name, or null where nobody is registered. Errors: unavailable, corrupt,
  /// denied (the master key does not open the row).
  Result<std::shared_ptr<Person>> find(const PersonId& id);
  Result<std::shared_ptr<Person>> find_by_ref(const PersonRef& ref);
  /// Takes over what another node has stored since; does nothing where there is one node only. The
  /// caller holds person.mutex. Errors: those of find().
  Result<void> renew(Person& person);
  /// A new person (not yet stored, not yet found): commit row(), then keep().
  std::shared_ptr<Person> make(const PersonId& id, Instant now);
  /// From now on found. Returns the one already kept where another registration won.
  std::shared_ptr<Person> keep(std::shared_ptr<Person> person);
  /// Not found any more (erased).
  void forget(const Person& person);
  /// Forgets everybody (the sandbox's reset).
  void clear();

  /// The row that stores `person` now; moves its version on. The caller holds person.mutex.
  PersonRow row(Person& person, RowParts parts);

  Digest look_up(const PersonId& id) const { return vault_.look_up("person", id.text); }

 private:
  struct Shard {
    std::mutex mutex;
    std::unordered_map<std::string, std::shared_ptr<Person>> by_name;
    std::unordered_map<std::string, std::weak_ptr<Person>> by_ref;
  };
  static constexpr std::size_t shard_count = 64;

  Shard& shard_of(const std::string& text);
  Result<std::shared_ptr<Person>> open(const PersonRow& row);
  Result<void> fill(Person& person, const PersonRow& row);
  Result<std::shared_ptr<Person>> find_here(const PersonId& id);
  Result<std::shared_ptr<Person>> renewed(std::shared_ptr<Person> person);
  static void make_room(Shard& shard);

  Journal& journal_;
  Vault& vault_;
  Entropy& entropy_;
  const Nodes nodes_;
  std::array<Shard, shard_count> shards_;
};

}  // namespace anban
