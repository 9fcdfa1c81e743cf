// SPDX-License-Identifier: Apache-2.0
// Operations by tag, then parameters, bodies and schemas, each with a heading to link to.
#include "api/docs_page.h"

#include <nlohmann/json.hpp>

#include "base/digest.h"

namespace anban::api {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view style =
    "body{font:16px/1.6 system-ui,sans-serif;margin:0 auto;max-width:62rem;padding:1rem;"
    "color:#1a1a1a;background:#fff}code{font-family:ui-monospace,monospace;overflow-wrap:anywhere}"
    "section{border-top:1px solid #767676;margin-top:2rem}h3{margin-bottom:0}"
    "a{color:#0b57d0}table{border-collapse:collapse;width:100%}"
    "th,td{text-align:left;vertical-align:top;padding:.25rem .75rem .25rem 0;"
    "border-bottom:1px solid #ccc}@media(prefers-color-scheme:dark){"
    "body{color:#eee;background:#141414}a{color:#8ab4f8}}";

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: out.push_back(c);
    }
  }
  return out;
}

std::string text_of(const Json& node, const char* name) {
  const auto found = node.find(name);
  return found != node.end() && found->is_string() ? found->get<std::string>() : std::string();
}

const Json& member(const Json& node, const char* name) {
  static const Json nothing = Json::object();
  const auto found = node.find(name);
  return found == node.end() ? nothing : *found;
}

std::string in_code(std::string_view text) { return "<code>" + escaped(text) + "</code>"; }

std::string paragraph(const std::string& text) {
  return text.empty() ? std::string() : "<p>" + escaped(text) + "</p>";
}

/// "#/components/schemas/Person" as a link to that heading.
std::string link_to(const std::string& reference) {
  const std::string name = reference.substr(reference.rfind('/') + 1);
  std::string anchor = reference;
  anchor.erase(0, std::string_view("#/components/").size());
  for (char& c : anchor) c = c == '/' ? '-' : c;
  return "<a href=\"#" + escaped(anchor) + "\">" + escaped(name) + "</a>";
}

/// "string", "array of Person", "one of a, b", in HTML.
std::string type_of(const Json& schema) {
  if (const std::string reference = text_of(schema, "$ref"); !reference.empty()) {
    return link_to(reference);
  }
  if (schema.contains("const")) return in_code(schema["const"].dump());
  if (schema.contains("enum")) {
    std::string out = "one of";
    for (const Json& each : schema["enum"]) out += " " + in_code(each.dump());
    return out;
  }
  for (const char* several : {"oneOf", "anyOf", "allOf"}) {
    if (!schema.contains(several)) continue;
    std::string out;
    for (const Json& each : schema[several]) out += (out.empty() ? "" : " or ") + type_of(each);
    return out;
  }
  const Json& type = member(schema, "type");
  if (type == "array") return "array of " + type_of(member(schema, "items"));
  std::string out = type.is_string() ? type.get<std::string>() : "any";
  if (type.is_array()) {
    out.clear();
    for (const Json& each : type) out += (out.empty() ? "" : " or ") + each.get<std::string>();
  }
  const std::string format = text_of(schema, "format");
  return escaped(format.empty() ? out : out + " (" + format + ")");
}

std::string properties_of(const Json& schema) {
  const Json& properties = member(schema, "properties");
  if (properties.empty()) return paragraph(text_of(schema, "description")) + type_of(schema);
  const Json& required = member(schema, "required");
  std::string out = paragraph(text_of(schema, "description")) +
                    "<table><thead><tr><th>field</th><th>type</th><th>meaning</th></tr></thead>";
  for (const auto& [name, property] : properties.items()) {
    bool is_required = false;
    for (const Json& each : required) is_required = is_required || each == name;
    out += "<tr><td>" + in_code(name) + (is_required ? " *" : "") + "</td><td>" +
           type_of(property) + "</td><td>" + escaped(text_of(property, "description")) +
           "</td></tr>";
  }
  return out + "</table>";
}

std::string content_of(const Json& holder) {
  if (const std::string reference = text_of(holder, "$ref"); !reference.empty()) {
    return link_to(reference);
  }
  std::string out = escaped(text_of(holder, "description"));
  for (const auto& [type, media] : member(holder, "content").items()) {
    out += " " + in_code(type) + " " + type_of(member(media, "schema"));
  }
  return out;
}

std::string parameter_row(const Json& parameter) {
  if (const std::string reference = text_of(parameter, "$ref"); !reference.empty()) {
    return "<tr><td>" + link_to(reference) + "</td><td></td><td></td></tr>";
  }
  return "<tr><td>" + in_code(text_of(parameter, "name")) + " in " +
         escaped(text_of(parameter, "in")) + "</td><td>" + type_of(member(parameter, "schema")) +
         "</td><td>" + escaped(text_of(parameter, "description")) + "</td></tr>";
}

std::string roles_of(const Json& operation) {
  std::string out;
  for (const Json& each : member(operation, "x-roles")) {
    out += (out.empty() ? "" : ", ") + escaped(each.get<std::string>());
  }
  return "<p>Who: " + out + ". Whose object: " + escaped(text_of(operation, "x-owner")) + ".</p>";
}

std::string operation_of(const std::string& method, const std::string& path, const Json& item,
                         const Json& operation) {
  std::string upper = method;
  for (char& c : upper) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  std::string out = "<section id=\"" + escaped(text_of(operation, "operationId")) + "\"><h3>" +
                    in_code(upper + " " + path) + "</h3>" +
                    paragraph(text_of(operation, "summary")) +
                    paragraph(text_of(operation, "description")) + roles_of(operation);
  std::string rows;
  for (const Json& each : member(item, "parameters")) rows += parameter_row(each);
  for (const Json& each : member(operation, "parameters")) rows += parameter_row(each);
  if (!rows.empty()) {
    out +=
        "<h4>Parameters</h4><table><thead><tr><th>name</th><th>type</th><th>meaning</th></tr>"
        "</thead>" +
        rows + "</table>";
  }
  if (operation.contains("requestBody")) {
    out += "<h4>Body</h4><p>" + content_of(operation["requestBody"]) + "</p>";
  }
  out += "<h4>Answers</h4><table><thead><tr><th>status</th><th>what</th></tr></thead>";
  for (const auto& [status, response] : member(operation, "responses").items()) {
    out += "<tr><td>" + escaped(status) + "</td><td>" + content_of(response) + "</td></tr>";
  }
  return out + "</table></section>";
}

bool is_method(std::string_view name) {
  return name == "get" || name == "put" || name == "post" || name == "delete" || name == "patch";
}

struct Contents {
  std::string list;  // links
  std::string sections;
};

void add_tag(Contents& contents, const Json& all, const Json& tag) {
  const std::string name = text_of(tag, "name");
  contents.list +=
      "<h3>" + escaped(name) + "</h3><p>" + escaped(text_of(tag, "description")) + "</p><ul>";
  contents.sections += "<h2>" + escaped(name) + "</h2>";
  for (const auto& [path, item] : member(all, "paths").items()) {
    for (const auto& [method, operation] : item.items()) {
      if (!is_method(method) || member(operation, "tags").empty()) continue;
      if (operation["tags"][0] != name) continue;
      contents.list += "<li><a href=\"#" + escaped(text_of(operation, "operationId")) + "\">" +
                       in_code(path) + "</a> " + escaped(text_of(operation, "summary")) + "</li>";
      contents.sections += operation_of(method, path, item, operation);
    }
  }
  contents.list += "</ul>";
}

std::string components_of(const Json& all) {
  std::string out = "<h2>Shared parts</h2>";
  for (const auto& [group, members] : member(all, "components").items()) {
    if (group == "securitySchemes") continue;
    for (const auto& [name, part] : members.items()) {
      out += "<section id=\"" + escaped(group + "-" + name) + "\"><h3>" + escaped(name) + "</h3>";
      if (group == "schemas") out += properties_of(part);
      if (group == "parameters") out += "<table>" + parameter_row(part) + "</table>";
      if (group == "responses" || group == "requestBodies")
        out += "<p>" + content_of(part) + "</p>";
      out += "</section>";
    }
  }
  return out;
}

}  // namespace

DocsPage docs_page(std::string_view openapi_json) {
  const Json all = Json::parse(openapi_json, nullptr, false);
  DocsPage page;
  page.policy = "default-src 'none'; style-src 'sha256-" + to_base64(sha256(style).view()) +
                "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  page.html =
      "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta "
      "name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>Anban "
      "API</title><style>" +
      std::string(style) + "</style></head><body><main>";
  if (!all.is_object()) {
    page.html += "<h1>Anban API</h1><p>This build carries no description of its API.</p>";
  } else {
    Contents contents;
    for (const Json& tag : member(all, "tags")) add_tag(contents, all, tag);
    page.html += "<h1>" + escaped(text_of(member(all, "info"), "title")) + " API</h1>" +
                 paragraph(text_of(member(all, "info"), "description")) +
                 "<p>For programs: <a href=\"/openapi.json\">/openapi.json</a>. A field marked * "
                 "is required.</p><nav>" +
                 contents.list + "</nav>" + contents.sections + components_of(all);
  }
  page.html += "</main></body></html>";
  return page;
}

}  // namespace anban::api
