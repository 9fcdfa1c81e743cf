// SPDX-License-Identifier: Apache-2.0
// `anban staff reset-admin`: a way back in where no administrator can sign in any more. Whoever has
// the data folder and the master key may use it, with the server stopped; it is recorded.
#include <cstdio>
#include <filesystem>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include "api/staff_book.h"
#include "app/commands.h"
#include "app/system_entropy.h"
#include "net/system_clock.h"
#include "store/sqlite/sqlite_journal.h"
#include "vault/key_check.h"
#include "vault/master_key.h"
#include "vault/software_vault.h"

namespace anban::app {
namespace {

template <class T>
Result<T> run_here(boost::asio::io_context& here, Task<Result<T>> task) {
  here.restart();
  const auto until_done = boost::asio::make_work_guard(here);
  Result<T> result = failed(ErrorCode::unavailable, "the store threw");
  boost::asio::co_spawn(here, std::move(task), [&](std::exception_ptr fault, Result<T> done) {
    if (!fault) result = std::move(done);
    here.stop();
  });
  here.run();
  return result;
}

/// Whose account is reset: the named one, the only administrator's, or the first's.
Result<api::FirstAdmin> choose(const StaffOptions& options, api::StaffBook& book,
                               api::Credentials& credentials, Entropy& entropy, Instant now) {
  const auto all = book.all();
  if (!all) return failed(all);
  std::vector<StaffAccount> chosen;
  for (const StaffAccount& each : *all) {
    const bool is_meant =
        options.login.empty() ? each.state == StaffState::active : each.login == options.login;
    if (each.role == "admin" && each.state != StaffState::removed && is_meant) {
      chosen.push_back(each);
    }
  }
  if (chosen.size() > 1) {
    return failed(ErrorCode::invalid,
                  "several administrators can sign in: one resets another in /console, or name the "
                  "account with --login");
  }
  if (chosen.size() == 1) {
    std::string token = api::invite(chosen.front(), credentials, now);
    return api::FirstAdmin{std::move(chosen.front()), std::move(token)};
  }
  if (!options.login.empty()) {
    return failed(ErrorCode::not_found, "no administrator has the login " + options.login);
  }
  auto first = api::first_admin(book, credentials, entropy, now);
  if (!first) return failed(first);
  return std::move(**first);  // nobody is active, so there is one
}

Result<api::FirstAdmin> reset(const StaffOptions& options) {
  SystemEntropy entropy;
  const SystemClock clock;
  boost::asio::io_context here;  // outlives the store
  store::SqliteOptions how;
  how.folder = options.data_folder;
  auto journal = store::SqliteJournal::open(how);
  if (!journal) return failed(journal);
  vault::MasterKeyFile place;
  place.data_folder = options.data_folder;
  place.file = options.key_file.empty() ? place.data_folder / "master.key"
                                        : std::filesystem::path(options.key_file);
  const Result<DataKey> master = vault::load_master_key(place, entropy);
  if (!master) return failed(master);
  vault::SoftwareVault vault(*master, entropy);
  const auto checked = run_here(here, vault::check_key(**journal, vault));
  if (!checked) return failed(checked);
  const DataKey key = vault.installation_key("outbox");
  api::StaffBook book(**journal, vault, key);
  api::Credentials credentials(**journal, vault, clock, entropy, api::SandboxTokens::refused);
  auto chosen = choose(options, book, credentials, entropy, clock.now());
  if (!chosen) return chosen;
  Transaction record;
  record.settings.push_back(api::StaffBook::row(chosen->account));
  Caller engineer;
  engineer.role = "command_line";
  engineer.key = KeyId("command_line");
  record.leaves.push_back({api::staff_leaf("staff.reset", chosen->account, engineer, clock.now())});
  const auto ended = book.end_sessions(chosen->account.id, std::nullopt, record);
  if (!ended) return failed(ended);
  const auto committed = run_here(here, (*journal)->commit(std::move(record)));
  if (!committed) return failed(committed);
  return chosen;
}

}  // namespace

int staff_reset_admin(const StaffOptions& options) {
  if (!std::filesystem::exists(std::filesystem::path(options.data_folder) / "anban.db")) {
    return complain(options.data_folder + " is no data folder; name one with --data");
  }
  const auto done = reset(options);
  if (!done) return complain(done.error().detail);
  const std::string words =
      "\n  Administrator's account, without password and authenticator app until the link is "
      "taken up\n\n  login   " +
      done->account.login + "\n  link    /console#invitation=" + done->token +
      "   (on your server's address; three days)\n\n";
  std::fputs(words.c_str(), stdout);
  return 0;
}

}  // namespace anban::app
