// SPDX-License-Identifier: Apache-2.0
#include "torture/child.h"

#include <cstdio>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <unistd.h>

#include "evidence/checkpoint.h"
#include "store/sqlite/sqlite_journal.h"

namespace anban::torture {
namespace {

constexpr int callers = 16;
constexpr int people_a_caller = 3;

struct Life {
  Journal& journal;
  int to;
  std::string prefix;  // of this round's ids
};

void acknowledge(const Life& life, const std::string& line) {
  const std::string text = line + "\n";  // shorter than a pipe's atomic size
  if (write(life.to, text.data(), text.size()) != static_cast<ssize_t>(text.size())) _exit(3);
}

void must(const Life& life, const Result<Committed>& done, const std::string& line) {
  if (!done) {
    std::fprintf(stderr, "commit failed: %s\n", done.error().detail.c_str());
    _exit(4);
  }
  acknowledge(life, line);
}

PersonRow person(const std::string& name, std::int64_t version) {
  PersonRow row;
  row.ref = PersonRef("psn_" + name);
  row.look_up = sha256(name);
  row.version = version;
  row.wrapped_key = "key";
  row.sealed_profile = std::string(300, 'p');
  row.sealed_state = std::string(200 + static_cast<std::size_t>(version % 300), 's');
  return row;
}

Transaction turn(const std::string& name, const std::string& id, std::int64_t version) {
  Transaction out;
  out.persons.push_back(person(name, version));
  out.messages.push_back({TurnId("trn_" + id), PersonRef("psn_" + name), SessionId("ses_1"),
                          CharacterId("xiaoyu"), Instant(), "words of trn_" + id});
  out.leaves.push_back({"{\"v\":1,\"turn\":\"trn_" + id + "\"}"});
  return out;
}

Task<void> talk(const Life& life, int caller) {
  for (int n = 0;; ++n) {
    const std::string name = life.prefix + std::to_string(caller) + "-" +
                             std::to_string(n / 8 % people_a_caller) + "-" + std::to_string(n / 24);
    const std::string id = life.prefix + std::to_string(caller) + "-" + std::to_string(n);
    auto committing = life.journal.commit(turn(name, id, n));
    const auto done = co_await std::move(committing);
    must(life, done, "turn trn_" + id + " psn_" + name);
    if (n % 24 != 23) continue;
    Transaction erasure;
    erasure.erased_persons.push_back(PersonRef("psn_" + name));
    erasure.leaves.push_back({"{\"v\":1,\"kind\":\"person.erased\"}"});
    auto erasing = life.journal.commit(std::move(erasure));
    const auto erased = co_await std::move(erasing);
    must(life, erased, "erased psn_" + name);
  }
}

Task<void> sign(const Life& life) {
  const SameVault same;
  for (;;) {
    auto signing = evidence::write_checkpoint(life.journal, same.vault, Instant());
    const auto done = co_await std::move(signing);
    if (!done) _exit(5);
    acknowledge(life, "checkpoint " + std::to_string(done->size));
    auto scrubbing = life.journal.scrub();
    const auto scrubbed = co_await std::move(scrubbing);
    if (!scrubbed) {
      std::fprintf(stderr, "scrub failed: %s\n", scrubbed.error().detail.c_str());
      _exit(6);
    }
  }
}

}  // namespace

int run_child(const std::string& folder, unsigned round, int acknowledge_to) {
  store::WalLimits limits;
  limits.pages_a_pass = 32;  // passes come often, so that kills hit them
  limits.pages_at_most = 256;
  const auto journal = store::SqliteJournal::open({.folder = folder, .wal = limits});
  if (!journal) {
    std::fprintf(stderr, "cannot open: %s\n", journal.error().detail.c_str());
    return 2;
  }
  boost::asio::io_context loop;
  const Life life{**journal, acknowledge_to, std::to_string(round) + "-"};
  for (int n = 0; n < callers; ++n) {
    boost::asio::co_spawn(loop, talk(life, n), boost::asio::detached);
  }
  boost::asio::co_spawn(loop, sign(life), boost::asio::detached);
  loop.run();
  return 1;
}

}  // namespace anban::torture
