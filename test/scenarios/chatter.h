// SPDX-License-Identifier: Apache-2.0
// An app as integrators write them: it registers persons, keeps each one's history, sends messages
// whole or streamed, and reads the answer strictly as docs promise it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "sim/scenario.h"
#include "town.h"

namespace anban::scenarios {

enum class Transfer { whole, streamed };

/// One answer to one message.
struct Heard {
  int status = 0;
  std::string code;     // error.code of a refusal
  std::string outcome;  // anban.outcome
  std::string turn;
  std::string content;  // the words, or the refusal's message
  std::string finish_reason;
  nlohmann::json events = nlohmann::json::array();
  std::string label;                // anban.label.text
  std::vector<std::string> faults;  // where the answer is not as promised
  /// Whether an event of that type came.
  bool has_event(std::string_view type) const;
  /// The words of the reply and of every event's display.
  std::string all_words() const;
};

/// Reads an answer of POST /v1/chat/completions.
Heard read_heard(const sim::MemoryExchange& exchange);

class Chatter {
 public:
  Chatter(Town& town, Transfer transfer) : town_(town), transfer_(transfer) {}

  /// Registers the person, as the scenario line says, through the API; what the API refuses to
  /// register (no agreement) is made so afterwards. The status of the registration.
  int register_person(const sim::ScenarioPerson& person);
  /// The body of a registration.
  static nlohmann::json registration(const sim::ScenarioPerson& person, LocalDate today);
  void choose_character(const std::string& name, const std::string& words);
  void set_card(std::string words) { card_ = std::move(words); }

  Heard says(const std::string& person, const std::string& words);
  /// Sends a message whose answer comes while time passes; hears() reads it when it is over.
  std::shared_ptr<sim::MemoryExchange> begins(const std::string& person, const std::string& words);
  Heard hears(const std::string& person, const sim::MemoryExchange& exchange);
  /// The same message again, as an SDK retries it.
  Heard repeats(const std::string& person);
  /// The exit button: the status.
  int exits(const std::string& person);
  /// The app starts with an empty history.
  void forget_history() { history_.clear(); }

 private:
  void writes(const std::string& person, const std::string& words);
  nlohmann::json body_of(const std::string& person);
  Town& town_;
  Transfer transfer_;
  std::string model_ = "demo";
  std::string card_;
  std::map<std::string, nlohmann::json> history_;
  std::map<std::string, std::string> last_body_;
};

}  // namespace anban::scenarios
