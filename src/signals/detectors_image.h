// SPDX-License-Identifier: Apache-2.0
// The parts of the detectors that are built from tables and word lists, in images. The build makes
// two and embeds them (tools/detectors_image): the rules of the program, and the words of the
// shipped pack. A pack with other word lists has its words built at start, or takes them from an
// image that the shell has kept since an earlier start. Serves the start of the server and the
// reload of word lists (O-33, O-36).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/digest.h"
#include "base/result.h"
#include "pack/pack.h"
#include "signals/latin_spelling.h"
#include "signals/restore.h"
#include "signals/rule_table.h"
#include "signals/rules.h"
#include "signals/words.h"

namespace anban::signals {

/// What rests on the rule tables of the program alone.
struct RulesPart {
  RuleTable table;  // without phrases and rules: those are in the parts made from it
  RuleSet rules;
};

/// What rests on the rule tables and the word lists of a pack.
struct WordsPart {
  WordImage words;
  Restorer restorer;
  LatinSpelling latin;
  std::shared_ptr<const void> keeps;  // the image, where it would go away otherwise
};

RulesPart rules_part(RuleTable table);
WordsPart words_part(const RuleTable& table, const pack::Pack& pack);

/// The embedded one; it ends the process where the build put in a damaged one.
RulesPart embedded_rules();
/// Which image of words belongs to `pack` in this program: a digest of its lists and of everything
/// that says how they are read.
Digest words_key(const pack::Pack& pack);

/// The embedded one; nothing where it is for other word lists.
std::optional<WordsPart> embedded_words(const Digest& key);

/// Bytes of an image (from a multiple of image_alignment on), and what keeps them there.
struct Image {
  std::string_view bytes;
  std::shared_ptr<const void> keeps;
};
/// The words of `pack`, whose key that is, as an image. Its head has key, length and digest.
std::string words_image(const pack::Pack& pack, const Digest& key);
/// Over any bytes. Errors: not_found (for other word lists or another program), corrupt (cut short,
/// damaged, or no image).
Result<WordsPart> words_over(const Image& image, const Digest& key, const RulesPart& rules);

/// What the build embeds; `sources` is a digest of everything that says how a pack is read.
struct MadeImages {
  std::string rules;
  std::string words;
};
MadeImages make_images(const pack::Pack& pack, const Digest& sources);

}  // namespace anban::signals
