// SPDX-License-Identifier: Apache-2.0
// Members come in the order of design/api.md, so that the object reads like its description.
#include "wire/anban_object.h"

#include <algorithm>
#include <array>

#include "base/json_writer.h"

namespace anban::wire {
namespace {

struct LabelField {
  std::string_view name;
  std::string AigcLabel::* value;
  bool is_mandatory;
};

constexpr std::array<LabelField, 7> label_fields{{
    {"Label", &AigcLabel::label, true},
    {"ContentProducer", &AigcLabel::content_producer, true},
    {"ProduceID", &AigcLabel::produce_id, true},
    {"ReservedCode1", &AigcLabel::reserved_code_1, false},
    {"ContentPropagator", &AigcLabel::content_propagator, false},
    {"PropagateID", &AigcLabel::propagate_id, false},
    {"ReservedCode2", &AigcLabel::reserved_code_2, false},
}};

bool is_label_text(const std::string& text) {
  return std::ranges::all_of(text, [](char c) { return c >= 0x21 && c <= 0x7E; });
}

void field_if_any(JsonWriter& json, std::string_view name, const std::string& value) {
  if (!value.empty()) json.field(name, value);
}

void write_label(JsonWriter& json, const AigcLabel& label) {
  json.begin_object();
  for (const LabelField& field : label_fields) json.field(field.name, label.*field.value);
  json.end_object();
}

void write_display(JsonWriter& json, const EventDisplay& display) {
  json.key("display").begin_object().field("as", display.as).field("title", display.title);
  json.field("body", display.body).key("actions").begin_array();
  for (const DisplayAction& action : display.actions) {
    json.begin_object().field("id", action.id).field("label", action.label).end_object();
  }
  json.end_array().end_object();
}

void write_event(JsonWriter& json, const AnbanEvent& event) {
  json.begin_object().field("id", event.id).field("type", event.type);
  field_if_any(json, "obligation", event.obligation);
  field_if_any(json, "basis", event.basis);
  json.field("severity", event.severity);
  write_display(json, event.display);
  if (event.inline_span) {
    json.key("inline").begin_object().field("start", event.inline_span->start);
    json.field("end", event.inline_span->end).end_object();
  }
  if (event.retraction) {
    json.field("from", event.retraction->from).field("to", event.retraction->to);
    json.field("replacement", event.retraction->replacement);
  }
  if (!event.extra.empty()) json.raw(event.extra);
  json.end_object();
}

void write_label_member(JsonWriter& json, const AnbanObject& object) {
  if (object.label_text.empty() && !object.aigc) return;
  json.key("label").begin_object();
  field_if_any(json, "text", object.label_text);
  if (object.aigc) {
    json.key("aigc");
    write_label(json, *object.aigc);
  }
  json.end_object();
}

}  // namespace

Result<void> check_label(const AigcLabel& label) {
  for (const LabelField& field : label_fields) {
    const std::string& value = label.*field.value;
    const std::string name(field.name);
    if (field.is_mandatory && value.empty()) {
      return failed(ErrorCode::invalid,
                    "The label's " + name + " is empty, but GB 45438 asks for it.");
    }
    if (!is_label_text(value)) {
      return failed(ErrorCode::invalid, "The label's " + name +
                                            " holds a character outside 0x21 to 0x7E; use a code "
                                            "without spaces or Chinese characters.");
    }
  }
  if (label.label != "1" && label.label != "2" && label.label != "3") {
    return failed(ErrorCode::invalid, "The label's Label must be \"1\", \"2\" or \"3\".");
  }
  return {};
}

std::string aigc_json(const AigcLabel& label) {
  std::string out;
  JsonWriter json(out);
  write_label(json, label);
  return out;
}

std::string anban_event_json(const AnbanEvent& event) {
  std::string out;
  JsonWriter json(out);
  write_event(json, event);
  return out;
}

std::string anban_json(const AnbanObject& object) {
  std::string out;
  out.reserve(512 + object.events.size() * 512);
  JsonWriter json(out);
  json.begin_object().field("v", 1).field("turn", object.turn).field("session", object.session);
  json.field("outcome", object.outcome).key("events").begin_array();
  for (const AnbanEvent& event : object.events) write_event(json, event);
  json.end_array();
  write_label_member(json, object);
  field_if_any(json, "case", object.case_id);
  json.end_object();
  return out;
}

}  // namespace anban::wire
