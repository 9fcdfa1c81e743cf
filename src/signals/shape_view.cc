// SPDX-License-Identifier: Apache-2.0
// A run of Chinese characters is a way through what each of them may stand for; the likeliest way
// (Viterbi) is compared with the run as it stands. Characters beside one that they often stand
// beside are left as they are, so that ordinary text costs next to nothing.
#include "signals/shape_view.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "signals/character_pairs.h"
#include "signals/look_alikes.h"

namespace anban::signals {
namespace {

// Quarters of a bit, chosen on training lines of authors whose lines the tables do not count.
constexpr int replaced = 20;    // that a character was replaced, by the closest
constexpr int less_close = 1;   // more for each that is closer
constexpr int odd = 12;         // a pair costs so much more than its second character alone
constexpr int gain_least = 60;  // by which the reading must be likelier than the text
constexpr int gain_of_phrase =
    36;  // the same where it makes a phrase on suicide or one that a list forbids

bool is_chinese(char32_t point) { return point >= 0x4E00 && point <= 0x9FFF; }

bool is_unseen(char32_t before, char32_t character) {
  return cost_behind(before, character) >= cost_of_character(character) + odd;
}

/// Whether each character often stands before the next; the last stands before nothing. One loop
/// without branches: the look-ups of all pairs wait for memory together.
void note_fits(std::span<const Unit> run, std::vector<std::uint8_t>& fits_next) {
  fits_next.assign(run.size() + 1, 0);
  for (std::size_t i = 0; i + 1 < run.size(); ++i) {
    fits_next[i] = static_cast<std::uint8_t>(!is_unseen(run[i].point, run[i + 1].point));
  }
}

/// Whether a character fits neither side and one that it looks like fits: with one neighbour, and
/// with the other unless that is odd itself. Most text ends here.
bool has_replaced(std::span<const Unit> run, std::span<const std::uint8_t> fits_next) {
  if (run.size() < 2) return false;
  bool before_is_odd = true;  // nothing stands there
  for (std::size_t i = 0; i < run.size(); ++i) {
    const bool fits_before = i > 0 && fits_next[i - 1] != 0;
    const bool is_odd = !fits_before && fits_next[i] == 0;
    const bool behind_is_odd = fits_next[i] == 0 && fits_next[i + 1] == 0;
    if (is_odd) {
      for (const std::uint16_t meant : look_alikes_of(run[i].point)) {
        const bool with_before = i > 0 && !is_unseen(run[i - 1].point, meant);
        if (!with_before && !before_is_odd) continue;
        const bool with_behind = i + 1 < run.size() && !is_unseen(meant, run[i + 1].point);
        if (!with_behind && !behind_is_odd) continue;
        if (with_before || with_behind) return true;
      }
    }
    before_is_odd = is_odd;
  }
  return false;
}

/// The likeliest reading of a run, character by character.
class RunReader {
 public:
  explicit RunReader(std::span<const Unit> run) : run_(run) {}

  /// How much likelier the reading is.
  int read() {
    int plain = 0;
    begin(0, run_[0].point);
    for (std::size_t i = 0; i < run_.size(); ++i) {
      plain +=
          i == 0 ? cost_of_character(run_[0].point) : cost_behind(run_[i - 1].point, run_[i].point);
      if (i > 0) step(i);
    }
    const auto row = row_of(run_.size() - 1);
    best_ = static_cast<std::size_t>(
        std::min_element(row.begin(), row.end(),
                         [](const State& a, const State& b) { return a.cost < b.cost; }) -
        row.begin());
    return plain - row[best_].cost;
  }

  /// Calls each(index, meant) for what is read otherwise, the last first.
  template <class Each>
  void changed(Each&& each) const {
    std::size_t state = best_;
    for (std::size_t i = run_.size(); i-- > 0;) {
      const State& here = row_of(i)[state];
      if (here.meant != run_[i].point) each(i, here.meant);
      state = here.before;
    }
  }

 private:
  struct State {
    char32_t meant = 0;
    std::int32_t cost = 0;
    std::uint16_t before = 0;  // which state of the character before
  };
  std::span<const State> row_of(std::size_t i) const {
    const std::size_t end = i + 1 < starts_.size() ? starts_[i + 1] : states_.size();
    return std::span(states_).subspan(starts_[i], end - starts_[i]);
  }
  /// Whether a character stands beside one that it hardly ever stands beside.
  bool is_odd(std::size_t i) const {
    return (i > 0 && is_unseen(run_[i - 1].point, run_[i].point)) ||
           (i + 1 < run_.size() && is_unseen(run_[i].point, run_[i + 1].point));
  }
  /// The states of a character, with what it costs to write them so.
  void begin(std::size_t i, char32_t written) {
    starts_.push_back(states_.size());
    const auto alike = is_odd(i) ? look_alikes_of(written) : std::span<const std::uint16_t>();
    const auto first = [&](char32_t meant) { return i == 0 ? cost_of_character(meant) : 0; };
    states_.push_back({written, first(written), 0});
    for (std::size_t k = 0; k < alike.size(); ++k) {
      const int cost = replaced + less_close * static_cast<int>(k);
      states_.push_back({alike[k], cost + first(alike[k]), 0});
    }
  }
  void step(std::size_t i) {
    begin(i, run_[i].point);
    const auto before = row_of(i - 1);
    for (State& each : std::span(states_).subspan(starts_[i])) {
      std::int32_t best = 1 << 28;
      for (std::size_t k = 0; k < before.size(); ++k) {
        const std::int32_t cost = before[k].cost + cost_behind(before[k].meant, each.meant);
        if (cost >= best) continue;
        best = cost;
        each.before = static_cast<std::uint16_t>(k);
      }
      each.cost += best;
    }
  }

  std::span<const Unit> run_;
  std::vector<State> states_;
  std::vector<std::size_t> starts_;
  std::size_t best_ = 0;
};

/// The text as it is read so far.
struct Read {
  std::vector<Unit> units;  // empty where nothing is read otherwise
  std::vector<Span> places;
  int gain = 0;
  std::vector<std::uint8_t> fits_next;  // of the run that is looked at
};

void read_run(std::span<const Unit> units, std::size_t begin, std::size_t end, Read& read) {
  const auto run = units.subspan(begin, end - begin);
  note_fits(run, read.fits_next);
  if (!has_replaced(run, read.fits_next)) return;
  RunReader reader(run);
  const int gain = reader.read();
  if (gain <= 0) return;
  read.gain += gain;
  if (read.units.empty()) read.units.assign(units.begin(), units.end());
  const auto first = static_cast<std::ptrdiff_t>(read.places.size());
  reader.changed([&](std::size_t at, char32_t meant) {
    const auto place = static_cast<std::uint32_t>(begin + at);
    read.units[place].point = meant;
    read.places.push_back({place, place + 1});
  });
  std::reverse(read.places.begin() + first, read.places.end());
}

}  // namespace

std::optional<Restored> read_by_shape(const NormalText& text, const Restorer& restorer) {
  const std::span<const Unit> units = text.units;
  Read read;
  for (std::size_t begin = 0; begin < units.size();) {
    std::size_t end = begin;
    while (end < units.size() && is_chinese(units[end].point)) ++end;
    if (end - begin > 1) read_run(units, begin, end, read);
    begin = end + 1;
  }
  if (read.gain < gain_of_phrase) return std::nullopt;
  const auto matters = [&](Span place) {
    return restorer.has_phrase_over(read.units, place.start, Weight::urgent);
  };
  if (read.gain < gain_least && std::none_of(read.places.begin(), read.places.end(), matters)) {
    return std::nullopt;
  }
  Restored restored;
  restored.ends.reserve(read.units.size());
  for (const Unit& each : read.units) restored.ends.push_back(each.origin + 1);
  restored.text.units = std::move(read.units);
  restored.text.originals = text.originals;
  restored.places = std::move(read.places);
  return restored;
}

}  // namespace anban::signals
