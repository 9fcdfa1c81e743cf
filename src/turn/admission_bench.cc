// SPDX-License-Identifier: Apache-2.0
// What admission costs (goal of issue 4: at most 10 microseconds of CPU from the cached state): the
// person is found, session, time in use, standing, a guardian's limits and every duty are judged
// and the plan of the turn is made. What the message says is observed elsewhere (signals_bench).
#include <benchmark/benchmark.h>

#include "pack/load.h"
#include "pack/source.h"
#include "signals/build_observer.h"
#include "sim/scripted_upstream.h"
#include "sim/seeded_entropy.h"
#include "sim/virtual_time.h"
#include "store/memory/memory_journal.h"
#include "turn/admit.h"
#include "turn/assess.h"
#include "turn/spool.h"
#include "turn/turn.h"
#include "vault/software_vault.h"

namespace anban {
namespace {

std::shared_ptr<const Policy> shipped_policy() {
  const auto source = pack::source_from_directory(ANBAN_SOURCE_DIR "/packs/cn-2026");
  const pack::Loaded loaded = pack::load_pack(*source);
  const signals::Detectors detectors = signals::build_detectors(**loaded);
  return std::make_shared<const Policy>(Policy{*loaded, detectors.observer, detectors.screens});
}

struct Hall {
  sim::VirtualTime time{*parse_instant("2026-08-01T12:00:00+08:00")};
  sim::SeededEntropy entropy{7};
  vault::SoftwareVault vault{DataKey(std::array<unsigned char, 32>{1}), entropy};
  DataKey outbox_key = vault.installation_key("outbox");
  store::MemoryJournal journal;
  People people{journal, vault, entropy};
  Policies policies{shipped_policy()};
  Characters characters;
  CardCache cards;
  Meters meters;
  EventLog log{Level::error, [](std::string_view) {}};
  Spool spool{journal, time, time, log, meters};
  sim::ScriptedUpstream model{time, time};
  TurnDeps deps{time,     time,       entropy, model,  journal, vault, outbox_key,     people,
                policies, characters, cards,   meters, spool,   log,   TurnSettings(), [] {}};

  /// Somebody whose state is as full as it gets; under 18 with what a guardian set.
  void registers(const PersonId& id, int age) {
    const Instant now = time.now();
    auto person = people.make(id, now);
    Profile& profile = person->profile;
    profile.birth_date = LocalDate{2026 - age, 1, 1};
    profile.agreement = Agreement{"1", now};
    const Contact contact{"grd_1", "Mama", "mother", "sms", "+8613900000000", true};
    if (age < 18) {
      profile.guardian = contact;
      GuardianSide side;
      side.guardian = contact.id;
      side.settings.quota = std::chrono::minutes(50);
      side.settings.hours = AllowedHours{std::chrono::hours(7), std::chrono::hours(21)};
      for (int i = 0; i < 10; ++i) side.settings.blocked.push_back({"c" + std::to_string(i), {}});
      person->guardianship.sides = {side};
    } else {
      profile.emergency_contact = contact;
    }
    LiveState& state = person->state;
    for (std::uint64_t i = 0; i < 64; ++i) state.seen.push_back(i);
    for (int i = 0; i < 8; ++i) {
      const SessionId session("ses_" + std::to_string(i));
      state.sessions.push_back({session, now, now, true, true});
      state.recent.push_back({static_cast<std::uint64_t>(i), TurnId("trn_" + session.text), session,
                              now, true, false});
    }
    people.keep(person);
  }
};

void admit_person(benchmark::State& state) {
  Hall hall;
  const int age = static_cast<int>(state.range(0));
  hall.registers(PersonId("lin"), age);
  auto chat = wire::read_chat_request(
      R"({"model":"demo","user":"lin","messages":[{"role":"user","content":"今天放学回家吃了面"}]})");
  const Caller app{CallerKind::app, KeyId("key_app"), std::nullopt, GuardianId(), "", ""};
  wire::ChatRequest request = std::move(*chat);
  for (auto _ : state) {
    Turn turn(hall.deps, app, TurnOptions());
    turn.chat = std::move(request);
    if (admit(turn)) return state.SkipWithError("nobody was admitted");
    {
      const std::lock_guard lock(turn.person->mutex);
      benchmark::DoNotOptimize(enter(turn));
    }
    turn.required = assess(turn.facts, turn.policy->pack->params);
    turn.plan = plan_of(turn.required, turn.facts);
    if (!turn.plan.asks_model()) return state.SkipWithError("the turn was refused");
    request = std::move(turn.chat);
  }
}
BENCHMARK(admit_person)->Arg(14)->Arg(30)->Arg(70)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace anban
