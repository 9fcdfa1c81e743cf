// SPDX-License-Identifier: Apache-2.0
// The page for people shows all that the description says, and nothing in it is markup by accident.
#include "api/docs_page.h"

#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "api/api.h"

namespace anban::api {
namespace {

std::string shipped() {
  std::ifstream file(std::string(ANBAN_SOURCE_DIR) + "/docs/api/openapi.json");
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(DocsPage, ShowsEveryOperationAndEveryLinkLeadsSomewhere) {
  const std::string html = docs_page(shipped()).html;
  for (const Api::Route& route : Api::routes()) {
    const std::string heading = std::string("<code>") + route.method + " " + route.pattern;
    EXPECT_NE(html.find(heading + "</code></h3>"), std::string::npos) << heading;
  }
  for (std::size_t at = html.find("href=\"#"); at != std::string::npos;
       at = html.find("href=\"#", at + 1)) {
    const std::size_t from = at + std::string_view("href=\"#").size();
    const std::string anchor = html.substr(from, html.find('"', from) - from);
    EXPECT_NE(html.find("id=\"" + anchor + "\""), std::string::npos) << anchor;
  }
}

TEST(DocsPage, LoadsNothingAndRunsNothing) {
  const DocsPage page = docs_page(shipped());
  for (const char* never : {"<script", "src=", "style=", "@import", "url(", "onclick"}) {
    EXPECT_EQ(page.html.find(never), std::string::npos) << never;
  }
  EXPECT_TRUE(page.policy.starts_with("default-src 'none'; style-src 'sha256-"));
  EXPECT_EQ(page.policy.find("unsafe"), std::string::npos);
}

TEST(DocsPage, ShowsMarkupAsText) {
  const std::string html = docs_page(R"({"info":{"title":"<b>&\"x"},"tags":[],"paths":{}})").html;
  EXPECT_NE(html.find("&lt;b&gt;&amp;&quot;x API"), std::string::npos);
  EXPECT_EQ(html.find("<b>"), std::string::npos);
}

TEST(DocsPage, SaysWhereThereIsNoDescription) {
  EXPECT_NE(docs_page("").html.find("no description"), std::string::npos);
}

}  // namespace
}  // namespace anban::api
