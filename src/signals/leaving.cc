// SPDX-License-Identifier: Apache-2.0
// A clause leaves if phrases of leaving, errands, refusals to talk on, fillers and courtesies cover
// every word of it and say together that the writer goes now. A strong clause leaves wherever it
// stands, unless the message also asks for something; the others leave at its end.
#include "signals/leaving.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace anban::signals {
namespace {

enum class Clause { other, stays, others_leave, courtesy, called, weak_exit, strong_exit };

constexpr std::uint32_t words_most = 120;     // a longer message says its farewell at the end
constexpr std::uint32_t errand_most = 14;     // words of a clause that names an errand freely
constexpr std::uint32_t name_most = 5;        // characters of a Chinese name or form of address
constexpr std::uint32_t latin_name_most = 2;  // words

// Farewells that are said to somebody: "再见小恐龙", "ok bye Echo".
constexpr std::array<std::u32string_view, 16> said_to_somebody = {
    U"再见",    U"再見", U"再会",    U"拜拜",       U"掰掰",       U"白白",
    U"晚安",    U"bye",  U"goodbye", U"good bye",   U"good night", U"goodnight",
    U"see you", U"cya",  U"see ya",  U"night night"};

// What stands in a sentence and in no name.
constexpr std::u32string_view never_in_a_name =
    U"的了吗呢吧是不就我你您他她它到面还也有在会能要去来这那什么怎时候之和跟与前后说着过让给把被都"
    U"很太一个更最故曲歌吻图诗语";
constexpr std::array<std::u32string_view, 27> no_names = {
    U"to",   U"for",  U"from", U"and",   U"in",   U"on",   U"at",    U"the",  U"is",
    U"was",  U"then", U"or",   U"if",    U"but",  U"said", U"say",   U"says", U"when",
    U"what", U"my",   U"your", U"means", U"song", U"moon", U"again", U"kiss", U"story"};
// "Say goodbye", "a last goodnight": spoken of, not said.
constexpr std::array<std::u32string_view, 18> speak_of = {
    U"say", U"says", U"said", U"saying", U"wave", U"waved", U"kiss", U"a",    U"the",
    U"my",  U"his",  U"her",  U"their",  U"our",  U"your",  U"no",   U"last", U"of"};

/// What a clause says of leaving, phrase by phrase.
struct Said {
  bool strong = false;
  bool weak = false;
  bool errand = false;
  bool go = false;
  bool blocked = false;
  bool called = false;
  bool refuses = false;  // to talk on
  bool denied = false;   // a negation of anything else
  bool other = false;    // somebody else is spoken of
  bool covered = false;
  std::uint32_t negated_until = 0;
  std::uint32_t off = 0;       // end of "I must go and ..."
  std::uint32_t farewell = 0;  // end of a farewell that is said to somebody
  std::uint32_t known = 0;     // everything before is covered
};

bool is_blank(const Scene& scene, std::uint32_t unit) {
  const char32_t point = scene.units()[unit].point;
  return point == word_boundary || kind_of(point) >= Kind::separator;
}

/// What stands in a range, words with one space between.
std::u32string text_of(const Scene& scene, Range range) {
  std::u32string text;
  for (std::uint32_t u = range.begin; u < range.end; ++u) {
    if (!is_blank(scene, u)) {
      text += scene.units()[u].point;
    } else if (!text.empty() && text.back() != U' ') {
      text += U' ';
    }
  }
  if (!text.empty() && text.back() == U' ') text.pop_back();
  return text;
}

template <std::size_t N>
bool is_one_of(const std::array<std::u32string_view, N>& list, std::u32string_view text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

bool is_said_to_somebody(const Scene& scene, const Hit& hit) {
  std::u32string text = text_of(scene, {hit.begin, hit.end});
  constexpr std::u32string_view particles = U"了啦喽咯哦呀啊";
  if (!text.empty() && particles.find(text.back()) != particles.npos) text.pop_back();
  return is_one_of(said_to_somebody, text);
}

/// The Latin words in a range, or nothing where it holds anything else.
std::vector<std::u32string> latin_words(const Scene& scene, Range range) {
  std::vector<std::u32string> words(1);
  for (std::uint32_t u = range.begin; u < range.end; ++u) {
    const char32_t point = scene.units()[u].point;
    if (is_blank(scene, u)) {
      if (!words.back().empty()) words.emplace_back();
    } else if (point >= U'a' && point <= U'z') {
      words.back() += point;
    } else {
      return {};
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

/// Whether a range holds nothing but what may be a name: a few words without grammar.
bool may_be_a_name(const Scene& scene, Range range) {
  const std::vector<std::u32string> latin = latin_words(scene, range);
  if (!latin.empty()) {
    return latin.size() <= latin_name_most &&
           std::none_of(latin.begin(), latin.end(),
                        [](auto& word) { return is_one_of(no_names, word); });
  }
  const std::u32string text = text_of(scene, range);
  return text.size() <= name_most && std::all_of(text.begin(), text.end(), [](char32_t point) {
           return kind_of(point) == Kind::ideograph &&
                  never_in_a_name.find(point) == std::u32string_view::npos;
         });
}

/// Takes one phrase down; false if it covers nothing.
bool note(const Scene& scene, const Hit& hit, Said& said) {
  const std::uint32_t negated = said.negated_until;
  switch (static_cast<Known>(hit.id)) {
    case Known::exit_strong:
      said.strong = true;
      if (is_said_to_somebody(scene, hit)) said.farewell = hit.end;
      return true;
    case Known::exit_weak: said.weak = true; return true;
    case Known::exit_not:
      said.denied = said.denied || negated != 0;
      said.negated_until = hit.end;
      return true;
    case Known::exit_talk:
      if (negated == 0 || scene.words_between(negated, hit.begin) > 3) return true;
      said.refuses = true;
      said.negated_until = 0;
      return true;
    case Known::exit_errand: said.errand = true; return true;
    case Known::exit_call: said.called = true; return true;
    case Known::exit_go: said.go = true; return true;
    case Known::exit_off: said.off = said.off == 0 ? hit.end : said.off; return true;
    case Known::exit_block: said.blocked = true; return false;
    case Known::exit_who: said.other = true; return true;
    case Known::exit_done:
    case Known::exit_fill:
    case Known::exit_courtesy: return true;
    default: return false;
  }
}

Said read_clause(const Scene& scene, Range clause) {
  Said said;
  const Range range = scene.trimmed(clause);
  std::vector<bool> covered(range.end - range.begin, false);
  const auto& hits = scene.hits();
  auto at = std::lower_bound(hits.begin(), hits.end(), clause.begin,
                             [](const Hit& hit, std::uint32_t begin) { return hit.begin < begin; });
  Range longest;  // what stands inside a longer phrase says nothing of its own
  for (; at != hits.end() && at->begin < range.end; ++at) {
    const bool inside = at->end <= longest.end && at->end - at->begin < longest.end - longest.begin;
    if ((inside && at->id != id_of(Known::exit_go)) || !note(scene, *at, said)) continue;
    if (at->end > longest.end) longest = {at->begin, at->end};
    for (std::uint32_t u = std::max(at->begin, range.begin); u < std::min(at->end, range.end);
         ++u) {
      covered[u - range.begin] = true;
    }
  }
  std::uint32_t u = range.begin;
  while (u < range.end && (is_blank(scene, u) || covered[u - range.begin])) ++u;
  said.known = u;
  said.covered = u == range.end;
  said.denied = said.denied || said.negated_until != 0;
  return said;
}

/// "我得去给羊添料了": an errand of one's own words, begun with a phrase of going.
bool names_an_errand(const Scene& scene, Range clause, const Said& said) {
  if (said.off == 0 || said.known < said.off || said.denied) return false;
  if (scene.words_between(clause.begin, clause.end) > errand_most) return false;
  const Range range = scene.trimmed(clause);
  return !scene.has(Known::exit_not, {said.off, range.end});
}

/// "再见小恐龙", "yeah bye Echo": a farewell and whom it is said to.
bool says_farewell_by_name(const Scene& scene, Range clause, const Said& said) {
  const bool is_plain = said.farewell != 0 && !said.denied && !said.other && !said.blocked;
  if (!is_plain || said.known < said.farewell) return false;
  return may_be_a_name(scene, {said.farewell, scene.trimmed(clause).end});
}

Clause judge_clause(const Scene& scene, Range clause) {
  const Range range = scene.trimmed(clause);
  if (range.begin == range.end) return Clause::courtesy;
  const Said said = read_clause(scene, clause);
  if (!said.covered && says_farewell_by_name(scene, clause, said)) return Clause::strong_exit;
  if (!said.covered) {
    return names_an_errand(scene, clause, said) ? Clause::weak_exit : Clause::other;
  }
  if (said.denied) return Clause::stays;
  if (said.other && said.called) return Clause::called;
  if (said.other) return said.strong || said.weak ? Clause::others_leave : Clause::other;
  if (said.strong) return Clause::strong_exit;
  if (said.refuses || said.weak) return Clause::weak_exit;
  if (said.errand && said.go && !said.blocked) return Clause::weak_exit;
  return said.called ? Clause::called : Clause::courtesy;
}

bool asks(const Scene& scene, Range clause) {
  for (std::uint32_t u = clause.begin; u < clause.end; ++u) {
    if (scene.units()[u].point == U'?') return true;
  }
  return scene.has(Known::question, clause);
}

/// Whether the message wants something besides leaving.
bool talks_on(const Scene& scene) {
  if (scene.measure() > words_most || scene.has(Known::exit_stay) || scene.has(Known::exit_wait)) {
    return true;
  }
  const auto is_mark = [](const Unit& unit) { return unit.point == U'?'; };
  return std::any_of(scene.units().begin(), scene.units().end(), is_mark);
}

Finding exit_at(const Scene& scene, Range clause, Clause judged) {
  const Range range = scene.trimmed(clause);
  const Range said = range.begin < range.end ? range : clause;
  const bool strong = judged == Clause::strong_exit;
  return {Category::exit,         strong ? 0.98F : 0.93F,          true,
          {said.begin, said.end}, strong ? "farewell" : "request", "rules/leaving@1"};
}

/// A farewell behind a blank without a comma: "水开了 我去下面 88", "school tmrw bye".
Range last_words(const Scene& scene, Range clause) {
  const Range range = scene.trimmed(clause);
  for (std::uint32_t u = range.end; u-- > range.begin + 1;) {
    const char32_t point = scene.units()[u].point;
    if (point != U' ' && point != word_boundary) continue;
    const Range last{u, range.end};
    if (kind_of(scene.units()[u - 1].point) == Kind::ideograph) return last;
    std::uint32_t before = u;
    while (before > range.begin && is_blank(scene, before - 1)) --before;
    std::uint32_t begin = before;
    while (begin > range.begin && !is_blank(scene, begin - 1)) --begin;
    const bool speaks_of_it = is_one_of(speak_of, text_of(scene, {begin, before}));
    return is_one_of(said_to_somebody, text_of(scene, last)) && !speaks_of_it ? last : Range{};
  }
  return {};
}

std::optional<Finding> at_the_end(const Scene& scene) {
  const std::vector<Range>& clauses = scene.clauses();
  std::optional<Range> call;
  for (std::size_t i = clauses.size(); i-- > 0;) {
    const Clause judged = judge_clause(scene, clauses[i]);
    if (judged == Clause::courtesy) continue;
    if (judged == Clause::called) {
      call = clauses[i];
      continue;
    }
    if (judged == Clause::weak_exit || judged == Clause::strong_exit) {
      if (asks(scene, clauses[i])) return std::nullopt;
      if (judged == Clause::weak_exit && scene.has(Known::exit_wait)) return std::nullopt;
      const bool of_others = i > 0 && !scene.has(Known::first, clauses[i]) &&
                             judge_clause(scene, clauses[i - 1]) == Clause::others_leave;
      if (of_others) return std::nullopt;
      return exit_at(scene, clauses[i], judged);
    }
    const Range last = last_words(scene, clauses[i]);
    if (judged == Clause::other && last.begin < last.end &&
        judge_clause(scene, last) == Clause::strong_exit) {
      return exit_at(scene, last, Clause::strong_exit);
    }
    return std::nullopt;
  }
  if (!call || talks_on(scene)) return std::nullopt;
  return exit_at(scene, *call, Clause::weak_exit);
}

}  // namespace

std::optional<Finding> leaving_of(const Scene& scene) {
  // From the end: courtesies after a leaving clause ("bye, thank you") change nothing.
  if (auto found = at_the_end(scene)) return found;
  // A farewell among reasons, and nothing asked: "再见，我要去自杀了".
  if (!scene.has(Known::exit_strong) || talks_on(scene)) return std::nullopt;
  const std::vector<Range>& clauses = scene.clauses();
  for (std::size_t i = 0; i < clauses.size(); ++i) {
    const Clause judged = judge_clause(scene, clauses[i]);
    if (judged == Clause::stays || judged == Clause::others_leave) return std::nullopt;
    if (judged != Clause::strong_exit) continue;
    // "再见了，我的奶茶": farewell to something else.
    if (i + 1 < clauses.size() && scene.has(Known::own, clauses[i + 1])) continue;
    return exit_at(scene, clauses[i], judged);
  }
  return std::nullopt;
}

}  // namespace anban::signals
