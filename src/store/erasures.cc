// SPDX-License-Identifier: Apache-2.0
// The file is read once and then only written at its end; an erasure is rare and waits for the
// disk.
#include "store/erasures.h"

#include <algorithm>
#include <cerrno>
#include <map>
#include <set>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include "evidence/leaf.h"
#include "store/sqlite/data_folder.h"

namespace anban::store {
namespace {

constexpr std::uint64_t leaves_at_once = 4'096;
constexpr std::uint64_t leaves_after_a_crash = 16'384;  // written while one erasure was under way

constexpr std::size_t list_bytes_most = std::size_t{256} << 20U;  // eight million erasures

std::string reason() { return std::generic_category().message(errno); }

bool is_reference(std::string_view line) {
  constexpr std::size_t reference_most = 64;
  return line.size() > 4 && line.size() <= reference_most &&
         (line.starts_with("psn_") || line.starts_with("trn_")) &&
         std::ranges::all_of(line, [](char c) { return c > ' ' && c <= '~'; });
}

/// The person of a leaf that says an erasure; empty for all others. Leaves are canonical: the kind
/// comes first, and no field of a person's making stands before the reference.
PersonRef erased_in(std::string_view leaf) {
  static constexpr std::string_view kind = R"({"v":1,"kind":"person.erased",)";
  static constexpr std::string_view name = R"("person":")";
  if (!leaf.starts_with(kind)) return {};
  const std::size_t from = leaf.find(name);
  if (from == leaf.npos) return {};
  const std::string_view rest = leaf.substr(from + name.size());
  return PersonRef(std::string(rest.substr(0, rest.find('"'))));
}

Result<Erased> erased_in_log(Journal& journal, std::uint64_t leaves_most) {
  Erased erased;
  const auto count = journal.leaf_count();
  if (!count) return failed(count);
  std::uint64_t from = *count > leaves_most ? *count - leaves_most : 0;
  for (; from < *count; from += leaves_at_once) {
    const auto leaves = journal.leaves(from, std::min(*count, from + leaves_at_once));
    if (!leaves) return failed(leaves);
    for (const std::string& leaf : *leaves) {
      PersonRef person = erased_in(leaf);
      if (!person.empty()) erased.persons.push_back(std::move(person));
    }
  }
  return erased;
}

evidence::ActLeaf bare_leaf(const char* kind, const PersonRef& person, Instant now) {
  evidence::ActLeaf leaf;
  leaf.kind = kind;
  leaf.at = now;
  leaf.person = person;
  leaf.actor = "system";
  leaf.facts = {{"obligation", "O-152"}, {"why", "a backup had brought it back"}};
  return leaf;
}

Result<std::vector<PersonRef>> persons_who_are_back(Journal& journal, const Erased& erased) {
  std::vector<PersonRef> back;
  for (const PersonRef& each : erased.persons) {
    const auto row = journal.person_by_ref(each);
    if (!row) return failed(row);
    if (*row) back.push_back(each);
  }
  return back;
}

Result<std::map<PersonRef, std::vector<TurnId>>> turns_that_are_back(Journal& journal,
                                                                     const Erased& erased) {
  std::map<PersonRef, std::vector<TurnId>> back;
  for (const TurnId& each : erased.turns) {
    MessageQuery query;
    query.turn = each;
    query.limit = 1;
    const auto rows = journal.messages(query);
    if (!rows) return failed(rows);
    if (!rows->empty()) back[rows->front().person].push_back(each);
  }
  return back;
}

}  // namespace

Result<std::unique_ptr<ErasureList>> ErasureList::open(const std::filesystem::path& file) {
  std::error_code ignored;
  const bool is_new = !std::filesystem::exists(file, ignored);
  if (is_new) {
    if (const auto made = make_private_file(file); !made) return failed(made);
    const auto synced = sync_folder(file.has_parent_path() ? file.parent_path() : ".");
    if (!synced) return failed(synced);
  }
  const int descriptor = ::open(file.c_str(), O_RDWR | O_APPEND | O_CLOEXEC);
  if (descriptor < 0) {
    return failed(ErrorCode::unavailable,
                  file.string() + ": the list of erasures cannot be opened (" + reason() + ")");
  }
  std::unique_ptr<ErasureList> list(
      new ErasureList(descriptor));  // tidy: the constructor is private
  list->was_made_ = is_new;
  const auto read = list->read(file.string());
  if (!read) return failed(read);
  return list;
}

ErasureList::~ErasureList() { ::close(descriptor_); }

Result<void> ErasureList::read(const std::string& name) {
  std::string text;
  std::string piece(64 * 1024, '\0');
  for (;;) {
    const ssize_t got = ::read(descriptor_, piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failed(ErrorCode::unavailable, name + ": cannot be read: " + reason());
    if (got == 0) break;
    text.append(piece, 0, static_cast<std::size_t>(got));
    if (text.size() > list_bytes_most) {
      return failed(ErrorCode::corrupt, name + ": too large for a list of erasures");
    }
  }
  std::size_t number = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    ++number;
    if (end == text.npos) {  // a write that a crash cut off; the log still knows it
      if (::ftruncate(descriptor_, static_cast<off_t>(at)) == 0) break;
      return failed(ErrorCode::unavailable, name + ": cannot be written: " + reason());
    }
    const std::string_view line = std::string_view(text).substr(at, end - at);
    at = end + 1;
    if (line.starts_with("psn_") && is_reference(line)) {
      before_.persons.emplace_back(std::string(line));
    } else if (is_reference(line)) {
      before_.turns.emplace_back(std::string(line));
    } else if (!line.empty() && !line.starts_with('#')) {
      return failed(ErrorCode::corrupt, name + ", line " + std::to_string(number) +
                                            ": not a list of erasures; erasures_file must name the "
                                            "file that anban wrote");
    }
  }
  return {};
}

Result<void> ErasureList::add(const Erased& erased) {
  const std::lock_guard guard(mutex_);
  for (const PersonRef& each : erased.persons) unwritten_ += each.text + "\n";
  for (const TurnId& each : erased.turns) unwritten_ += each.text + "\n";
  if (unwritten_.empty()) return {};
  while (!unwritten_.empty()) {
    const ssize_t put = ::write(descriptor_, unwritten_.data(), unwritten_.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return failed(ErrorCode::unavailable, "the list of erasures: " + reason());
    unwritten_.erase(0, static_cast<std::size_t>(put));
  }
  if (::fsync(descriptor_) != 0) {
    return failed(ErrorCode::unavailable, "the list of erasures is not durable: " + reason());
  }
  return {};
}

Task<Result<void>> erase_again(Journal& journal, ErasureList& list, Instant now,
                               const EventLog& log) {
  const auto persons = persons_who_are_back(journal, list.before());
  if (!persons) co_return failed(persons);
  Transaction record;
  for (const PersonRef& each : *persons) {
    record.leaves.push_back({evidence::leaf_body(bare_leaf("person.erased", each, now))});
    record.erased_persons.push_back(each);
  }
  const auto turns = turns_that_are_back(journal, list.before());
  if (!turns) co_return failed(turns);
  for (const auto& [person, theirs] : *turns) {
    evidence::ActLeaf leaf = bare_leaf("interactions.erased", person, now);
    leaf.facts.emplace_back("turns", std::to_string(theirs.size()));
    record.leaves.push_back({evidence::leaf_body(leaf)});
    record.erased_turns.insert(record.erased_turns.end(), theirs.begin(), theirs.end());
  }
  if (!record.leaves.empty()) {
    log.warn("erasures.done_again",
             {{"persons", persons->size()}, {"turns", record.erased_turns.size()}});
    auto committing = journal.commit(std::move(record));
    const Result<Committed> committed = co_await std::move(committing);
    if (!committed) co_return failed(committed);
    auto scrubbing = journal.scrub();
    const Result<void> scrubbed = co_await std::move(scrubbing);
    if (!scrubbed) co_return failed(scrubbed);
  }
  constexpr auto all = ~std::uint64_t{0};
  auto known = erased_in_log(journal, list.was_made() ? all : leaves_after_a_crash);
  if (!known) co_return failed(known);
  const std::set<PersonRef> listed(list.before().persons.begin(), list.before().persons.end());
  std::erase_if(known->persons, [&](const PersonRef& each) { return listed.contains(each); });
  co_return list.add(*known);
}

Task<Result<Committed>> ListingJournal::commit(Transaction transaction) {
  const bool erases = !transaction.erased_persons.empty() || !transaction.erased_turns.empty();
  return erases ? commit_and_list(std::move(transaction)) : inner().commit(std::move(transaction));
}

Task<Result<Committed>> ListingJournal::commit_and_list(Transaction transaction) {
  const Erased erased{transaction.erased_persons, transaction.erased_turns};
  auto committing = inner().commit(std::move(transaction));
  const Result<Committed> committed = co_await std::move(committing);
  if (committed) put_down(erased);
  co_return committed;
}

Task<Result<void>> ListingJournal::add_checkpoint(Checkpoint checkpoint) {
  put_down({});
  return inner().add_checkpoint(std::move(checkpoint));
}

void ListingJournal::put_down(const Erased& erased) {
  const Result<void> added = list_.add(erased);
  if (!added) log_.error("erasures.not_listed", {{"why", added.error().detail}});
}

}  // namespace anban::store
