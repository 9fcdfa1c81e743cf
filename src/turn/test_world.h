// SPDX-License-Identifier: Apache-2.0
// For tests of this folder: a whole gateway in memory under virtual time, with the pack cn-2026 and
// one word list of the tests' own, so that what is forbidden is known whatever the pack's lists
// say.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "pack/load.h"
#include "pack/source.h"
#include "signals/build_observer.h"
#include "sim/memory_transport.h"
#include "sim/scripted_upstream.h"
#include "sim/seeded_entropy.h"
#include "turn/gateway.h"
#include "turn/spool.h"
#include "turn/test_journal.h"
#include "vault/software_vault.h"

namespace anban::testing_turn {

using Json = nlohmann::json;

/// Five characters that mean nothing and that no reply may contain.
inline constexpr std::string_view forbidden_words = "甲乙丙丁戊";

inline std::shared_ptr<const Policy> make_policy() {
  auto source = pack::source_from_directory(ANBAN_SOURCE_DIR "/packs/cn-2026");
  if (!source) ADD_FAILURE() << source.error().detail;
  source->push_back({"lexicons/of_the_tests.txt",
                     "# SPDX-License-Identifier: CC-BY-4.0\n# id: of_the_tests\n"
                     "# category: gambling\n# kind: A.1-7\n# roles: user assistant\n"
                     "# updated: 2026-11-22\n# source: the tests, CC BY 4.0\n" +
                         std::string(forbidden_words) + "\n"});
  const pack::Loaded loaded = pack::load_pack(*source);
  if (!loaded) {
    ADD_FAILURE() << pack::to_text(loaded.error());
    return nullptr;
  }
  const signals::Detectors detectors = signals::build_detectors(**loaded);
  return std::make_shared<const Policy>(Policy{*loaded, detectors.observer, detectors.screens});
}

/// Built once: the detectors of a pack take a moment.
inline const std::shared_ptr<const Policy>& policy() {
  static const std::shared_ptr<const Policy> made = make_policy();
  return made;
}

inline Instant moment(std::string_view text) { return parse_instant(text).value(); }

struct World {
  explicit World(std::string_view start = "2026-08-01T12:00:00+08:00") : time(moment(start)) {}

  sim::VirtualTime time;
  boost::asio::io_context loop;
  sim::SeededEntropy entropy{7};
  vault::SoftwareVault vault{DataKey(std::array<unsigned char, 32>{1}), entropy};
  DataKey outbox_key = vault.installation_key("outbox");
  TestJournal journal{time, time};
  People people{journal, vault, entropy};
  Policies policies{policy()};
  Characters characters;
  CardCache cards;
  Meters meters;
  std::vector<std::string> log_lines;
  EventLog log{Level::warn, [this](std::string_view line) { log_lines.emplace_back(line); }};
  Spool spool{journal, time, time, log, meters};
  sim::ScriptedUpstream model{time, time};
  int nudges = 0;
  std::deque<Gateway> gateways;  // one; made late, since it needs all of the above
  Caller app_key{CallerKind::app, KeyId("key_app"), std::nullopt, GuardianId(), "", ""};

  Gateway& gateway() {
    if (gateways.empty()) {
      gateways.emplace_back(TurnDeps{time, time, entropy, model, journal, vault, outbox_key, people,
                                     policies, characters, cards, meters, spool, log,
                                     TurnSettings{}, [this] { ++nudges; }});
    }
    return gateways.front();
  }

  /// Registers and stores somebody complete who is `age` years old.
  std::shared_ptr<Person> registers(const char* name, int age) {
    auto person = people.make(PersonId(name), time.now());
    Profile& profile = person->profile;
    profile.birth_date = LocalDate{2026 - age, 1, 1};
    profile.agreement = Agreement{"1", time.now()};
    if (age < 18) {
      profile.guardian = Contact{"grd_1", "Mama", "mother", "sms", "+8613900000000", true};
      profile.consents = {{"minor_service", "1", true, "grd_1", time.now()},
                          {"minor_personal_information", "1", true, "grd_1", time.now()}};
    } else {
      profile.emergency_contact =
          Contact{"emergency", "Mei", "friend", "sms", "+8613800000000", true};
    }
    Transaction transaction;
    transaction.persons.push_back(people.row(*person, RowParts::state_and_profile));
    run(journal.commit(std::move(transaction)));
    return people.keep(person);
  }

  template <class T>
  T run(Task<T> task) {
    std::optional<T> value;
    boost::asio::co_spawn(loop, std::move(task), [&](std::exception_ptr fault, T made) {
      if (fault) std::rethrow_exception(fault);
      value = std::move(made);
    });
    time.run_until(loop, [&] { return value.has_value(); });
    return std::move(*value);
  }

  static Json chat(std::string_view user, std::string_view words) {
    return {{"model", "demo"},
            {"safety_identifier", user},
            {"messages", Json::array({{{"role", "user"}, {"content", words}}})}};
  }
  static Json streamed(Json body) {
    body["stream"] = true;
    return body;
  }

  /// Starts a turn; it makes progress as the loop runs.
  std::shared_ptr<sim::MemoryExchange> start(const Json& body, TurnOptions options = {}) {
    auto exchange = std::make_shared<sim::MemoryExchange>();
    auto request = wire::read_chat_request(body.dump());
    if (!request) {
      ADD_FAILURE() << request.error().message;
      return exchange;
    }
    Gateway& story = gateway();
    boost::asio::co_spawn(loop, converse(story, std::move(*request), app_key, options, exchange),
                          [](std::exception_ptr fault) {
                            if (fault) std::rethrow_exception(fault);
                          });
    return exchange;
  }
  static Task<void> converse(Gateway& story, wire::ChatRequest request, Caller caller,
                             TurnOptions options, std::shared_ptr<sim::MemoryExchange> exchange) {
    auto telling =
        story.converse(std::move(request), std::move(caller), std::move(options), *exchange);
    co_await std::move(telling);
  }
  /// Runs a turn until it was answered.
  std::shared_ptr<sim::MemoryExchange> ask(const Json& body, TurnOptions options = {}) {
    auto exchange = start(body, std::move(options));
    EXPECT_TRUE(time.run_until(loop, [&] { return exchange->is_over(); }));
    time.settle(loop);
    return exchange;
  }
  void wait(Milliseconds time_passed) { time.run_to(loop, time.now() + time_passed); }

  /// Clean turns every ten minutes until `so_long` has passed, so that use is continuous.
  void chats(const char* user, Milliseconds so_long) {
    const Instant until = time.now() + so_long;
    int number = 0;
    while (time.now() < until) {
      time.run_to(loop, std::min(until, time.now() + std::chrono::minutes(10)));
      if (time.now() < until) ask(chat(user, "聊聊天气吧 " + std::to_string(++number)));
    }
  }

  bool logged_errors() const { return !log_lines.empty(); }
};

/// The content of a reply, whole or streamed.
inline std::string words_of(const sim::MemoryExchange& exchange) {
  if (!exchange.streamed()) {
    const Json body = Json::parse(exchange.body());
    if (!body.contains("choices")) return {};
    const Json& content = body["choices"][0]["message"]["content"];
    return content.is_string() ? content.get<std::string>() : std::string();
  }
  std::string words;
  for (const std::string& event : exchange.stream_events()) {
    if (event == "[DONE]") continue;
    const Json frame = Json::parse(event);
    if (!frame.contains("choices") || frame["choices"].empty()) continue;
    const Json& delta = frame["choices"][0]["delta"];
    if (delta.contains("content")) words += delta["content"].get<std::string>();
  }
  return words;
}

/// The last `anban` object of a reply.
inline Json anban_of(const sim::MemoryExchange& exchange) {
  if (!exchange.streamed()) return Json::parse(exchange.body()).value("anban", Json());
  Json last;
  for (const std::string& event : exchange.stream_events()) {
    if (event == "[DONE]") continue;
    const Json frame = Json::parse(event);
    if (frame.contains("anban")) last = frame["anban"];
  }
  return last;
}

inline std::string finish_of(const sim::MemoryExchange& exchange) {
  if (!exchange.streamed()) {
    return Json::parse(exchange.body())["choices"][0]["finish_reason"].get<std::string>();
  }
  std::string reason;
  for (const std::string& event : exchange.stream_events()) {
    if (event == "[DONE]") continue;
    const Json frame = Json::parse(event);
    if (!frame.contains("choices") || frame["choices"].empty()) continue;
    const Json& given = frame["choices"][0]["finish_reason"];
    if (given.is_string()) reason = given.get<std::string>();
  }
  return reason;
}

inline std::string error_of(const sim::MemoryExchange& exchange) {
  const Json body = Json::parse(exchange.body(), nullptr, false);
  if (!body.is_object() || !body.contains("error")) return {};
  return body["error"]["code"].get<std::string>();
}

/// How many events of that type the last `anban` object holds.
inline std::size_t count_events(const sim::MemoryExchange& exchange, std::string_view type) {
  std::size_t count = 0;
  const Json anban = anban_of(exchange);
  for (const Json& each : anban.value("events", Json::array()))
    count += each["type"] == type ? 1 : 0;
  return count;
}

inline bool says(const sim::MemoryExchange& exchange, std::string_view words) {
  return words_of(exchange).find(words) != std::string::npos;
}

}  // namespace anban::testing_turn
