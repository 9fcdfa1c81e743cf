// SPDX-License-Identifier: Apache-2.0
// Packs as text. Lines are stable in order, so that two reports can be compared by eye and by
// tools.
#include "pack/diff.h"

#include <algorithm>

#include <fmt/format.h>

#include "pack/lexicon.h"
#include "pack/lexicon_stats.h"
#include "pack/param_fields.h"

namespace anban::pack {
namespace {

using Lines = std::map<std::string, std::string>;  // name -> how it stands

std::string one_line(std::string_view words) {
  std::string line(words);
  std::replace(line.begin(), line.end(), '\n', ' ');
  return line;
}

/// "- name: old", "+ name: new", "~ name: old -> new".
void compare(const Lines& before, const Lines& after, std::string& out) {
  for (const auto& [name, value] : before) {
    const auto now = after.find(name);
    if (now == after.end()) {
      out += fmt::format("- {}: {}\n", name, value);
    } else if (now->second != value) {
      out += fmt::format("~ {}: {} -> {}\n", name, value, now->second);
    }
  }
  for (const auto& [name, value] : after) {
    if (!before.contains(name)) out += fmt::format("+ {}: {}\n", name, value);
  }
}

Lines identity_of(const Pack& pack) {
  return {{"pack id", pack.id},
          {"pack title", pack.title},
          {"pack jurisdiction", pack.jurisdiction},
          {"pack in_force_from", anban::to_text(pack.in_force_from)},
          {"pack default_time_zone", pack.default_time_zone},
          {"pack replaces", pack.replaces}};
}

Lines parameters_of(const Pack& pack) {
  Lines lines;
  for (const ParamField& field : param_fields()) {
    const auto note = pack.param_notes.find(field.name);
    lines[fmt::format("parameter {}", field.name)] =
        fmt::format("{} ({} {}; {})", to_text(value_of(field, pack.params)),
                    name_of(field.direction), to_text(value_of(field, pack.limits)),
                    note == pack.param_notes.end() ? "no source" : note->second.citation);
  }
  return lines;
}

Lines texts_of(const Pack& pack) {
  Lines lines;
  for (const auto& [locale, words] : pack.texts.words) {
    for (const auto& [key, text] : words) {
      lines[fmt::format("text {} {}", locale, key)] = one_line(text);
    }
  }
  return lines;
}

Lines obligations_of(const Pack& pack) {
  Lines lines;
  for (const Obligation& each : pack.obligations) {
    lines[fmt::format("obligation O-{:03}", each.number)] =
        fmt::format("{}, {}, {}: {}", each.citation, each.duty, each.kind, each.title);
  }
  return lines;
}

Lines help_lines_of(const Pack& pack) {
  Lines lines;
  for (const HelpLine& each : pack.help_lines) {
    std::string situations;
    for (const std::string& situation : each.situations) situations += situation + " ";
    lines["help line " + each.number] =
        fmt::format("{}{}, checked {}", situations, each.region, anban::to_text(each.last_checked));
  }
  return lines;
}

/// Word lists rule by rule: which words were added is what a reviewer asks.
Lines rules_of(const Pack& pack) {
  Lines lines;
  for (const Lexicon& list : pack.lexicons) {
    const std::string text = to_text(list);
    lines["list " + list.id] = fmt::format("{}, {}, {} rules, updated {}", list.category, list.kind,
                                           list.rules.size(), anban::to_text(list.updated));
    std::size_t start = 0;
    for (std::size_t end = text.find('\n'); end != std::string::npos;
         end = text.find('\n', start)) {
      const std::string line = text.substr(start, end - start);
      if (!line.starts_with("# ")) lines[fmt::format("rule {} {}", list.id, line)] = "held";
      start = end + 1;
    }
  }
  return lines;
}

}  // namespace

std::string show(const Pack& pack, Instant now) {
  const LexiconStats stats = lexicon_stats(pack, {}, local_time(now, pack.default_time_zone).date);
  std::string out =
      fmt::format("{}  {}\nin {} from {} ({}), {}\n{}\n", pack.id, pack.title, pack.jurisdiction,
                  anban::to_text(pack.in_force_from), pack.default_time_zone,
                  pack.force_at(now) == Force::enforced ? "enforced" : "advisory", pack.hash_text);
  for (const std::string& source : pack.sources) out += fmt::format("source: {}\n", source);
  out += fmt::format("{} obligations, {} locales, {} help lines, {} word lists with {} words\n",
                     pack.obligations.size(), pack.texts.words.size(), pack.help_lines.size(),
                     pack.lexicons.size(), stats.total);
  out += "\n";
  for (const ParamField& field : param_fields()) {
    const auto note = pack.param_notes.find(field.name);
    out += fmt::format("{:<36} {:<12} {:<9} {}\n", field.name,
                       to_text(value_of(field, pack.params)), name_of(field.direction),
                       note == pack.param_notes.end() ? "" : note->second.citation);
  }
  return out;
}

std::string check(const Loaded& loaded) {
  if (!loaded) {
    return fmt::format("{}{} faults\n", to_text(loaded.error()), loaded.error().size());
  }
  const Pack& pack = **loaded;
  return fmt::format("{} is sound: {} obligations, {} parameters, {} locales, {} word lists, {}\n",
                     pack.id, pack.obligations.size(), param_fields().size(),
                     pack.texts.words.size(), pack.lexicons.size(), pack.hash_text);
}

std::string diff(const Pack& before, const Pack& after) {
  std::string out;
  for (const auto lines_of :
       {identity_of, parameters_of, texts_of, obligations_of, help_lines_of, rules_of}) {
    compare(lines_of(before), lines_of(after), out);
  }
  return out;
}

}  // namespace anban::pack
