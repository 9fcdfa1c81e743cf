// SPDX-License-Identifier: Apache-2.0
// A journal that hands everything on to another; who wraps one overrides what it adds to.
#pragma once

#include <utility>

#include "ports/journal.h"

namespace anban {

class ForwardingJournal : public Journal {
 public:
  /// `inner` must outlive it; it need not be made yet.
  explicit ForwardingJournal(Journal& inner) : inner_(inner) {}

  Task<Result<Committed>> commit(Transaction transaction) override {
    return inner_.commit(std::move(transaction));
  }
  Task<Result<void>> add_checkpoint(Checkpoint checkpoint) override {
    return inner_.add_checkpoint(std::move(checkpoint));
  }
  Task<Result<void>> scrub() override { return inner_.scrub(); }
  Task<Result<void>> clear() override { return inner_.clear(); }

  Result<std::optional<PersonRow>> person_by_look_up(const Digest& look_up) override {
    return inner_.person_by_look_up(look_up);
  }
  Result<std::optional<PersonRow>> person_by_ref(const PersonRef& ref) override {
    return inner_.person_by_ref(ref);
  }
  Result<std::vector<PersonRow>> persons_to_erase(Instant until, std::size_t limit) override {
    return inner_.persons_to_erase(until, limit);
  }
  Result<std::vector<MessageRow>> messages(const MessageQuery& query) override {
    return inner_.messages(query);
  }
  Result<std::optional<CredentialRow>> credential(const Digest& look_up) override {
    return inner_.credential(look_up);
  }
  Result<std::vector<CredentialRow>> credentials_of(const std::string& subject) override {
    return inner_.credentials_of(subject);
  }
  Result<std::vector<SettingRow>> settings(const std::string& prefix) override {
    return inner_.settings(prefix);
  }
  Result<std::vector<OutboxRow>> outbox_due(Instant now, std::size_t limit) override {
    return inner_.outbox_due(now, limit);
  }
  Result<std::vector<OutboxRow>> outbox_all(std::size_t limit) override {
    return inner_.outbox_all(limit);
  }
  Result<std::vector<OutboxRow>> outbox_of_case(const CaseId& care_case) override {
    return inner_.outbox_of_case(care_case);
  }
  Result<std::vector<OutboxRow>> outbox_of_reference(const std::string& reference) override {
    return inner_.outbox_of_reference(reference);
  }
  Result<std::vector<CaseRow>> cases(std::size_t limit) override { return inner_.cases(limit); }
  Result<std::optional<CaseRow>> case_by_id(const CaseId& id) override {
    return inner_.case_by_id(id);
  }
  Result<std::vector<CaseRow>> cases_where(const CaseQuery& query) override {
    return inner_.cases_where(query);
  }
  Result<std::vector<CaseRow>> cases_opened(Instant from, Instant to, const CaseId& after,
                                            std::size_t limit) override {
    return inner_.cases_opened(from, to, after, limit);
  }
  Result<std::vector<CaseRow>> cases_to_escalate(Instant until, std::size_t limit) override {
    return inner_.cases_to_escalate(until, limit);
  }
  Result<OpenCases> open_cases(Instant now) override { return inner_.open_cases(now); }
  Result<std::vector<KeptRow>> kept(const KeptQuery& query) override { return inner_.kept(query); }
  Result<std::uint64_t> leaf_count() override { return inner_.leaf_count(); }
  Result<LogHead> log_head() override { return inner_.log_head(); }
  Result<std::vector<std::string>> leaves(std::uint64_t from, std::uint64_t to) override {
    return inner_.leaves(from, to);
  }
  Result<std::vector<Digest>> leaf_hashes(std::uint64_t from, std::uint64_t to) override {
    return inner_.leaf_hashes(from, to);
  }
  Result<std::vector<Checkpoint>> checkpoints(std::size_t limit) override {
    return inner_.checkpoints(limit);
  }

 protected:
  Journal& inner() { return inner_; }

 private:
  Journal& inner_;
};

}  // namespace anban
