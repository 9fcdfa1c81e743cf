// SPDX-License-Identifier: Apache-2.0
// Answers are rows of the settings, named "idempotency/<day>/<hash>", so that a look-up is two
// reads by name and old days are dropped together.
#include "api/repeats.h"

#include <algorithm>

namespace anban::api {
namespace {

constexpr const char* prefix = "idempotency/";
constexpr const char* purpose = "idempotency";

/// "2026-08-01".
std::string day_of(Instant at) { return to_text(at).substr(0, 10); }

std::string row_name(Instant at, const std::string& name) {
  return prefix + day_of(at) + "/" + name;
}

std::string to_sealable(const HttpAnswer& answer) {
  return nlohmann::json{
      {"status", answer.status}, {"type", answer.content_type}, {"body", answer.body}}
      .dump();
}

}  // namespace

bool Repeats::is_acceptable(std::string_view text) {
  const auto is_printable = [](char c) { return c >= 0x21 && c <= 0x7e; };
  return !text.empty() && text.size() <= 255 && std::all_of(text.begin(), text.end(), is_printable);
}

KeyedCall Repeats::keyed(const HttpRequest& request, std::string_view caller,
                         std::string_view idempotency_key) const {
  std::string whose(caller);
  whose += "\n" + request.method + " " + request.path + "\n";
  whose += idempotency_key;
  KeyedCall keyed;
  keyed.name = to_hex(deps_.vault.look_up(purpose, whose).view());
  keyed.print =
      to_hex(deps_.vault.look_up("idempotency-body", request.query + "\n" + request.body).view());
  return keyed;
}

std::optional<Bytes> Repeats::open(const nlohmann::json& stored) {
  const Result<Bytes> sealed = from_base64(stored.value("sealed", ""));
  if (!sealed) return std::nullopt;
  const std::string subject = stored.value("person", "");
  if (subject.empty()) {
    auto text = deps_.vault.open(deps_.outbox_key, purpose, *sealed);
    return text ? std::optional<Bytes>(std::move(*text)) : std::nullopt;
  }
  const auto person = deps_.people.find_by_ref(PersonRef(subject));
  if (!person || !*person) return std::nullopt;
  auto text = deps_.vault.open((*person)->key, purpose, *sealed);
  return text ? std::optional<Bytes>(std::move(*text)) : std::nullopt;
}

std::optional<KeptAnswer> Repeats::find(const KeyedCall& keyed) {
  const Instant now = deps_.clock.now();
  for (const Instant day : {now, now - kept_for}) {
    const auto rows = deps_.journal.settings(row_name(day, keyed.name));
    if (!rows || rows->empty()) continue;
    const auto stored = nlohmann::json::parse(rows->front().value, nullptr, false);
    if (!stored.is_object()) continue;
    const Result<Instant> at = parse_instant(stored.value("at", ""));
    if (!at || now - *at >= kept_for) continue;
    const std::optional<Bytes> text = open(stored);
    if (!text) continue;
    const auto answer = nlohmann::json::parse(*text, nullptr, false);
    if (!answer.is_object()) continue;
    KeptAnswer kept;
    kept.print = stored.value("print", "");
    kept.answer.status = answer.value("status", 200);
    kept.answer.content_type = answer.value("type", "application/json");
    kept.answer.body = answer.value("body", "");
    kept.answer.headers = {{"Idempotency-Replayed", "true"}};
    return kept;
  }
  return std::nullopt;
}

void Repeats::forget_old(Transaction& record, Instant now) {
  const std::string today = day_of(now);
  {
    const std::lock_guard guard(mutex_);
    if (tidied_day_ == today) return;
    tidied_day_ = today;
  }
  const auto rows = deps_.journal.settings(prefix);
  if (!rows) return;
  const std::string oldest = prefix + day_of(now - kept_for);
  for (const SettingRow& row : *rows) {
    if (row.name < oldest) record.settings.push_back({row.name, ""});
  }
}

Task<void> Repeats::keep(const KeyedCall& keyed, const HttpAnswer& answer, const Person* subject) {
  const Instant now = deps_.clock.now();
  const DataKey& key = subject == nullptr ? deps_.outbox_key : subject->key;
  const Bytes sealed = deps_.vault.seal(key, purpose, to_sealable(answer));
  const nlohmann::json value = {{"at", to_text(now)},
                                {"print", keyed.print},
                                {"person", subject == nullptr ? "" : subject->ref.text},
                                {"sealed", to_base64(sealed)}};
  Transaction record;
  forget_old(record, now);
  record.settings.push_back({row_name(now, keyed.name), value.dump()});
  auto committing = deps_.journal.commit(std::move(record));
  const Result<Committed> committed = co_await std::move(committing);
  if (!committed) deps_.log.warn("repeat.not_kept", {{"why", committed.error().detail}});
}

std::shared_ptr<Doorbell> Repeats::begin(const std::string& name) {
  const std::lock_guard guard(mutex_);
  const auto [entry, is_first] = under_way_.try_emplace(name);
  if (is_first) return nullptr;
  entry->second.push_back(std::make_shared<Doorbell>());
  return entry->second.back();
}

void Repeats::finish(const std::string& name) {
  std::vector<std::shared_ptr<Doorbell>> bells;
  {
    const std::lock_guard guard(mutex_);
    const auto entry = under_way_.find(name);
    if (entry == under_way_.end()) return;
    bells = std::move(entry->second);
    under_way_.erase(entry);
  }
  for (const auto& bell : bells) bell->ring();
}

Task<Result<void>> HeldAnswer::answer(HttpAnswer answer) {
  held = std::move(answer);
  co_return Result<void>();
}

}  // namespace anban::api
