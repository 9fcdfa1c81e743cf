// SPDX-License-Identifier: Apache-2.0
// The composition root: everything that a serving process is made of, built by hand and in order,
// used by `serve` with the real world and by `sandbox` with the virtual one.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include <boost/asio/io_context.hpp>

#include "api/api.h"
#include "app/channels.h"
#include "app/configuration.h"
#include "app/guard_model.h"
#include "app/identity_services.h"
#include "app/sms_service.h"
#include "app/system_entropy.h"
#include "app/words_shelf.h"
#include "net/client.h"
#include "net/http_upstream.h"
#include "net/loop_timer.h"
#include "net/server.h"
#include "net/system_clock.h"
#include "notify/outbox.h"
#include "pack/extend.h"
#include "sim/captured_notifier.h"
#include "sim/demo_companion.h"
#include "sim/sandbox.h"
#include "sim/scripted_upstream.h"
#include "sim/virtual_time.h"
#include "sim/watched_journal.h"
#include "store/erasures.h"
#include "store/sqlite/sqlite_journal.h"
#include "turn/case_watch.h"
#include "turn/gateway.h"
#include "turn/housekeeping.h"
#include "turn/in_app.h"
#include "turn/policy_keeper.h"
#include "turn/second_opinion.h"
#include "turn/spool.h"
#include "turn/stops.h"
#include "turn/takeovers.h"
#include "vault/argon2_hasher.h"
#include "vault/master_key.h"
#include "vault/software_vault.h"

namespace anban::app {

/// Files embedded by the build.
const EmbeddedFile* embedded_packs();
/// The files of the pack `id`, with those of the pack it extends; from `folder`, or from the
/// program where it is empty.
Result<pack::PackSource> pack_source(const std::filesystem::path& folder, std::string_view id);
const EmbeddedFile* embedded_pages();  // null in a build without pages
std::string_view embedded_openapi();   // JSON

struct SandboxPlan {
  Instant start;
};

class Installation {
 public:
  /// `sandbox`: the virtual world. Errors carry a sentence that says what to do.
  static Result<std::unique_ptr<Installation>> make(Configuration configuration,
                                                    const EventLog& log,
                                                    std::optional<SandboxPlan> sandbox);
  ~Installation();
  Installation(const Installation&) = delete;
  Installation& operator=(const Installation&) = delete;

  /// Starts listening; the port.
  Result<std::uint16_t> start();
  /// Drains and stops; returns when everything ended.
  void stop();
  Result<void> reload() { return keeper_->reload(); }

  const Configuration& configuration() const { return configuration_; }
  Journal& journal() { return *journal_; }
  Vault& vault() { return *vault_; }
  People& people() { return *people_; }
  Policies& policies() { return keeper_->policies(); }
  api::Credentials& credentials() { return *credentials_; }
  Clock& clock() { return *clock_; }
  Entropy& entropy() { return entropy_; }
  Loops& loops() { return *loops_; }
  const TurnSettings& settings() const { return settings_; }

 private:
  Installation(Configuration configuration, const EventLog& log)
      : configuration_(std::move(configuration)), log_(log) {}
  Result<void> open_store();
  Result<void> open_erasures();
  Result<void> choose_world(const std::optional<SandboxPlan>& sandbox);
  Result<void> choose_upstream();
  Result<void> choose_guard_model();
  Result<void> load_policy();
  Result<void> build_gateway();
  void build_outbox();
  void build_api();
  void build_sandbox(const SandboxPlan& plan);
  Task<Result<void>> forget();
  void run_background();
  nlohmann::json readiness();
  Result<std::optional<notify::OnDuty>> who_is_on_call();

  Configuration configuration_;
  const EventLog& log_;
  SystemEntropy entropy_;
  SystemClock system_clock_;
  std::unique_ptr<Loops> loops_;
  boost::asio::io_context at_start_;  // outlives the store, whose writer may still hold it
  std::unique_ptr<sim::VirtualTime> virtual_time_;
  std::unique_ptr<LoopTimer> loop_timer_;
  Clock* clock_ = nullptr;
  Timer* timer_ = nullptr;
  std::unique_ptr<store::SqliteJournal> store_;
  std::unique_ptr<sim::WatchedJournal> watched_;
  std::unique_ptr<store::ErasureList> erasures_;
  std::unique_ptr<store::ListingJournal> listing_;
  Journal* journal_ = nullptr;
  std::unique_ptr<vault::SoftwareVault> vault_;
  std::optional<DataKey> outbox_key_;
  std::unique_ptr<HttpClient> client_;
  std::unique_ptr<Upstream> upstream_;
  std::optional<GuardModel> guard_model_;
  std::unique_ptr<IdentityServices> identity_;
  sim::ScriptedUpstream* scripted_ = nullptr;
  std::vector<std::string> models_;
  std::unique_ptr<WordsShelf> words_shelf_;
  std::unique_ptr<PolicyKeeper> keeper_;
  std::unique_ptr<People> people_;
  Characters characters_;
  CardCache cards_;
  Meters meters_;
  std::unique_ptr<Spool> spool_;
  std::unique_ptr<SecondOpinion> second_opinion_;
  TurnSettings settings_;
  std::unique_ptr<Channels> channels_;
  std::unique_ptr<sim::CapturedNotifier> captured_;
  std::unique_ptr<notify::OnCallChannel> on_call_;
  std::unique_ptr<notify::Outbox> outbox_;
  std::unique_ptr<notify::SmsReceipts> receipts_;  // null: none are pushed
  std::unique_ptr<Gateway> gateway_;
  std::unique_ptr<Takeovers> takeovers_;
  std::unique_ptr<Stops> stops_;
  std::unique_ptr<Housekeeping> housekeeping_;
  std::unique_ptr<CaseWatch> case_watch_;
  std::unique_ptr<InApp> in_app_;
  std::unique_ptr<api::Credentials> credentials_;
  std::unique_ptr<vault::Argon2Hasher> hasher_;
  std::unique_ptr<api::Api> api_;
  std::unique_ptr<sim::Sandbox> sandbox_;
  std::unique_ptr<Server> server_;
  bool started_ = false;
};

}  // namespace anban::app
