// SPDX-License-Identifier: Apache-2.0
// The page at /docs: openapi.json for people, as plain HTML without script or outside resources.
#pragma once

#include <string>
#include <string_view>

namespace anban::api {

struct DocsPage {
  std::string html;
  std::string policy;  // Content-Security-Policy: nothing but the page's own style, by its hash
};

/// A text that is no OpenAPI document gives a page that says so.
DocsPage docs_page(std::string_view openapi_json);

}  // namespace anban::api
