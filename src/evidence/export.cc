// SPDX-License-Identifier: Apache-2.0
// Export in runs, so that a log of any length needs little memory.
#include "evidence/export.h"

#include <algorithm>
#include <optional>
#include <string>

#include "base/json_writer.h"
#include "evidence/checkpoint.h"
#include "evidence/merkle.h"

namespace anban::evidence {
namespace {

constexpr std::uint64_t run_length = 1024;

std::string head_line(BytesView public_key) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("format", "anban-evidence/1");
  json.field("public_key", to_base64(public_key)).end_object();
  return out;
}

std::string leaf_line(std::uint64_t index, const std::string& body) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("index", index);
  json.field("hash", to_base64(leaf_hash(body).view())).field("body", body).end_object();
  return out;
}

Result<void> write_leaves(Journal& journal, std::uint64_t from, std::uint64_t to,
                          const LineSink& sink) {
  for (std::uint64_t at = from; at < to;) {
    const auto bodies = journal.leaves(at, std::min(to, at + run_length));
    if (!bodies) return failed(bodies);
    if (bodies->empty()) {
      return failed(ErrorCode::corrupt, "leaf " + std::to_string(at) + " is missing");
    }
    for (const std::string& body : *bodies) {
      const auto written = sink(leaf_line(at++, body));
      if (!written) return written;
    }
  }
  return {};
}

}  // namespace

Result<std::uint64_t> export_log(Journal& journal, BytesView public_key, std::uint64_t from,
                                 const LineSink& sink) {
  const auto newest = journal.checkpoints(1);
  if (!newest) return failed(newest);
  const auto count = journal.leaf_count();
  if (!count) return failed(count);
  const std::uint64_t to = newest->empty() ? *count : newest->front().size;
  auto written = sink(head_line(public_key));
  if (written) written = write_leaves(journal, from, to, sink);
  if (written && !newest->empty()) {
    std::string line;
    JsonWriter json(line);
    json.begin_object().field("checkpoint", signed_note(newest->front(), public_key)).end_object();
    written = sink(line);
  }
  if (!written) return failed(written);
  return to > from ? to - from : 0;
}

}  // namespace anban::evidence
