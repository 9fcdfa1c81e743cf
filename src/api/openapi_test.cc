// SPDX-License-Identifier: Apache-2.0
// The description at /openapi.json and the table of routes say the same: every route that answers
// is described with whose key opens it and whose object it touches, and nothing else is.
#include <fstream>
#include <set>

#include <gtest/gtest.h>

#include "api/api.h"

namespace anban::api {
namespace {

using Json = nlohmann::json;
using Names = std::set<std::string>;

const Names staff{"operator", "lead", "officer", "admin", "auditor", "inspector"};

Json description() {
  std::ifstream file(std::string(ANBAN_SOURCE_DIR) + "/docs/api/openapi.json");
  return Json::parse(file, nullptr, false);
}

std::string upper(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

bool is_method(const std::string& name) {
  return Names{"get", "put", "post", "delete", "patch", "head", "options"}.contains(name);
}

Names described_operations(const Json& all) {
  Names out;
  for (const auto& [path, item] : all["paths"].items()) {
    for (const auto& [method, operation] : item.items()) {
      if (is_method(method)) out.insert(upper(method) + " " + path);
    }
  }
  return out;
}

std::string lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

const Json& operation_of(const Json& all, const Api::Route& route) {
  return all["paths"].at(route.pattern).at(lower(route.method));
}

/// Whose keys the door lets through.
Names let_through(Door door) {
  if (door == Door::open) return {"public"};
  Names out;
  const auto try_as = [&](const std::string& name, CallerKind kind, const std::string& role) {
    Caller caller;
    caller.kind = kind;
    caller.role = role;
    if (may_pass(door, caller)) out.insert(name);
  };
  try_as("app", CallerKind::app, "");
  try_as("personal", CallerKind::personal, "");
  try_as("guardian", CallerKind::guardian, "");
  for (const std::string& role : staff) try_as(role, CallerKind::staff, role);
  return out;
}

TEST(OpenApi, DescribesEveryRouteThatAnswersAndNoOther) {
  const Json all = description();
  ASSERT_TRUE(all.is_object()) << "docs/api/openapi.json does not read: run node tools/openapi.mjs";
  Names routes;
  for (const Api::Route& route : Api::routes()) {
    routes.insert(std::string(route.method) + " " + route.pattern);
  }
  EXPECT_EQ(described_operations(all), routes);
}

TEST(OpenApi, NamesExactlyTheRolesWhoseKeysOpenAnOperation) {
  const Json all = description();
  for (const Api::Route& route : Api::routes()) {
    SCOPED_TRACE(std::string(route.method) + " " + route.pattern);
    const Json& operation = operation_of(all, route);
    ASSERT_TRUE(operation.contains("x-roles"));
    EXPECT_EQ(operation["x-roles"].get<Names>(), let_through(route.door));
    const bool is_public = route.door == Door::open;
    EXPECT_EQ(operation.contains("security") && operation["security"].empty(), is_public);
  }
}

TEST(OpenApi, NamesWhoseObjectEachOperationTouches) {
  const Json all = description();
  for (const Api::Route& route : Api::routes()) {
    SCOPED_TRACE(std::string(route.method) + " " + route.pattern);
    const Json& operation = operation_of(all, route);
    const std::string owner = operation.value("x-owner", "");
    EXPECT_TRUE((Names{"person", "app", "installation", "none"}.contains(owner))) << owner;
    const std::string pattern = route.pattern;
    if (pattern.starts_with("/anban/v1/users/") || pattern.starts_with("/anban/v1/me")) {
      EXPECT_EQ(owner, "person");
    }
  }
}

/// O-134: a route that shows staff the person in its path and names no part would go round the
/// gate.
TEST(StaffAccess, EveryRouteThatShowsStaffAPersonNamesThePart) {
  // They answer ids alone: ending a guardian's link, asking for a ticket, stopping a conversation.
  const Names shows_nobody{"POST /anban/v1/users/{id}/stop", "DELETE /anban/v1/users/{id}/stop",
                           "DELETE /anban/v1/users/{id}/guardians/{gid}",
                           "POST /anban/v1/users/{id}/access_tickets"};
  int gated = 0;
  for (const Api::Route& route : Api::routes()) {
    const std::string pattern = route.pattern;
    const bool of_person = pattern.starts_with("/anban/v1/users/{id}") ||
                           pattern.find("/children/{id}") != std::string::npos;
    const Names keys = let_through(route.door);
    const bool for_staff = keys.contains("operator") || keys.contains("auditor");
    if (!of_person || !for_staff) continue;
    SCOPED_TRACE(std::string(route.method) + " " + pattern);
    const bool exempt = shows_nobody.contains(std::string(route.method) + " " + pattern);
    EXPECT_EQ(route.shows == DataPart::nothing, exempt);
    gated += exempt ? 0 : 1;
  }
  EXPECT_GE(gated, 11);
}

TEST(OpenApi, SaysWhatEachOperationIsForAndAnswers) {
  const Json all = description();
  Names ids;
  for (const Api::Route& route : Api::routes()) {
    SCOPED_TRACE(std::string(route.method) + " " + route.pattern);
    const Json& operation = operation_of(all, route);
    EXPECT_NE(operation.value("summary", ""), "");
    EXPECT_TRUE(ids.insert(operation.value("operationId", "")).second) << "operationId twice";
    EXPECT_TRUE(operation.contains("responses"));
    const bool keyed = route.door != Door::open;
    EXPECT_EQ(operation["responses"].contains("401"), keyed);
  }
}

}  // namespace
}  // namespace anban::api
