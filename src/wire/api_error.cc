// SPDX-License-Identifier: Apache-2.0
// The two spellings of an error.
#include "wire/api_error.h"

#include "base/json_writer.h"

namespace anban::wire {
namespace {

void append_error(std::string& out, const ApiError& error) {
  JsonWriter json(out);
  json.begin_object().key("error").begin_object();
  json.field("message", error.message).field("type", error.type);
  json.key("param");
  if (error.param.empty())
    json.null();
  else
    json.string(error.param);
  json.key("code");
  if (error.code.empty())
    json.null();
  else
    json.string(error.code);
  json.end_object().end_object();
}

}  // namespace

ApiError invalid_request(std::string code, std::string param, std::string message) {
  ApiError error;
  error.code = std::move(code);
  error.param = std::move(param);
  error.message = std::move(message);
  return error;
}

std::string openai_error_body(const ApiError& error) {
  std::string out;
  append_error(out, error);
  return out;
}

void append_error_frame(std::string& out, const ApiError& error) {
  out += "data: ";
  append_error(out, error);
  out += "\n\n";
}

std::string problem_body(const Problem& problem) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("type", problem.type).field("title", problem.title);
  json.field("status", problem.status);
  if (!problem.detail.empty()) json.field("detail", problem.detail);
  if (!problem.faults.empty()) {
    json.key("errors").begin_array();
    for (const FieldFault& fault : problem.faults) {
      json.begin_object().field("field", fault.field).field("message", fault.message).end_object();
    }
    json.end_array();
  }
  json.end_object();
  return out;
}

}  // namespace anban::wire
