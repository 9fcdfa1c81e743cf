// SPDX-License-Identifier: Apache-2.0
// What the model server is asked: the character's card, our instructions, and the conversation
// without the platform's own words.
#include "pack/text_keys.h"
#include "turn/relay.h"
#include "turn/words.h"
#include "wire/upstream_body.h"

namespace anban {
namespace {

using wire::ChatMessage;
using wire::ChatRole;

ChatMessage system_message(std::string text) {
  ChatMessage message;
  message.role = ChatRole::system;
  message.text = std::move(text);
  return message;
}

std::string instructions(const Turn& turn) {
  const pack::Pack& pack = *turn.policy->pack;
  std::string text(pack.texts.say(turn.locale, pack::keys::instruct_safety));
  for (const pack::TextKey& key : turn.plan.instructions) {
    text += "\n";
    text += pack.texts.say(turn.locale, key);
  }
  if (!turn.masks.empty()) {
    text += "\n";
    text += pack.texts.say(turn.locale, pack::keys::instruct_masked);
  }
  return text;
}

/// What an app remembers of a person stands in system or developer messages of that name (O-204).
bool is_memory(const ChatMessage& message) {
  const bool is_card = message.role == ChatRole::system || message.role == ChatRole::developer;
  return is_card && (message.name == "memory" || message.name == "profile");
}

/// Consent to personalisation is separate and its default is no; a stranger gave none.
bool is_personalised(const Turn& turn) {
  return turn.facts.person.registered && has_consent(turn.facts.person.profile, "personalisation");
}

bool is_of_a_tool(const ChatMessage& message) {
  return message.role == ChatRole::tool || message.role == ChatRole::function;
}

/// Also in what the app wrote: it puts what it remembers of a person in its own messages, tools and
/// predictions.
void mask(Turn& turn, std::vector<ChatMessage>& messages) {
  wire::ChatRequest& chat = turn.chat;
  turn.masks = Masks(turn.locale);
  for (const ChatMessage& message : messages) {
    turn.masks.spare(message.text);
    for (const std::string& words : message.tool_argument_texts) turn.masks.spare(words);
  }
  for (const std::string& words : chat.texts_to_check) turn.masks.spare(words);
  for (ChatMessage& message : messages) {
    message.text = turn.masks.mask(message.text);
    if (!is_of_a_tool(message)) message.name = turn.masks.mask(message.name);
    if (!message.rest.empty()) message.rest = turn.masks.mask_json(message.rest);
  }
  chat.passed_on_texts = turn.masks.mask_json(chat.passed_on_texts);
  chat.passed_on_tools = turn.masks.mask_json(chat.passed_on_tools);
}

}  // namespace

std::string model_for(const Turn& turn) {
  const std::string& asked = turn.chat.model;
  return asked.starts_with("character:") ? turn.deps.settings.default_model : asked;
}

std::string request_for_model(Turn& turn) {
  std::vector<ChatMessage> messages;
  messages.reserve(turn.chat.messages.size() + 2);
  messages.push_back({});  // ours, once it is known whether anything was masked
  if (turn.character && !turn.character->prompt.empty()) {
    messages.push_back(system_message(turn.character->prompt));
  }
  const bool personalised = is_personalised(turn);
  for (const ChatMessage& message : turn.chat.messages) {
    if (!personalised && is_memory(message)) continue;
    ChatMessage theirs = message;
    if (message.role == ChatRole::assistant) {
      theirs.text = without_platform_words(*turn.policy->pack, message.text);
      if (theirs.text.empty() && theirs.rest.empty()) continue;  // it was all ours
    }
    messages.push_back(std::move(theirs));
  }
  mask(turn, messages);
  messages.front() = system_message(instructions(turn));
  return wire::upstream_body(turn.chat, messages, model_for(turn));
}

}  // namespace anban
