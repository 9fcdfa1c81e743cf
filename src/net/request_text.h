// SPDX-License-Identifier: Apache-2.0
// The head of a request that we send. Pure.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "net/url.h"
#include "ports/http.h"

namespace anban {

/// Request line, Host, the headers, Content-Length (left out for GET and HEAD without a body) and
/// the empty line. Errors: invalid (a method, name or value that would break the framing; the
/// detail names the header, never its value).
Result<std::string> request_text(const std::string& method, const Url& url,
                                 const std::vector<HttpHeader>& headers, std::size_t body_bytes);

}  // namespace anban
