// SPDX-License-Identifier: Apache-2.0
// The parts of a pack, one reader each, for load.cc and overlay.cc only. Every reader goes to the
// end of its file and adds what it understood, so that one load finds all faults.
#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "pack/faults.h"
#include "pack/pack.h"
#include "pack/param_fields.h"
#include "pack/text_keys.h"
#include "pack/toml_reader.h"

namespace anban::pack {

/// The folders of src/duties that an obligation may name.
std::span<const std::string_view> duty_names();

void read_identity(const TomlTable& root, const std::string& file, Pack& pack, Faults& faults);
void read_obligations(const TomlTable& root, const std::string& file, Pack& pack, Faults& faults);
void read_taxonomy(const TomlTable& root, const std::string& file, Pack& pack, Faults& faults);
/// Lines of `pack` with the same number are replaced, others are added.
void read_help_lines(const TomlTable& root, const std::string& file, Pack& pack, Faults& faults);
/// A list from its text; its kind must be in the taxonomy and its id new.
void read_lexicon(std::string_view text, const std::string& file, Pack& pack, Faults& faults);

/// Every parameter with value, limit and citation.
void read_parameters(const TomlTable& root, const std::string& file, Pack& pack, Faults& faults);
/// The value of one parameter, or a fault.
std::optional<ParamValue> read_param_value(const ParamField& field, const TomlValue& value,
                                           const std::string& file, Faults& faults);

/// One text where it stands.
struct FoundText {
  std::string words;
  Place at;
};
using FoundTexts = std::map<std::string, FoundText, std::less<>>;

/// The texts of a file by dotted key; what is not a text is a fault.
FoundTexts flatten_texts(const TomlTable& root, const std::string& file, Faults& faults);
/// Unknown key, placeholders, and what the law wants in certain texts.
void check_text(const std::string& key, const FoundText& text, const std::string& file,
                Faults& faults);
/// Every key of text_keys.h for one locale.
void read_texts(const TomlTable& root, const std::string& file, const std::string& locale,
                Pack& pack, Faults& faults);
/// Telephone numbers (three digits or more) in `words`.
std::set<std::string> numbers_in(std::string_view words);
/// Every number that a crisis text names must be a help line.
void check_numbers(const std::string& key, const FoundText& text, const std::string& file,
                   const Pack& pack, Faults& faults);

/// "zh-CN" for "texts/zh-CN.toml", else nothing.
std::optional<std::string> locale_of(std::string_view file_name);
/// Whether the name is "lexicons/….txt".
bool is_lexicon(std::string_view file_name);

}  // namespace anban::pack
