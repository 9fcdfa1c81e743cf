// SPDX-License-Identifier: Apache-2.0
// Argon2id by libsodium (decision 0010). Parameters: 19 MiB, 2 passes, 1 lane, the first of those
// that OWASP's Password Storage Cheat Sheet gives as a minimum for Argon2id. One thread of lower
// priority does the work, one password after another, so that signing in takes 19 MiB
// whatever comes, and turns of conversation keep their processors.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>

#include "ports/password_hasher.h"

namespace anban::vault {

constexpr std::size_t argon2_memory = 19 * 1024 * 1024;  // bytes
constexpr unsigned long long argon2_passes = 2;
/// With the parameters above and salt and hash of zeros: nobody's, but as much work as anybody's.
constexpr const char* argon2_nobody =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$"
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

class Argon2Hasher final : public PasswordHasher {
 public:
  /// About a third of a second of work; beyond it callers are refused (429).
  static constexpr std::size_t waiting_most = 12;

  Argon2Hasher();
  /// Finishes the password at hand. Executors of callers that wait must still exist.
  ~Argon2Hasher() override;
  Argon2Hasher(const Argon2Hasher&) = delete;
  Argon2Hasher& operator=(const Argon2Hasher&) = delete;

  Task<Result<std::string>> hash(Private<std::string> password) override;
  Task<Result<PasswordMatch>> compare(std::string hash, Private<std::string> password) override;

 private:
  struct Job;
  Task<Result<std::shared_ptr<Job>>> carry_out(std::string hash, Private<std::string> password);
  void run();

  std::mutex mutex_;  // guards what follows
  std::condition_variable work_came_;
  std::deque<std::shared_ptr<Job>> queue_;
  bool is_ending_ = false;
  std::thread thread_;  // last: it uses the others
};

}  // namespace anban::vault
