// SPDX-License-Identifier: Apache-2.0
// A queue of passwords and the thread that hashes them.
#include "vault/argon2_hasher.h"

#include <algorithm>
#include <array>

#include <sodium.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/ensure.h"
#include "ports/doorbell.h"

namespace anban::vault {
namespace {

/// A third of a processor's weight beside the event loops, where there are too few processors; on
/// a busy machine whoever signs in waits a little, not for ever. Linux knows a nice value for each
/// thread; where it may not be set the work is done all the same.
void step_behind_others() {
  constexpr int behind = 5;
  constexpr int lowest = 19;
  const auto thread = static_cast<id_t>(gettid());
  const int nice = std::min(getpriority(PRIO_PROCESS, thread) + behind, lowest);
  static_cast<void>(setpriority(PRIO_PROCESS, thread, nice));
}

void wipe(std::string& text) { sodium_memzero(text.data(), text.size()); }

}  // namespace

struct Argon2Hasher::Job {
  std::string hash;  // empty: make one
  Private<std::string> password;
  enum class Outcome { made, matches, differs, no_memory } outcome = Outcome::differs;
  Doorbell done;

  void make() {
    const std::string& text = password.reveal();
    std::array<char, crypto_pwhash_STRBYTES> out{};
    const int failed = crypto_pwhash_str_alg(out.data(), text.data(), text.size(), argon2_passes,
                                             argon2_memory, crypto_pwhash_ALG_ARGON2ID13);
    outcome = failed == 0 ? Outcome::made : Outcome::no_memory;
    hash = out.data();
  }
  void compare() {
    const std::string& text = password.reveal();
    const int differs = crypto_pwhash_str_verify(hash.c_str(), text.data(), text.size());
    outcome = differs == 0 ? Outcome::matches : Outcome::differs;
  }
  void work() {
    if (hash.empty()) {
      make();
    } else {
      compare();
    }
    wipe(password.reveal());
    done.ring();
  }
};

Argon2Hasher::Argon2Hasher() {
  ensure(sodium_init() >= 0, "libsodium finds the system's randomness");
  thread_ = std::thread([this] { run(); });
}

Argon2Hasher::~Argon2Hasher() {
  {
    const std::lock_guard lock(mutex_);
    is_ending_ = true;
  }
  work_came_.notify_one();
  thread_.join();
}

void Argon2Hasher::run() {
  step_behind_others();
  for (;;) {
    std::shared_ptr<Job> job;
    {
      std::unique_lock lock(mutex_);
      work_came_.wait(lock, [this] { return is_ending_ || !queue_.empty(); });
      if (is_ending_) return;
      job = std::move(queue_.front());
      queue_.pop_front();
    }
    job->work();
  }
}

Task<Result<std::shared_ptr<Argon2Hasher::Job>>> Argon2Hasher::carry_out(
    std::string hash, Private<std::string> password) {
  auto job = std::make_shared<Job>();
  job->hash = std::move(hash);
  job->password = std::move(password);
  {
    const std::lock_guard lock(mutex_);
    if (queue_.size() >= waiting_most) {
      co_return failed(ErrorCode::exhausted, "Too many are signing in; try again in a moment.");
    }
    queue_.push_back(job);
  }
  work_came_.notify_one();
  auto waiting = job->done.wait();
  co_await std::move(waiting);
  if (job->outcome == Job::Outcome::no_memory) {
    co_return failed(ErrorCode::unavailable, "There is no memory to hash a password with.");
  }
  co_return job;
}

Task<Result<std::string>> Argon2Hasher::hash(Private<std::string> password) {
  auto working = carry_out({}, std::move(password));
  const auto job = co_await std::move(working);
  if (!job) co_return failed(job);
  co_return (*job)->hash;
}

Task<Result<PasswordMatch>> Argon2Hasher::compare(std::string hash, Private<std::string> password) {
  const bool is_anybodys = !hash.empty();
  auto working = carry_out(is_anybodys ? std::move(hash) : argon2_nobody, std::move(password));
  const auto job = co_await std::move(working);
  if (!job) co_return failed(job);
  const bool matches = is_anybodys && (*job)->outcome == Job::Outcome::matches;
  co_return matches ? PasswordMatch::yes : PasswordMatch::no;
}

}  // namespace anban::vault
