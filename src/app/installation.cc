// SPDX-License-Identifier: Apache-2.0
// Building and ending of a serving process.
#include "app/installation.h"

#include <thread>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>

#include "pack/text_keys.h"
#include "turn/contact_news.h"
#include "turn/rosters.h"
#include "vault/key_check.h"

namespace anban::app {
namespace {

std::size_t thread_count(const Configuration& configuration, bool is_sandbox) {
  if (is_sandbox) return 1;  // one loop, so that virtual time has one order
  if (configuration.threads > 0) return static_cast<std::size_t>(configuration.threads);
  return std::max(1U, std::thread::hardware_concurrency());
}

/// Runs a task on this thread before any loop does.
Result<void> run_alone(boost::asio::io_context& here, Task<Result<void>> task) {
  here.restart();
  const auto until_done = boost::asio::make_work_guard(here);
  Result<void> result;
  boost::asio::co_spawn(here, std::move(task), [&](std::exception_ptr fault, Result<void> done) {
    result = fault ? Result<void>(failed(ErrorCode::unavailable, "the store threw at start"))
                   : std::move(done);
    here.stop();
  });
  here.run();
  return result;
}

Task<void> drain_then_stop(Server& server, Housekeeping& housekeeping, Loops& loops) {
  auto draining = server.drain();
  co_await std::move(draining);
  auto signing = housekeeping.tidy_up();  // the last turns are signed for, too
  co_await std::move(signing);
  loops.stop();
}

/// The pack's words to the person on call, for a case whose first receiver was not reached.
std::optional<Notification> words_for_on_call(const OutboxRow& row, const Policies& policies,
                                              const Clock& clock, Entropy& entropy) {
  const auto policy = policies.current();
  Notification notification;
  notification.id = new_id<NotificationId>("ntf_", clock.now(), entropy);
  notification.channel = "on_call";
  notification.event = "crisis.case";
  notification.locale = "zh-CN";
  notification.subject = policy->pack->texts.say("zh-CN", pack::keys::on_call_case_subject);
  notification.body = policy->pack->texts.say("zh-CN", pack::keys::on_call_case_body,
                                              {{"case", row.care_case.text}});
  notification.parameters = {{"case", row.care_case.text}};
  return notification;
}

}  // namespace

Result<std::unique_ptr<Installation>> Installation::make(Configuration configuration,
                                                         const EventLog& log,
                                                         std::optional<SandboxPlan> sandbox) {
  std::unique_ptr<Installation> out(
      new Installation(std::move(configuration), log));  // tidy: the constructor is private
  out->loops_ = std::make_unique<Loops>(thread_count(out->configuration_, sandbox.has_value()));
  if (auto done = out->choose_world(sandbox); !done) return failed(done);
  if (auto done = out->open_store(); !done) return failed(done);
  if (auto done = out->choose_upstream(); !done) return failed(done);
  if (auto done = out->choose_guard_model(); !done) return failed(done);
  if (auto done = out->load_policy(); !done) return failed(done);
  if (auto done = out->build_gateway(); !done) return failed(done);
  out->build_outbox();
  out->build_api();
  if (sandbox) out->build_sandbox(*sandbox);
  return out;
}

Result<void> Installation::choose_world(const std::optional<SandboxPlan>& sandbox) {
  if (sandbox) {
    virtual_time_ = std::make_unique<sim::VirtualTime>(sandbox->start);
    clock_ = virtual_time_.get();
    timer_ = virtual_time_.get();
  } else {
    loop_timer_ = std::make_unique<LoopTimer>(system_clock_);
    clock_ = &system_clock_;
    timer_ = loop_timer_.get();
  }
  return {};
}

Result<void> Installation::open_store() {
  store::SqliteOptions options;
  options.folder = configuration_.data_folder;
  options.log = &log_;
  auto opened = store::SqliteJournal::open(options);
  if (!opened) return failed(opened);
  store_ = std::move(*opened);
  journal_ = store_.get();
  if (virtual_time_) {
    watched_ = std::make_unique<sim::WatchedJournal>(*store_);
    journal_ = watched_.get();
    virtual_time_->settles_when([journal = watched_.get()] { return journal->is_quiet(); });
  }
  vault::MasterKeyFile place;
  place.file = configuration_.master_key_file.empty() ? configuration_.data_folder / "master.key"
                                                      : configuration_.master_key_file;
  place.data_folder = configuration_.data_folder;
  place.profile = configuration_.profile == Profile::production ? vault::Profile::production
                                                                : vault::Profile::development;
  const Result<std::uint64_t> leaves = journal_->leaf_count();
  if (!leaves) return failed(leaves);
  place.where_missing = *leaves == 0 ? vault::WhereMissing::make : vault::WhereMissing::refuse;
  const Result<DataKey> master = vault::load_master_key(place, entropy_);
  if (!master) return failed(master);
  vault_ = std::make_unique<vault::SoftwareVault>(*master, entropy_);
  outbox_key_ = vault_->installation_key("outbox");
  const Result<void> checked = run_alone(at_start_, vault::check_key(*journal_, *vault_));
  return checked ? open_erasures() : checked;
}

/// Whoever a backup brought back is erased again before anybody is served.
Result<void> Installation::open_erasures() {
  if (configuration_.erasures_file.empty()) return {};
  auto opened = store::ErasureList::open(configuration_.erasures_file);
  if (!opened) return failed(opened);
  erasures_ = std::move(*opened);
  const Result<void> erased =
      run_alone(at_start_, store::erase_again(*journal_, *erasures_, clock_->now(), log_));
  if (!erased) return erased;
  listing_ = std::make_unique<store::ListingJournal>(*journal_, *erasures_, log_);
  journal_ = listing_.get();
  return {};
}

Result<void> Installation::choose_upstream() {
  if (virtual_time_) {
    auto scripted = std::make_unique<sim::ScriptedUpstream>(*clock_, *timer_);
    scripted_ = scripted.get();
    upstream_ = std::move(scripted);
    models_ = {"demo"};
    return {};
  }
  if (configuration_.upstreams.empty()) {
    upstream_ = std::make_unique<sim::DemoCompanion>(*clock_, *timer_, sim::DemoOptions());
    models_ = {"demo"};
    return {};
  }
  auto client = HttpClient::make(*loops_, HttpClientOptions());
  if (!client) return failed(client);
  client_ = std::move(*client);
  std::vector<UpstreamServer> servers;
  for (const UpstreamConfiguration& each : configuration_.upstreams) {
    servers.push_back({each.name, each.base_url, each.key, each.models});
    if (each.region != "CN") {
      log_.warn("upstream.cross_border",
                {{"upstream", each.name}, {"region", each.region}, {"obligation", "O-150"}});
    }
  }
  auto made = HttpUpstream::make(*client_, std::move(servers));
  if (!made) return failed(made);
  models_ = (*made)->mapped_models();
  upstream_ = std::move(*made);
  return {};
}

Result<void> Installation::choose_guard_model() {
  if (!virtual_time_ && configuration_.identity) {
    auto services = make_identity_services(*configuration_.identity, *clock_);
    if (!services) return failed(services);
    identity_ = std::move(*services);
  }
  if (virtual_time_ || !configuration_.guard_model) return {};
  auto made = make_guard_model(*configuration_.guard_model, *loops_);
  if (!made) return failed(made);
  guard_model_ = std::move(*made);
  if (const std::string& region = configuration_.guard_model->region; region != "CN") {
    log_.warn("upstream.cross_border",
              {{"upstream", "guard_model"}, {"region", region}, {"obligation", "O-150"}});
  }
  second_opinion_ =
      std::make_unique<SecondOpinion>(guard_settings(*configuration_.guard_model),
                                      *guard_model_->upstream, *clock_, *timer_, meters_);
  return {};
}

Result<void> Installation::load_policy() {
  const auto read = [this]() -> Result<PolicyFiles> {
    PolicyFiles files;
    auto source = pack_source(configuration_.packs_folder, configuration_.pack);
    if (!source) return failed(source);
    files.base = std::move(*source);
    if (!configuration_.overlay_folder.empty()) {
      auto overlay = pack::source_from_directory(configuration_.overlay_folder);
      if (!overlay) return failed(overlay);
      files.overlay = std::move(*overlay);
    }
    return files;
  };
  words_shelf_ = std::make_unique<WordsShelf>(configuration_.data_folder, log_);
  keeper_ = std::make_unique<PolicyKeeper>(read, *journal_, words_shelf_.get());
  return keeper_->reload();
}

Result<void> Installation::build_gateway() {
  people_ = std::make_unique<People>(*journal_, *vault_, entropy_);
  spool_ = std::make_unique<Spool>(*journal_, *clock_, *timer_, log_, meters_);
  const auto policy = keeper_->policies().current();
  const auto roster = stored_roster(*journal_, *vault_, *outbox_key_);
  if (!roster) return failed(roster);
  settings_.has_on_call =
      configuration_.on_call.has_value() || virtual_time_ != nullptr || roster->has_value();
  settings_.content_producer = configuration_.content_producer;
  settings_.agreement_version = configuration_.agreement_version.empty()
                                    ? policy->pack->params.registration.agreement_version
                                    : configuration_.agreement_version;
  if (!configuration_.default_model.empty()) {
    settings_.default_model = configuration_.default_model;
  } else if (!models_.empty()) {
    settings_.default_model = models_.front();
  }
  if (auto loaded = characters_.load(*journal_, *policy->observer); !loaded) return loaded;
  TurnDeps deps{*clock_,
                *timer_,
                entropy_,
                *upstream_,
                *journal_,
                *vault_,
                *outbox_key_,
                *people_,
                keeper_->policies(),
                characters_,
                cards_,
                meters_,
                *spool_,
                log_,
                settings_,
                {},
                second_opinion_.get()};
  gateway_ = std::make_unique<Gateway>(std::move(deps));
  takeovers_ = std::make_unique<Takeovers>(gateway_->deps());
  stops_ = std::make_unique<Stops>(gateway_->deps());
  gateway_->deps().takeovers = takeovers_.get();
  gateway_->deps().stops = stops_.get();
  if (auto loaded = takeovers_->load(); !loaded) return loaded;
  if (auto loaded = stops_->load(); !loaded) return loaded;
  housekeeping_ = std::make_unique<Housekeeping>(gateway_->deps());
  case_watch_ = std::make_unique<CaseWatch>(gateway_->deps());
  return {};
}

void Installation::build_outbox() {
  const pack::Params::Notify& params = keeper_->policies().current()->pack->params.notify;
  notify::OutboxOptions options;
  options.retry_for = params.retry_for;
  options.first_backoff = params.first_backoff;
  options.backoff_most = params.backoff_most;
  options.attempts_a_channel = params.attempts_a_channel;
  options.attempt_deadline = Milliseconds(configuration_.notifications.deadline_ms);
  const notify::OutboxDeps deps{*journal_, *clock_, *timer_, entropy_, *vault_, *outbox_key_, log_};
  outbox_ = std::make_unique<notify::Outbox>(deps, options);
  outbox_->when_changed(
      [this](const OutboxRow& row) { tell_contact_state(gateway_->deps(), row); });
  on_call_ = std::make_unique<notify::OnCallChannel>([this] { return who_is_on_call(); });
  outbox_->falls_back_to([this](const OutboxRow& row) {
    return words_for_on_call(row, keeper_->policies(), *clock_, entropy_);
  });
  gateway_->deps().nudge_outbox = [this] { outbox_->nudge(); };
  if (!virtual_time_) receipts_ = make_receipts(configuration_, *outbox_);
}

/// Whom the roster names first now; where there is none, the configured one.
Result<std::optional<notify::OnDuty>> Installation::who_is_on_call() {
  const auto roster = stored_roster(*journal_, *vault_, *outbox_key_);
  if (!roster) return failed(roster);
  if (*roster && !(*roster)->members.empty()) {
    const RosterMember& first = (*roster)->members[on_duty(**roster, clock_->now()).front()];
    return notify::OnDuty{first.channel, Private<std::string>(first.address)};
  }
  if (virtual_time_) return notify::OnDuty{"on_call", {}};
  const auto& whom = configuration_.on_call;
  if (!whom) return std::optional<notify::OnDuty>();
  return notify::OnDuty{whom->channel, whom->address};
}

void Installation::build_api() {
  const auto accepted = virtual_time_ ? api::SandboxTokens::accepted : api::SandboxTokens::refused;
  credentials_ =
      std::make_unique<api::Credentials>(*journal_, *vault_, *clock_, entropy_, accepted);
  hasher_ = std::make_unique<vault::Argon2Hasher>();
  api::ApiSettings settings;
  settings.self_registration = configuration_.chat_registration;
  settings.sandbox = virtual_time_ != nullptr;
  settings.models = models_;
  settings.rate_limits = configuration_.rate_limits;
  settings.openapi_json = embedded_openapi();
  api_ = std::make_unique<api::Api>(api::ApiDeps{
      *gateway_, *credentials_, *keeper_, embedded_pages(), std::move(settings),
      [this] { return readiness(); }, identity_.get(), receipts_.get(), hasher_.get()});
}

void Installation::build_sandbox(const SandboxPlan& plan) {
  captured_ = std::make_unique<sim::CapturedNotifier>(*clock_);
  for (const char* channel : {"email", "webhook", "sms"}) {
    outbox_->add_channel(channel, *captured_);
    on_call_->add_channel(channel, *captured_);
  }
  on_call_->add_channel("on_call", *captured_);  // of nobody in particular
  outbox_->add_channel("on_call", *on_call_);
  in_app_ = std::make_unique<InApp>(gateway_->deps(), captured_.get());
  outbox_->add_channel("in_app", *in_app_);
  sandbox_ = std::make_unique<sim::Sandbox>(
      sim::SandboxDeps{*api_, *virtual_time_, plan.start, *scripted_, *captured_, *journal_,
                       [this] { return forget(); }, [this] { case_watch_->nudge(); }});
}

Task<Result<void>> Installation::forget() {
  outbox_->forget();
  auto clearing = journal_->clear();
  const Result<void> cleared = co_await std::move(clearing);
  people_->clear();
  gateway_->forget();
  takeovers_->clear();
  stops_->clear();
  characters_.clear();
  credentials_->forget_cached();
  credentials_->forget_wrong();
  api_->forget();
  if (!cleared) co_return cleared;
  co_return keeper_->reload();
}

nlohmann::json Installation::readiness() {
  const Result<std::uint64_t> leaves = journal_->leaf_count();
  return {{"store", leaves ? "ok" : leaves.error().detail},
          {"records", spool_->waiting() == 0 ? "ok" : "waiting for the store"}};
}

void Installation::run_background() {
  for (std::size_t i = 0; virtual_time_ && i < loops_->size(); ++i) {
    loops_->post(i, [this, i] { virtual_time_->add_loop(loops_->executor(i)); });
  }
  loops_->spawn(0, outbox_->run());
  loops_->spawn(0, housekeeping_->run());
  loops_->spawn(0, case_watch_->run());
  loops_->spawn(0, takeovers_->run());
}

Result<std::uint16_t> Installation::start() {
  if (!virtual_time_) {
    auto channels = Channels::make(configuration_, *clock_, entropy_);
    if (!channels) return failed(channels);
    channels_ = std::move(*channels);
    channels_->serve(*outbox_, *on_call_);
    in_app_ = std::make_unique<InApp>(gateway_->deps());
    outbox_->add_channel("in_app", *in_app_);
  }
  ServerOptions options;
  options.address = configuration_.address;
  options.port = static_cast<std::uint16_t>(configuration_.port);
  options.certificate_file = configuration_.certificate_file;
  options.key_file = configuration_.key_file;
  options.trusted_proxies = configuration_.trusted_proxies;
  HttpHandler& handler = sandbox_ ? static_cast<HttpHandler&>(*sandbox_) : *api_;
  server_ = std::make_unique<Server>(*loops_, std::move(options), handler, log_);
  const Result<std::uint16_t> port = server_->start();
  if (!port) return port;
  run_background();
  loops_->start();
  started_ = true;
  return port;
}

void Installation::stop() {
  if (!started_) return;
  started_ = false;
  outbox_->stop();
  housekeeping_->stop();
  case_watch_->stop();
  loops_->spawn(0, drain_then_stop(*server_, *housekeeping_, *loops_));
  loops_->join();
}

Installation::~Installation() { stop(); }

}  // namespace anban::app
