// SPDX-License-Identifier: Apache-2.0
// One pass over the lines of a set.
#include "learning/corpus.h"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace anban::learning {
namespace {

std::string_view cut_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

template <class Each>
void split(std::string_view text, char mark, Each&& each) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(mark), text.size());
    if (end > 0) each(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

/// "# role: user" gives "user".
std::string_view value_of(std::string_view line, std::string_view key) {
  line.remove_prefix(std::min(line.find_first_not_of("# "), line.size()));
  if (!line.starts_with(key)) return {};
  line.remove_prefix(key.size());
  line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
  return line;
}

void read_comment(std::string_view line, Task& task) {
  if (const auto name = value_of(line, "task:"); !name.empty()) task.name = name;
  if (const auto role = value_of(line, "role:"); !role.empty()) {
    task.role = role == "assistant" ? signals::Role::assistant
                : role == "user"    ? signals::Role::user
                                    : signals::Role::character_card;
  }
  split(value_of(line, "labels:"), ' ', [&](std::string_view name) {
    if (const auto category = signals::category_named(name)) task.labels.push_back(*category);
  });
}

std::string with_newlines(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size() && text[i + 1] == 'n') {
      out += '\n';
      ++i;
    } else {
      out += text[i];
    }
  }
  return out;
}

/// "a+!b": a, and certainly not b.
bool read_labels(std::string_view names, Labels& yes, Labels& no) {
  bool good = true;
  split(names, '+', [&](std::string_view name) {
    const bool denied = name.starts_with('!');
    const auto category = signals::category_named(name.substr(denied ? 1 : 0));
    if (category) (denied ? no : yes) |= bit(*category);
    good = good && (category.has_value() || name == "none");
  });
  return good && !names.empty();
}

}  // namespace

Result<Task> parse_task(std::string_view text, const std::string& name) {
  Task task;
  task.name = name;
  task.file = name;
  std::size_t number = 0;
  while (!text.empty()) {
    const std::string_view line = cut_line(text);
    ++number;
    if (line.empty()) continue;
    if (line.starts_with('#')) {
      read_comment(line, task);
      continue;
    }
    const std::size_t tab = line.find('\t');
    Example example;
    Labels no = 0;
    if (tab == std::string_view::npos || !read_labels(line.substr(0, tab), example.yes, no)) {
      return failed(ErrorCode::invalid, name + ":" + std::to_string(number) +
                                            ": needs a known label, a tab and a text");
    }
    example.text = with_newlines(line.substr(tab + 1));
    example.role = task.role;
    example.group = hash_of(example.text);
    example.known = no;
    task.examples.push_back(std::move(example));
  }
  Labels judged = 0;
  Labels related = 0;
  for (const signals::Category label : task.labels) {
    judged |= bit(label);
    related |= related_to(label);
  }
  if (task.labels.empty()) judged = every_label & ~only_where_judged;  // ordinary talk
  for (Example& each : task.examples) {
    each.source = "corpora/" + task.file;
    // Who says what a text is not says nothing of the rest; a positive of another task hardly.
    const bool open = each.known != 0 || each.yes != 0;
    each.known = (each.known != 0 ? each.known : judged) | each.yes;
    each.assumed_not = open ? hardly_beside(each.yes) & ~each.known
                            : every_label & ~related & ~each.known & ~only_where_judged;
  }
  return task;
}

Result<std::vector<Task>> read_tasks(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() == ".tsv") files.push_back(entry.path());
  }
  if (error) return failed(ErrorCode::not_found, folder.string() + ": " + error.message());
  std::sort(files.begin(), files.end());
  std::vector<Task> tasks;
  for (const auto& file : files) {
    Result<Task> task = parse_task(read_whole(file), file.stem().string());
    if (!task) return failed(task);
    tasks.push_back(std::move(*task));
  }
  return tasks;
}

std::string read_whole(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace anban::learning
