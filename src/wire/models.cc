// SPDX-License-Identifier: Apache-2.0
// Servers' lists differ in extra members; only ids, owners and dates are read.
#include "wire/models.h"

#include <algorithm>

#include "base/json_writer.h"
#include "wire/chat_request.h"
#include "wire/json_document.h"
#include "wire/upstream_chunk.h"

namespace anban::wire {
namespace {

void write_model(JsonWriter& json, const ModelEntry& model) {
  json.begin_object().field("id", model.id).field("object", "model");
  json.field("created", model.created).field("owned_by", model.owned_by).end_object();
}

ModelEntry model_of(const JsonValue& object) {
  ModelEntry entry;
  const std::optional<JsonValue> id = object.find("id");
  if (id) entry.id = id->text();
  const std::optional<JsonValue> owner = object.find("owned_by");
  if (owner && owner->is(JsonKind::string)) entry.owned_by = owner->text();
  const std::optional<JsonValue> created = object.find("created");
  if (created) entry.created = std::max<std::int64_t>(created->integer().value_or(0), 0);
  return entry;
}

}  // namespace

Result<std::vector<ModelEntry>> read_models(std::string_view body) {
  JsonDocument document;
  const Result<void> read = document.parse(body, {.bytes_max = completion_bytes_max});
  if (!read) return failed(read);
  const std::optional<JsonValue> data = document.root().find("data");
  if (!data || !data->is(JsonKind::array)) {
    return failed(ErrorCode::invalid, "The model server's list of models has no array `data`.");
  }
  std::vector<ModelEntry> models;
  for (const JsonValue each : data->items()) {
    if (models.size() == models_max) break;
    ModelEntry entry = model_of(each);
    if (entry.id.empty() || entry.id.size() > name_bytes_max) continue;
    models.push_back(std::move(entry));
  }
  return models;
}

std::string models_body(const std::vector<ModelEntry>& models) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("object", "list").key("data").begin_array();
  for (const ModelEntry& model : models) write_model(json, model);
  json.end_array().end_object();
  return out;
}

std::string model_body(const ModelEntry& model) {
  std::string out;
  JsonWriter json(out);
  write_model(json, model);
  return out;
}

}  // namespace anban::wire
