// SPDX-License-Identifier: Apache-2.0
// Runs the journal's tasks to their end for tests, and the contract suite on the journal in memory.
#include <optional>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include "evidence/checkpoint.h"
#include "store/contract.h"
#include "store/memory/memory_journal.h"
#include "vault/key_check.h"

namespace anban::store {
namespace contract {
namespace {

template <class T>
T run_task(Task<T> task) {
  boost::asio::io_context loop;
  std::optional<T> out;
  boost::asio::co_spawn(loop, std::move(task), [&out](std::exception_ptr error, T result) {
    if (error) std::rethrow_exception(error);
    out = std::move(result);
  });
  loop.run();
  return std::move(*out);
}

}  // namespace

Result<Committed> commit(Journal& journal, Transaction transaction) {
  return run_task(journal.commit(std::move(transaction)));
}

Result<void> add_checkpoint(Journal& journal, Checkpoint checkpoint) {
  return run_task(journal.add_checkpoint(std::move(checkpoint)));
}

Result<Checkpoint> write_checkpoint(Journal& journal, const Vault& vault, Instant now) {
  return run_task(evidence::write_checkpoint(journal, vault, now));
}

Result<void> check_key(Journal& journal, const Vault& vault) {
  return run_task(vault::check_key(journal, vault));
}

Result<void> scrub(Journal& journal) { return run_task(journal.scrub()); }

Result<void> clear(Journal& journal) { return run_task(journal.clear()); }

void must_commit(Journal& journal, Transaction transaction) {
  const auto done = commit(journal, std::move(transaction));
  ASSERT_TRUE(done) << done.error().detail;
}

}  // namespace contract

namespace {

struct InMemory {
  std::unique_ptr<Journal> make() { return std::make_unique<MemoryJournal>(); }
};
INSTANTIATE_TYPED_TEST_SUITE_P(Memory, JournalContract, InMemory);

TEST(MemoryJournal, RefusesWritesWhenToldAndKeepsWhatItHas) {
  MemoryJournal journal;
  contract::must_commit(journal, {.persons = {contract::person("ma")}});
  journal.refuse_writes(Error{ErrorCode::unavailable, "the disk is full"});
  EXPECT_EQ(contract::commit(journal, {.persons = {contract::person("li")}}).error().detail,
            "the disk is full");
  EXPECT_FALSE(contract::scrub(journal));
  EXPECT_TRUE(journal.person_by_ref(PersonRef("psn_ma")).value());
  EXPECT_FALSE(journal.person_by_ref(PersonRef("psn_li")).value());
  journal.refuse_writes(std::nullopt);
  contract::must_commit(journal, {.persons = {contract::person("li")}});
}

}  // namespace
}  // namespace anban::store
