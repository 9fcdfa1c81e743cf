// SPDX-License-Identifier: Apache-2.0
// What app/ wires for a real process, wired for a test.
#include "town.h"

#include <array>
#include <filesystem>
#include <stdexcept>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "api/credentials.h"
#include "base/ensure.h"
#include "evidence/checkpoint.h"
#include "pack/text_keys.h"
#include "turn/contact_news.h"
#include "turn/housekeeping.h"
#include "turn/spool.h"

namespace anban::scenarios {
namespace {

namespace asio = boost::asio;

/// Fails as a detector does whose model does not load: it answers nothing.
class DeadObserver final : public signals::Observer {
 public:
  signals::Findings observe(std::string_view, signals::Role) const override {
    throw std::runtime_error("the detector does not answer");
  }
  float catering(std::string_view) const override {
    throw std::runtime_error("the detector does not answer");
  }
  std::string_view version() const override { return "dead@1"; }
};

std::shared_ptr<const Policy> policy_with(Detectors detectors) {
  const auto shipped = shipped_policies().policies().current();
  if (detectors == Detectors::work) return shipped;
  auto broken = std::make_shared<Policy>(*shipped);
  broken->observer = std::make_shared<DeadObserver>();
  return broken;
}

api::ApiSettings api_settings() {
  api::ApiSettings settings;
  settings.sandbox = true;
  settings.channels = {"sms", "email", "webhook"};
  settings.models = {"demo"};
  return settings;
}

notify::OutboxOptions outbox_options(const pack::Params::Notify& params) {
  notify::OutboxOptions options;
  options.retry_for = params.retry_for;
  options.first_backoff = params.first_backoff;
  options.backoff_most = params.backoff_most;
  options.attempts_a_channel = params.attempts_a_channel;
  return options;
}

DataKey master_key(sim::SeededEntropy& entropy) {
  std::array<unsigned char, 32> bytes{};
  entropy.fill(bytes);
  return DataKey(bytes);
}

}  // namespace

PolicyKeeper& shipped_policies() {
  static store::MemoryJournal settings;  // tidy: the pack is read once for all worlds
  static PolicyKeeper keeper(            // tidy: the pack is read once for all worlds
      [] {
        const std::filesystem::path folder(ANBAN_SOURCE_DIR "/packs/cn-2026");
        auto base = pack::source_from_directory(folder);
        if (!base) return Result<PolicyFiles>(failed(base));
        return Result<PolicyFiles>(PolicyFiles{std::move(*base), {}});
      },
      settings);
  static const bool loaded = [] {
    const Result<void> done = keeper.reload();
    ensure(done.has_value(), done ? "" : done.error().detail.c_str());
    return true;
  }();
  static_cast<void>(loaded);
  return keeper;
}

/// What a process holds in memory; the loop is last, so that it lets go of its coroutines first.
struct Town::Server {
  /// One node works off the outbox for all; what another node queues is found at its next look.
  enum class Role { sends, only_serves };

  Server(Town& town, Role role)
      : time(town.time),
        people(town.journal, town.vault_, town.entropy, town.kind_),
        policies(policy_with(town.detectors_)),
        spool(town.journal, town.time, town.time, town.log_, meters),
        outbox(notify::OutboxDeps{town.journal, town.time, town.time, town.entropy, town.vault_,
                                  town.outbox_key_, town.log_},
               outbox_options(policies.current()->pack->params.notify)),
        gateway(TurnDeps{town.time, town.time, town.entropy, town.upstream, town.journal,
                         town.vault_, town.outbox_key_, people, policies, characters, cards, meters,
                         spool, town.log_, TurnSettings(), [&town] { town.nudge(); }}),
        housekeeping(gateway.deps()),
        credentials(town.journal, town.vault_, town.time, town.entropy,
                    api::SandboxTokens::accepted),
        api(api::ApiDeps{gateway, credentials, shipped_policies(), nullptr, api_settings(),
                         [] { return nlohmann::json::object(); }}),
        client(loop, town.time, api) {
    const auto policy = policies.current();
    const auto loaded =
        characters.load(town.journal, *shipped_policies().policies().current()->observer);
    ensure(loaded.has_value(), "characters of the memory journal can be read");
    for (const char* channel : {"sms", "email", "webhook", "on_call"}) {
      outbox.add_channel(channel, town.receivers);
    }
    outbox.when_changed([this](const OutboxRow& row) { tell_contact_state(gateway.deps(), row); });
    outbox.falls_back_to([policy](const OutboxRow& row) {
      const pack::Placeholders with = {{"case", row.care_case.text}};
      Notification words;
      words.channel = "on_call";
      words.event = "crisis.case";
      words.locale = "zh-CN";
      words.subject = policy->pack->texts.say("zh-CN", pack::keys::on_call_case_subject, with);
      words.body = policy->pack->texts.say("zh-CN", pack::keys::on_call_case_body, with);
      return std::optional<Notification>(std::move(words));
    });
    if (role == Role::sends) asio::co_spawn(loop, outbox.run(), asio::detached);
    time.runs_along(loop);
  }
  ~Server() { time.no_longer_with(loop); }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  sim::VirtualTime& time;
  People people;
  Policies policies;
  Characters characters;
  CardCache cards;
  Meters meters;
  Spool spool;
  notify::Outbox outbox;
  Gateway gateway;
  Housekeeping housekeeping;
  api::Credentials credentials;
  api::Api api;
  asio::io_context loop;
  sim::MemoryClient client;
};

Town::Town(Instant start, std::uint64_t seed, Nodes nodes)
    : time(start),
      entropy(seed),
      master_(master_key(entropy)),
      vault_(master_, entropy),
      outbox_key_(vault_.installation_key("outbox")),
      log_(Level::error, [this](std::string_view line) { error_lines.emplace_back(line); }),
      kind_(nodes),
      servers_(nodes == Nodes::several ? 2 : 1) {
  for (std::size_t node = 0; node < servers_.size(); ++node) start_node(node);
}

Town::~Town() = default;

void Town::start_node(std::size_t node) {
  servers_[node].reset();
  const auto role = node == 0 ? Server::Role::sends : Server::Role::only_serves;
  servers_[node] = std::make_unique<Server>(*this, role);
  time.settle(servers_[node]->loop);
}

void Town::speak_to(std::size_t node) {
  ensure(node < servers_.size(), "a town has that node");
  spoken_to_ = node;
}

void Town::nudge() {
  if (servers_.front()) servers_.front()->outbox.nudge();
}

bool Town::is_signed(const Checkpoint& checkpoint) const {
  return evidence::is_signed_by(checkpoint, vault_.public_key());
}

void Town::tidy_up() {
  asio::co_spawn(server().loop, server().housekeeping.tidy_up(), asio::detached);
  time.settle(server().loop);
}

void Town::restart() { start_node(spoken_to_); }

void Town::set_detectors(Detectors detectors) {
  detectors_ = detectors;
  for (const auto& each : servers_) each->policies.swap(policy_with(detectors));
}

People& Town::people() { return server().people; }

std::shared_ptr<sim::MemoryExchange> Town::ask(std::string_view method, std::string_view target,
                                               const std::string& body, std::string_view key) {
  return server().client.ask(sim::MemoryClient::request(method, target, body, key));
}

std::shared_ptr<sim::MemoryExchange> Town::start(std::string_view method, std::string_view target,
                                                 const std::string& body, std::string_view key) {
  return server().client.start(sim::MemoryClient::request(method, target, body, key));
}

void Town::pass_until(Instant to) { time.run_to(server().loop, to); }

}  // namespace anban::scenarios
