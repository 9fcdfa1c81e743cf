// SPDX-License-Identifier: Apache-2.0
// The whole server in memory under virtual time: the same turn, api, duties and outbox as in
// `anban serve`, with the journal in memory, a scripted model server and captured notifications.
// Scenarios and the random simulation live here. One thread; one node, or two over one journal.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "api/api.h"
#include "base/event_log.h"
#include "notify/outbox.h"
#include "sim/captured_notifier.h"
#include "sim/memory_transport.h"
#include "sim/scripted_upstream.h"
#include "sim/seeded_entropy.h"
#include "sim/virtual_time.h"
#include "store/memory/memory_journal.h"
#include "turn/gateway.h"
#include "turn/policy_keeper.h"
#include "vault/software_vault.h"

namespace anban::scenarios {

/// The shipped pack of that folder name, read and built once a process.
PolicyKeeper& shipped_policies();

/// Whether the detectors of the town answer.
enum class Detectors { work, fail };

class Town {
 public:
  Town(Instant start, std::uint64_t seed, Nodes nodes = Nodes::one);
  ~Town();
  Town(const Town&) = delete;
  Town& operator=(const Town&) = delete;

  /// Which node takes the requests that follow, from 0 on.
  void speak_to(std::size_t node);
  std::size_t nodes() const { return servers_.size(); }

  /// Sends one request and waits for the whole answer.
  std::shared_ptr<sim::MemoryExchange> ask(std::string_view method, std::string_view target,
                                           const std::string& body, std::string_view key);
  /// Starts a request; it goes on when time passes.
  std::shared_ptr<sim::MemoryExchange> start(std::string_view method, std::string_view target,
                                             const std::string& body, std::string_view key);
  /// Time passes; everything that falls due happens.
  void pass_until(Instant to);
  void set_back(Instant to) { time.set_back(to); }
  void set_detectors(Detectors detectors);
  /// One round of what a process does every minute by itself: checkpoints, overdue erasures. Not
  /// done as time passes, since a world of many days would do little else.
  void tidy_up();
  /// Whether this installation signed the checkpoint.
  bool is_signed(const Checkpoint& checkpoint) const;
  /// The process of the node spoken to ends and starts again: only the journal, the keys and the
  /// world outside stay.
  void restart();
  People& people();

  sim::VirtualTime time;
  sim::SeededEntropy entropy;
  store::MemoryJournal journal;
  sim::ScriptedUpstream upstream{time, time};
  sim::CapturedNotifier receivers{time};
  std::vector<std::string> error_lines;  // of the event log; empty in a healthy run

 private:
  struct Server;
  DataKey master_;
  vault::SoftwareVault vault_;
  DataKey outbox_key_;
  EventLog log_;
  Detectors detectors_ = Detectors::work;
  /// Something waits in the outbox. (Real nodes hear it from their database.)
  void nudge();
  Server& server() { return *servers_[spoken_to_]; }
  void start_node(std::size_t node);

  const Nodes kind_;
  std::vector<std::unique_ptr<Server>> servers_;
  std::size_t spoken_to_ = 0;
};

}  // namespace anban::scenarios
