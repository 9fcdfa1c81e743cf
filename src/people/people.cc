// SPDX-License-Identifier: Apache-2.0
// The cache of persons: sharded, bounded, one object a person.
#include "people/people.h"

#include "people/stored_form.h"

namespace anban {

People::Shard& People::shard_of(const std::string& text) {
  return shards_[std::hash<std::string>{}(text) % shard_count];
}

void People::make_room(Shard& shard) {
  if (shard.by_name.size() < cached_most / shard_count) return;
  for (auto it = shard.by_name.begin(); it != shard.by_name.end();) {
    it = it->second.use_count() == 1 ? shard.by_name.erase(it) : std::next(it);
    if (shard.by_name.size() < cached_most / shard_count * 3 / 4) return;
  }
}

Result<std::shared_ptr<Person>> People::open(const PersonRow& row) {
  Result<DataKey> key = vault_.unwrap(row.wrapped_key, row.ref.text);
  if (!key) return failed(key);
  auto person = std::make_shared<Person>(row.ref, row.look_up, std::move(*key), row.wrapped_key);
  const Result<void> filled = fill(*person, row);
  if (!filled) return failed(filled);
  return person;
}

Result<void> People::fill(Person& person, const PersonRow& row) {
  const Result<Bytes> profile_text = vault_.open(person.key, "profile", row.sealed_profile);
  if (!profile_text) return failed(profile_text);
  Result<Profile> profile = profile_from_stored(*profile_text);
  if (!profile) return failed(profile);
  Result<Guardianship> guardianship = guardianship_from_stored(*profile_text);
  if (!guardianship) return failed(guardianship);
  const Result<Bytes> state_text = vault_.open(person.key, "state", row.sealed_state);
  if (!state_text) return failed(state_text);
  Result<LiveState> state = live_state_from_stored(*state_text);
  if (!state) return failed(state);
  person.profile = std::move(*profile);
  person.guardianship = std::move(*guardianship);
  person.state = std::move(*state);
  person.state.version = row.version;
  return {};
}

Result<void> People::renew(Person& person) {
  if (nodes_ == Nodes::one || person.erased) return {};
  const auto row = journal_.person_by_ref(person.ref);
  if (!row) return failed(row);
  if (!*row) {
    person.erased = true;
    return {};
  }
  if ((*row)->version <= person.state.version) return {};
  return fill(person, **row);
}

/// The person as they are now; null where another node erased them.
Result<std::shared_ptr<Person>> People::renewed(std::shared_ptr<Person> person) {
  if (nodes_ == Nodes::one || !person) return person;
  bool erased = false;
  {
    const std::lock_guard guard(person->mutex);
    const Result<void> done = renew(*person);
    if (!done) return failed(done);
    erased = person->erased;
  }
  if (!erased) return person;
  forget(*person);
  return std::shared_ptr<Person>();
}

Result<std::shared_ptr<Person>> People::find(const PersonId& id) {
  Result<std::shared_ptr<Person>> person = find_here(id);
  if (!person) return person;
  return renewed(std::move(*person));
}

Result<std::shared_ptr<Person>> People::find_here(const PersonId& id) {
  Shard& shard = shard_of(id.text);
  const std::lock_guard guard(shard.mutex);  // held over the read: a person is opened once
  if (const auto known = shard.by_name.find(id.text); known != shard.by_name.end()) {
    return known->second;
  }
  const auto row = journal_.person_by_look_up(look_up(id));
  if (!row) return failed(row);
  if (!*row) return std::shared_ptr<Person>();
  Result<std::shared_ptr<Person>> person = open(**row);
  if (!person) return person;
  make_room(shard);
  shard.by_name.emplace(id.text, *person);
  return person;
}

Result<std::shared_ptr<Person>> People::find_by_ref(const PersonRef& ref) {
  Shard& shard = shard_of(ref.text);
  std::shared_ptr<Person> here;
  {
    const std::lock_guard guard(shard.mutex);
    if (const auto known = shard.by_ref.find(ref.text); known != shard.by_ref.end()) {
      here = known->second.lock();
      if (!here) shard.by_ref.erase(known);
    }
  }
  if (here) return renewed(std::move(here));
  const auto row = journal_.person_by_ref(ref);
  if (!row) return failed(row);
  if (!*row) return std::shared_ptr<Person>();
  const Result<std::shared_ptr<Person>> opened = open(**row);
  if (!opened) return opened;
  Result<std::shared_ptr<Person>> person = find((*opened)->profile.id);
  if (person && *person) {
    const std::lock_guard guard(shard.mutex);
    shard.by_ref[ref.text] = *person;
  }
  return person;
}

std::shared_ptr<Person> People::make(const PersonId& id, Instant now) {
  PersonRef ref = new_id<PersonRef>("psn_", now, entropy_);
  DataKey key = vault_.new_key();
  Bytes wrapped = vault_.wrap(key, ref.text);
  auto person =
      std::make_shared<Person>(std::move(ref), look_up(id), std::move(key), std::move(wrapped));
  person->profile.id = id;
  person->profile.registered = now;
  return person;
}

std::shared_ptr<Person> People::keep(std::shared_ptr<Person> person) {
  Shard& shard = shard_of(person->profile.id.text);
  const std::lock_guard guard(shard.mutex);
  make_room(shard);
  return shard.by_name.emplace(person->profile.id.text, person).first->second;
}

void People::forget(const Person& person) {
  {
    Shard& shard = shard_of(person.profile.id.text);
    const std::lock_guard guard(shard.mutex);
    const auto known = shard.by_name.find(person.profile.id.text);
    if (known != shard.by_name.end() && known->second.get() == &person) shard.by_name.erase(known);
  }
  Shard& shard = shard_of(person.ref.text);
  const std::lock_guard guard(shard.mutex);
  shard.by_ref.erase(person.ref.text);
}

void People::clear() {
  for (Shard& shard : shards_) {
    const std::lock_guard guard(shard.mutex);
    shard.by_name.clear();
    shard.by_ref.clear();
  }
}

PersonRow People::row(Person& person, RowParts parts) {
  ++person.state.version;
  PersonRow row;
  row.ref = person.ref;
  row.look_up = person.look_up;
  row.version = person.state.version;
  row.wrapped_key = person.wrapped_key;
  row.sealed_state = vault_.seal(person.key, "state", to_stored(person.state));
  if (parts == RowParts::state_and_profile) {
    row.sealed_profile =
        vault_.seal(person.key, "profile", to_stored(person.profile, person.guardianship));
  }
  return row;
}

}  // namespace anban
