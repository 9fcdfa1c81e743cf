// SPDX-License-Identifier: Apache-2.0
// The words inside JSON, for checks: whatever a person or a model could read, without the syntax
// and without escapes that would hide it.
#pragma once

#include <string>
#include <string_view>

#include "wire/json_document.h"

namespace anban::wire {

/// Appends every string and key of `value`, in order, with \n between them.
void append_words(std::string& out, const JsonValue& value);

/// A tool call's arguments as one text to screen: the words of the JSON; where it is none (a piece,
/// or a model's mistake) the text with its escapes undone as far as they can be read.
std::string words_of_arguments(std::string_view arguments);

}  // namespace anban::wire
