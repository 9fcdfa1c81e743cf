// SPDX-License-Identifier: Apache-2.0
// What a person said and heard: to copy whole (O-151, with labels) and to erase in part or whole
// (O-152).
#include "api/api.h"
#include "evidence/leaf.h"
#include "pack/text_keys.h"
#include "turn/record.h"
#include "wire/anban_object.h"

namespace anban::api {
namespace {

constexpr std::size_t page_rows = 200;  // rows opened at a time, so that memory stays flat

enum class Format { json, markdown };
enum class Place { first, later };  // of a page in the copy
enum class Rest { more, none };     // whether pages follow

struct Export {
  std::string label_text;
  std::string staff_label;  // of words of the staff (O-92)
  std::string content_producer;
  Format format = Format::json;
};

struct Page {
  std::string text;
  Rest rest = Rest::none;
};

wire::AigcLabel label_of(const Export& what, const std::string& id) {
  wire::AigcLabel label;
  label.content_producer = what.content_producer;
  label.produce_id = id;
  return label;
}

std::string as_json(const MessageRow& row, const StoredTurn& stored, const Export& what) {
  nlohmann::json json = {{"turn", row.turn.text},           {"session", row.session.text},
                         {"character", row.character.text}, {"at", to_text(row.at)},
                         {"input", stored.input},           {"reply", stored.reply},
                         {"outcome", stored.outcome},       {"label", {{"text", what.label_text}}}};
  if (stored.analysis) json["analysis"] = to_json(*stored.analysis);
  if (!stored.staff.empty()) json["takeover"] = stored.staff;
  if (!stored.shown.empty()) json["shown"] = stored.shown;
  if (stored.outcome == "taken_over") {  // a person's words are labelled as theirs
    json["label"]["text"] = what.staff_label;
    return json.dump();
  }
  json["label"]["aigc"] = nlohmann::json::parse(wire::aigc_json(label_of(what, row.turn.text)));
  return json.dump();
}

/// The implicit label of a Markdown file: one front matter for the whole file (Annex E).
std::string markdown_head(const Export& what, const std::string& id, std::string_view title) {
  std::string out = "---\nAIGC:\n";
  const auto fields = nlohmann::ordered_json::parse(wire::aigc_json(label_of(what, id)));
  for (const auto& [name, value] : fields.items()) {
    out += "  " + name + ": \"" + value.get<std::string>() + "\"\n";
  }
  out += "---\n\n# ";
  out += title;
  out += "\n\n> " + what.label_text + "\n";
  return out;
}

std::string as_markdown(const MessageRow& row, const StoredTurn& stored, const Export& what) {
  std::string out = "\n## " + to_text(row.at) + " · " + row.turn.text + "\n\n";
  out += stored.input + "\n\n";
  if (stored.outcome == "taken_over") {
    if (!stored.reply.empty()) out += "**" + what.staff_label + "**\n\n" + stored.reply + "\n";
    return out;
  }
  if (!stored.reply.empty()) out += "**AI** (" + what.label_text + ")\n\n" + stored.reply + "\n";
  return out;
}

MessageQuery query_of(const Call& call, const PersonRef& person) {
  MessageQuery query;
  query.person = person;
  query.limit = page_rows;
  if (const auto turn = query_value(call.request, "turn")) query.turn = TurnId(*turn);
  if (const auto session = query_value(call.request, "session"))
    query.session = SessionId(*session);
  if (const auto character = query_value(call.request, "character")) {
    query.character = CharacterId(*character);
  }
  return query;
}

/// One page as text; moves the query's cursor. Errors: those of journal and vault.
Result<Page> next_page(TurnDeps& deps, const Person& person, MessageQuery& query,
                       const Export& what, Place place) {
  const auto rows = deps.journal.messages(query);
  if (!rows) return failed(rows);
  Page page;
  for (const MessageRow& row : *rows) {
    const Result<Bytes> text = deps.vault.open(person.key, "message", row.sealed);
    if (!text) return failed(text);
    const Result<StoredTurn> stored = stored_turn_from(*text);
    if (!stored) return failed(stored);
    if (what.format == Format::markdown) {
      page.text += as_markdown(row, *stored, what);
    } else {
      if (place == Place::later) page.text += ',';
      page.text += as_json(row, *stored, what);
    }
    place = Place::later;
    query.after = row.turn;
  }
  page.rest = rows->size() == query.limit ? Rest::more : Rest::none;
  return page;
}

}  // namespace

Task<void> Api::get_interactions(Call& call) {
  const auto found = person_of(call);
  const std::string format = query_value(call.request, "format").value_or("json");
  if (!found || !*found || (format != "json" && format != "md")) {
    auto answering =
        !found    ? answer_unavailable(call, found.error())
        : !*found ? answer_not_found(call)
                  : answer_problem(call, problem(422, "Unknown format", "format is json or md."));
    co_await std::move(answering);
    co_return;
  }
  const bool markdown = format == "md";
  const Person& person = **found;
  const auto policy = turn().policies.current();
  const std::string locale = person.profile.locale;
  const Export what{std::string(policy->pack->texts.say(locale, pack::keys::label_text)),
                    std::string(policy->pack->texts.say(locale, pack::keys::takeover_label)),
                    turn().settings.content_producer, markdown ? Format::markdown : Format::json};
  MessageQuery query = query_of(call, person.ref);
  const std::string id = new_id_text("exp_", turn().clock.now(), turn().entropy);
  std::string page =
      markdown ? markdown_head(what, id, policy->pack->texts.say(locale, pack::keys::export_title))
               : std::string("{\"object\":\"list\",\"data\":[");
  StreamHead head;
  head.content_type = markdown ? "text/markdown; charset=utf-8" : "application/json";
  head.headers = {{"Content-Disposition", std::string("attachment; filename=\"interactions.") +
                                              (markdown ? "md\"" : "json\"")}};
  Rest rest = Rest::more;
  bool begun = false;
  while (rest == Rest::more) {
    const Place place = begun ? Place::later : Place::first;
    const Result<Page> rows = next_page(turn(), person, query, what, place);
    if (!rows && !begun) {
      auto answering = answer_unavailable(call, rows.error());
      co_await std::move(answering);
      co_return;
    }
    if (!rows) {
      call.exchange.close();  // cut short visibly, never silently
      co_return;
    }
    page += rows->text;
    rest = rows->rest;
    if (rest == Rest::none && !markdown) page += "],\"has_more\":false}";
    if (!begun) {
      auto beginning = call.exchange.begin(head);
      co_await std::move(beginning);
      begun = true;
    }
    auto writing = call.exchange.write(page);
    const Result<void> written = co_await std::move(writing);
    if (!written) co_return;
    page.clear();
  }
  auto ending = call.exchange.end();
  co_await std::move(ending);
}

Task<void> Api::delete_interactions(Call& call) {
  const auto found = person_of(call);
  if (!found || !*found) {
    auto answering = found ? answer_not_found(call) : answer_unavailable(call, found.error());
    co_await std::move(answering);
    co_return;
  }
  const Person& person = **found;
  MessageQuery query = query_of(call, person.ref);
  std::uint64_t erased = 0;
  std::uint64_t leaf_index = 0;
  for (bool more = true; more;) {
    const auto rows = turn().journal.messages(query);
    Transaction record;
    if (rows) {
      for (const MessageRow& row : *rows) {
        record.erased_turns.push_back(row.turn);
        query.after = row.turn;
      }
      more = rows->size() == query.limit;
    }
    erased += record.erased_turns.size();
    if (!more) {
      evidence::ActLeaf leaf;
      leaf.kind = "interactions.erased";
      leaf.at = turn().clock.now();
      leaf.person = person.ref;
      leaf.actor = call.caller.kind == CallerKind::guardian ? "guardian" : "person";
      leaf.facts = {{"obligation", "O-152"}, {"turns", std::to_string(erased)}};
      record.leaves.push_back({evidence::leaf_body(leaf)});
    }
    auto committing = turn().journal.commit(std::move(record));
    const Result<Committed> committed = co_await std::move(committing);
    if (!rows || !committed) {
      auto answering = answer_unavailable(call, rows ? committed.error() : rows.error());
      co_await std::move(answering);
      co_return;
    }
    leaf_index = committed->first_leaf;
  }
  auto scrubbing = turn().journal.scrub();
  const Result<void> scrubbed = co_await std::move(scrubbing);
  const nlohmann::json receipt = {{"object", "erasure_receipt"},
                                  {"receipt", "rcp_" + std::to_string(leaf_index)},
                                  {"leaf", leaf_index},
                                  {"erased_turns", erased},
                                  {"files_scrubbed", scrubbed.has_value()},
                                  {"stores", {"interactions", "write-ahead log"}}};
  auto answering = answer_json(call, 200, receipt);
  co_await std::move(answering);
}

}  // namespace anban::api
