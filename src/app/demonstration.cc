// SPDX-License-Identifier: Apache-2.0
// The first minutes of an installation.
#include "app/demonstration.h"

#include <filesystem>
#include <fstream>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>
#include <fmt/format.h>

namespace anban::app {
namespace {

/// A key of the demonstration adult and its file: in development only, readable by its owner only
/// (umask 0077).
struct DemoKey {
  const char* file;
  const char* scopes;
};
/// For any client: notices and label stand in the words.
constexpr DemoKey for_clients{"demo.key", ""};
/// For the chat page, which shows label and notices itself.
constexpr DemoKey for_page{"demo-page.key", "client:aware"};

std::filesystem::path file_of(const Installation& installation, const DemoKey& key) {
  return installation.configuration().data_folder / key.file;
}

std::string stored_key(const Installation& installation, const DemoKey& which) {
  std::ifstream stream(file_of(installation, which));
  std::string key;
  std::getline(stream, key);
  return key;
}

/// Runs a commit on the first loop and waits for it; called from the main thread only.
Result<void> commit_now(Installation& installation, Transaction record) {
  auto done = boost::asio::co_spawn(installation.loops().executor(0),
                                    installation.journal().commit(std::move(record)),
                                    boost::asio::use_future);
  const Result<Committed> committed = done.get();
  if (!committed) return failed(committed);
  return {};
}

std::shared_ptr<Person> make_demo_person(Installation& installation) {
  const Instant now = installation.clock().now();
  auto person = installation.people().make(PersonId("demo"), now);
  anban::Profile& profile = person->profile;
  profile.birth_date = LocalDate{1990, 1, 1};
  profile.agreement = Agreement{installation.settings().agreement_version, now};
  profile.emergency_contact = Contact{"emergency", "演示联系人 Demonstration contact", "friend",
                                      "email",     "contact@example.invalid",          false};
  return person;
}

Result<std::shared_ptr<Person>> demo_person(Installation& installation) {
  auto found = installation.people().find(PersonId("demo"));
  if (!found || *found) return found;
  auto person = make_demo_person(installation);
  Transaction record;
  {
    const std::lock_guard guard(person->mutex);
    record.persons.push_back(installation.people().row(*person, RowParts::state_and_profile));
  }
  const Result<void> stored = commit_now(installation, std::move(record));
  if (!stored) return failed(stored);
  return installation.people().keep(person);
}

/// A new one where the old is lost or revoked.
Result<std::string> demo_key(Installation& installation, const Person& person,
                             const DemoKey& which) {
  const std::string known = stored_key(installation, which);
  const auto caller = installation.credentials().caller("Bearer " + known);
  if (!known.empty() && caller && *caller) return known;
  const api::Minted minted =
      installation.credentials().mint("personal", person.ref.text, which.scopes, std::nullopt);
  Transaction record;
  record.credentials.push_back(minted.row);
  const Result<void> stored = commit_now(installation, std::move(record));
  if (!stored) return failed(stored);
  std::ofstream(file_of(installation, which)) << minted.secret << "\n";
  return minted.secret;
}

/// A link that shows app, administrator's and personal keys once; a new one each start, an hour
/// long.
Result<std::string> setup_link(Installation& installation, const std::string& subject,
                               const std::string& base) {
  const Instant expires = installation.clock().now() + std::chrono::hours(1);
  const api::Minted minted = installation.credentials().mint("setup", subject, "", expires);
  Transaction record;
  record.credentials.push_back(minted.row);
  const Result<void> stored = commit_now(installation, std::move(record));
  if (!stored) return failed(stored);
  return base + "/setup/" + minted.secret;
}

}  // namespace

Result<std::string> greet(Installation& installation, std::uint16_t port) {
  const Configuration& configuration = installation.configuration();
  const char* scheme = configuration.certificate_file.empty() ? "http" : "https";
  const bool is_v6 = configuration.address.find(':') != std::string::npos;
  const std::string host = is_v6 ? "[" + configuration.address + "]" : configuration.address;
  const std::string base = fmt::format("{}://{}:{}", scheme, host, port);
  const bool development = configuration.profile == Profile::development;
  std::string subject;
  std::string key;
  std::string page_key;
  if (development) {
    const auto person = demo_person(installation);
    if (!person) return failed(person);
    subject = (*person)->ref.text;
    const Result<std::string> made = demo_key(installation, **person, for_clients);
    if (!made) return failed(made);
    key = *made;
    const Result<std::string> of_page = demo_key(installation, **person, for_page);
    if (!of_page) return failed(of_page);
    page_key = *of_page;
  }
  const Result<std::string> link = setup_link(installation, subject, base);
  if (!link) return failed(link);
  std::string out = fmt::format("\n  Anban 安伴\n\n  chat page      {}/chat\n", base);
  if (development) {
    out += fmt::format(
        "  open with key  {0}/chat#key={1}\n  base_url       {0}/v1\n  personal key   {2}\n", base,
        page_key, key);
  }
  out += fmt::format("  set-up link    {}   (shows app and administrator keys, once)\n\n", *link);
  return out;
}

}  // namespace anban::app
