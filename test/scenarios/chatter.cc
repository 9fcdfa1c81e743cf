// SPDX-License-Identifier: Apache-2.0
// What the client sends and how it reads the answer.
#include "chatter.h"

#include <fmt/format.h>

#include "base/ensure.h"

namespace anban::scenarios {
namespace {

using Json = nlohmann::json;

constexpr const char* key = "sandbox-app";

void fault(Heard& heard, std::string what) { heard.faults.push_back(std::move(what)); }

std::string text_in(const Json& json, const char* name) {
  if (!json.is_object() || !json.contains(name) || !json[name].is_string()) return {};
  return json[name].get<std::string>();
}

void take_summary(Heard& heard, const Json& anban) {
  heard.turn = text_in(anban, "turn");
  heard.outcome = text_in(anban, "outcome");
  if (anban.contains("events")) heard.events = anban["events"];
  if (anban.contains("label")) heard.label = text_in(anban["label"], "text");
}

void read_error(Heard& heard, const Json& json) {
  if (!json.contains("error")) return fault(heard, "a failing answer has no error object");
  heard.code = text_in(json["error"], "code");
  heard.content = text_in(json["error"], "message");
  if (heard.content.empty()) fault(heard, "an error has no words");
}

void read_whole(Heard& heard, const std::string& body) {
  const Json json = Json::parse(body, nullptr, false);
  if (!json.is_object()) return fault(heard, "the answer is no JSON object");
  if (heard.status != 200) return read_error(heard, json);
  if (!json.contains("choices") || json["choices"].size() != 1) {
    return fault(heard, "a completion has one choice");
  }
  const Json& choice = json["choices"][0];
  heard.content = text_in(choice["message"], "content");
  heard.finish_reason = text_in(choice, "finish_reason");
  if (!json.contains("anban")) return fault(heard, "the completion has no anban object");
  take_summary(heard, json["anban"]);
}

void read_frame(Heard& heard, const Json& frame) {
  if (frame.contains("error")) {
    heard.code = text_in(frame["error"], "code");
    return;
  }
  if (text_in(frame, "object") != "chat.completion.chunk") fault(heard, "a frame is no chunk");
  if (frame.contains("anban")) take_summary(heard, frame["anban"]);
  if (!frame.contains("choices") || frame["choices"].size() > 1) {
    return fault(heard, "a frame has at most one choice");
  }
  for (const Json& choice : frame["choices"]) {
    if (!heard.finish_reason.empty() && !text_in(choice["delta"], "content").empty()) {
      fault(heard, "words behind the finish");
    }
    heard.content += text_in(choice["delta"], "content");
    if (const auto reason = text_in(choice, "finish_reason"); !reason.empty()) {
      heard.finish_reason = reason;
    }
  }
}

void read_stream(Heard& heard, const sim::MemoryExchange& exchange) {
  bool done = false;
  for (const std::string& event : exchange.stream_events()) {
    if (done) fault(heard, "something stands behind [DONE]");
    done = event == "[DONE]";
    if (done) continue;
    const Json frame = Json::parse(event, nullptr, false);
    if (!frame.is_object()) {
      fault(heard, "a frame is no JSON object");
      continue;
    }
    read_frame(heard, frame);
  }
  if (!done && !exchange.was_closed()) fault(heard, "the stream ended without [DONE]");
  if (done && heard.finish_reason.empty()) fault(heard, "the stream has no finish_reason");
}

}  // namespace

bool Heard::has_event(std::string_view type) const {
  for (const Json& each : events) {
    if (text_in(each, "type") == type) return true;
  }
  return false;
}

std::string Heard::all_words() const {
  std::string all = content;
  for (const Json& each : events) {
    if (!each.contains("display")) continue;
    all += "\n" + text_in(each["display"], "title") + "\n" + text_in(each["display"], "body");
  }
  return all;
}

Heard read_heard(const sim::MemoryExchange& exchange) {
  Heard heard;
  heard.status = exchange.status();
  if (exchange.streamed()) {
    read_stream(heard, exchange);
  } else {
    read_whole(heard, exchange.body());
  }
  return heard;
}

Json Chatter::registration(const sim::ScenarioPerson& person, LocalDate today) {
  const LocalDate born =
      person.born.value_or(LocalDate{today.year - person.age.value_or(30), 1, 1});
  Json body = {{"birth_date", to_text(born)},
               {"locale", "zh-CN"},
               {"region", "CN"},
               {"agreement", {{"version", "1"}, {"accepted", true}}}};
  if (person.guardian.empty() || !person.contact.empty()) {
    body["emergency_contact"] = {{"name", person.contact.empty() ? "contact" : person.contact},
                                 {"relationship", "friend"},
                                 {"channel", "sms"},
                                 {"address", "+8613800000000"},
                                 {"confirmed", person.confirmed}};
  }
  if (!person.guardian.empty()) {
    body["guardian"] = {{"name", person.guardian},
                        {"relationship", "parent"},
                        {"channel", "email"},
                        {"address", person.guardian + "@example.com"},
                        {"confirmed", person.confirmed}};
  }
  return body;
}

int Chatter::register_person(const sim::ScenarioPerson& person) {
  if (!person.registered) return 0;
  const LocalDate today = local_time(town_.time.now(), "Asia/Shanghai").date;
  const std::string target = "/anban/v1/users/" + person.name;
  const auto answer = town_.ask("PUT", target, registration(person, today).dump(), key);
  if (person.consents) {
    const Json known = Json::parse(answer->body(), nullptr, false);
    const std::string guardian = text_in(known.value("guardian", Json::object()), "id");
    for (const char* purpose : {"minor_personal_information", "minor_service"}) {
      const Json consent = {{"purpose", purpose}, {"version", "1"}, {"granted", true}};
      const auto given =
          town_.ask("POST", target + "/consents", consent.dump(), "sandbox-guardian-" + guardian);
      ensure(given->status() < 300, "a guardian may consent");
    }
  }
  if (!person.agreed) {
    const auto known = town_.people().find(PersonId(person.name));
    ensure(known && *known, "the person was registered");
    const std::lock_guard lock((*known)->mutex);
    (*known)->profile.agreement.reset();
  }
  return answer->status();
}

void Chatter::choose_character(const std::string& name, const std::string& words) {
  const Json body = {{"name", name}, {"prompt", words}};
  const auto answer = town_.ask("PUT", "/anban/v1/characters/" + name, body.dump(), key);
  ensure(answer->status() < 300, "a character can be put");
  model_ = "character:" + name;
}

Json Chatter::body_of(const std::string& person) {
  Json messages = Json::array();
  if (!card_.empty()) messages.push_back({{"role", "system"}, {"content", card_}});
  for (const Json& each : history_[person]) messages.push_back(each);
  return {{"model", model_},
          {"user", person},
          {"stream", transfer_ == Transfer::streamed},
          {"messages", std::move(messages)}};
}

void Chatter::writes(const std::string& person, const std::string& words) {
  Json& history = history_[person];
  if (history.is_null()) history = Json::array();
  history.push_back({{"role", "user"}, {"content", words}});
  last_body_[person] = body_of(person).dump();
}

Heard Chatter::says(const std::string& person, const std::string& words) {
  writes(person, words);
  const auto answer = town_.ask("POST", "/v1/chat/completions", last_body_[person], key);
  return hears(person, *answer);
}

std::shared_ptr<sim::MemoryExchange> Chatter::begins(const std::string& person,
                                                     const std::string& words) {
  writes(person, words);
  return town_.start("POST", "/v1/chat/completions", last_body_[person], key);
}

Heard Chatter::hears(const std::string& person, const sim::MemoryExchange& exchange) {
  Heard heard = read_heard(exchange);
  if (heard.status == 200) {
    history_[person].push_back({{"role", "assistant"}, {"content", heard.content}});
  } else {
    history_[person].erase(history_[person].size() - 1);  // as apps drop what failed
  }
  return heard;
}

Heard Chatter::repeats(const std::string& person) {
  const auto answer = town_.ask("POST", "/v1/chat/completions", last_body_[person], key);
  return read_heard(*answer);
}

int Chatter::exits(const std::string& person) {
  const auto answer = town_.ask("POST", "/anban/v1/users/" + person + "/exit", "{}", key);
  return answer->status();
}

}  // namespace anban::scenarios
