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

/// Whose keys the door lets through at most; an endpoint may be narrower.
Names let_through(Door door) {
  switch (door) {
    case Door::open: return {"public"};
    case Door::app_or_person: return {"app", "personal"};
    case Door::guardian: return {"guardian"};
    case Door::staff: return staff;
    case Door::anyone_known: break;
  }
  Names all = staff;
  all.insert({"app", "personal", "guardian"});
  return all;
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

TEST(OpenApi, NamesWhoseKeyOpensAnOperationAsItsDoorDoes) {
  const Json all = description();
  for (const Api::Route& route : Api::routes()) {
    SCOPED_TRACE(std::string(route.method) + " " + route.pattern);
    const Json& operation = operation_of(all, route);
    ASSERT_TRUE(operation.contains("x-roles"));
    const auto roles = operation["x-roles"].get<Names>();
    EXPECT_FALSE(roles.empty());
    const Names most = let_through(route.door);
    for (const std::string& role : roles) EXPECT_TRUE(most.contains(role)) << role;
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
