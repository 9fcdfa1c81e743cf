// SPDX-License-Identifier: Apache-2.0
// What a durable turn costs: one person's state, one message of 1 KB, one leaf of 500 bytes, at
// growing numbers of callers and of registered people; and what this machine's disk takes for a
// sync. `cpu_us` is processor time of all threads a turn, by the kernel's accounting.
#include <map>
#include <random>

#include <benchmark/benchmark.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "evidence/merkle.h"
#include "evidence/verify.h"
#include "store/sqlite/sqlite_journal.h"

namespace anban::store {
namespace {

/// A folder on a real disk: below the working folder, not in memory.
class DiskFolder {
 public:
  DiskFolder() {
    std::string name = (std::filesystem::current_path() / "store-bench-XXXXXX").string();
    if (mkdtemp(name.data()) != nullptr) path_ = name;
  }
  ~DiskFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  DiskFolder(const DiskFolder&) = delete;
  DiskFolder& operator=(const DiskFolder&) = delete;
  std::filesystem::path path_;
};

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& at) {
    return static_cast<double>(at.tv_sec) + static_cast<double>(at.tv_usec) * 1e-6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

std::string padded(const char* prefix, std::int64_t n) {
  std::string number = std::to_string(n);
  return prefix + std::string(26 - number.size(), '0') + number;
}

PersonRow person_row(std::int64_t n, std::int64_t version) {
  PersonRow row;
  row.ref = PersonRef(padded("psn_", n));
  row.look_up = sha256(row.ref.text);
  row.version = version;
  row.wrapped_key = std::string(61, 'k');
  row.sealed_state = std::string(400, 's');
  return row;
}

Transaction turn(std::int64_t number, std::int64_t person) {
  Transaction out;
  out.persons.push_back(person_row(person, number));
  out.messages.push_back({TurnId(padded("trn_", number)), out.persons[0].ref,
                          SessionId("ses_01J00000000000000000000000"), CharacterId("xiaoyu"),
                          Instant(Milliseconds(number)), std::string(1024, 'm')});
  out.leaves.push_back({std::string(500, 'l')});
  return out;
}

/// One journal a number of people, filled once for all runs.
struct Town {
  explicit Town(std::int64_t people) : count(people) {
    journal = std::move(*SqliteJournal::open({.folder = folder.path_}));
    for (std::int64_t from = 0; from < people; from += 1000) {
      Transaction batch;
      for (std::int64_t n = from; n < std::min(people, from + 1000); ++n) {
        batch.persons.push_back(person_row(n, 0));
        batch.persons.back().sealed_profile = std::string(600, 'p');
      }
      commit(std::move(batch));
    }
  }
  void commit(Transaction transaction) {
    boost::asio::io_context loop;
    boost::asio::co_spawn(loop, journal->commit(std::move(transaction)), boost::asio::detached);
    loop.run();
  }
  DiskFolder folder;
  std::unique_ptr<SqliteJournal> journal;
  std::int64_t count;
  std::int64_t turns = 1;
  std::mt19937_64 random{1};
};

Town& town_of(std::int64_t people) {
  static std::map<std::int64_t, std::unique_ptr<Town>> towns;  // tidy: filled once for all runs
  auto& town = towns[people];
  if (!town) town = std::make_unique<Town>(people);
  return *town;
}

Task<void> talk(Town& town, int turns) {
  for (int n = 0; n < turns; ++n) {
    const auto person =
        static_cast<std::int64_t>(town.random() % static_cast<std::uint64_t>(town.count));
    auto committing = town.journal->commit(turn(town.turns++, person));
    const auto done = co_await std::move(committing);
    if (!done) std::abort();
  }
}

/// range(0) people, range(1) callers at once.
void durable_turns(benchmark::State& state) {
  Town& town = town_of(state.range(0));
  const int callers = static_cast<int>(state.range(1));
  const int turns_each = std::max(1, 4000 / callers);
  std::int64_t turns = 0;
  double cpu = 0;
  for (auto _ : state) {
    boost::asio::io_context loop;
    for (int n = 0; n < callers; ++n) {
      boost::asio::co_spawn(loop, talk(town, turns_each), boost::asio::detached);
    }
    const double before = cpu_seconds();
    loop.run();
    cpu += cpu_seconds() - before;
    turns += callers * turns_each;
  }
  state.SetItemsProcessed(turns);
  state.counters["cpu_us"] = cpu * 1e6 / static_cast<double>(turns);
}
BENCHMARK(durable_turns)
    ->Args({1000, 1})
    ->Args({1000, 8})
    ->Args({1000, 32})
    ->Args({1000, 128})
    ->Args({1000, 512})
    ->Args({1000000, 32})
    ->Args({1000000, 128})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

void read_person_by_name(benchmark::State& state) {
  Town& town = town_of(state.range(0));
  for (auto _ : state) {
    const auto person =
        static_cast<std::int64_t>(town.random() % static_cast<std::uint64_t>(town.count));
    const auto row = town.journal->person_by_look_up(sha256(padded("psn_", person)));
    if (!row || !*row) std::abort();
  }
}
BENCHMARK(read_person_by_name)->Arg(1000)->Arg(1000000);

/// The whole evidence log of a thousand-people town, a leaf at a time.
void verify_log(benchmark::State& state) {
  Town& town = town_of(1000);
  while (town.turns < 20000) {
    Transaction leaves;
    for (int n = 0; n < 1000; ++n, ++town.turns) leaves.leaves.push_back({std::string(500, 'l')});
    town.commit(std::move(leaves));
  }
  std::uint64_t verified = 0;
  for (auto _ : state) {
    const auto report = evidence::verify_log(*town.journal, Bytes(32, 'k'));
    if (!report || !report->is_whole()) std::abort();
    verified += report->leaves;
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(verified));
}
BENCHMARK(verify_log)->Unit(benchmark::kMillisecond);

/// One page written and synced, as a lone turn's commit must.
void sync_of_this_disk(benchmark::State& state) {
  const DiskFolder folder;
  const auto file = folder.path_ / "page";
  const int descriptor = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  const std::string page(4096, 'x');
  off_t at = 0;
  for (auto _ : state) {
    if (pwrite(descriptor, page.data(), page.size(), at) < 0 || fdatasync(descriptor) != 0) {
      std::abort();
    }
    at = (at + 4096) % (1 << 20);
  }
  close(descriptor);
}
BENCHMARK(sync_of_this_disk)->UseRealTime()->Unit(benchmark::kMicrosecond);

void append_to_frontier(benchmark::State& state) {
  evidence::Frontier frontier;
  const std::string body(500, 'l');
  for (auto _ : state) frontier.append(evidence::leaf_hash(body));
}
BENCHMARK(append_to_frontier);

}  // namespace
}  // namespace anban::store
