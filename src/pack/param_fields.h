// SPDX-License-Identifier: Apache-2.0
// The one table between dotted names ("time_in_use.reminder_every") and fields of Params, with the
// direction in which each may be tightened. Loader, overlay, merge and `anban policy` all read it.
#pragma once

#include <compare>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "pack/params.h"

namespace anban::pack {

/// at_most: lower is stricter. at_least: higher is stricter (true over false, later words of
/// `choices` over earlier ones). exactly: nobody may change it. free: the operator's own matter.
enum class Direction { at_most, at_least, exactly, free };
const char* name_of(Direction direction);

using ParamValue = std::variant<int, bool, Milliseconds, Seconds, std::string>;

struct ParamField {
  std::string_view name;
  Direction direction;
  std::variant<int& (*)(Params&), bool& (*)(Params&), Milliseconds& (*)(Params&),
               Seconds& (*)(Params&), std::string& (*)(Params&)>
      field;
  std::span<const std::string_view> choices = {};  // allowed words, from loose to strict
  int least = 0;                                   // of integers
};

/// Every parameter, in the order of params.h.
std::span<const ParamField> param_fields();
const ParamField* param_field(std::string_view name);

ParamValue value_of(const ParamField& field, const Params& params);
void set_value(const ParamField& field, Params& params, const ParamValue& value);

/// "2h", "22:00", "true", "14", "publishing".
std::string to_text(const ParamValue& value);
/// How strict `a` is beside `b`: greater means stricter; unordered for exactly and free.
std::partial_ordering strictness(const ParamField& field, const ParamValue& a, const ParamValue& b);

/// "2h", "90m", "1500ms": the largest unit that loses nothing.
std::string spell(Milliseconds duration);

}  // namespace anban::pack
