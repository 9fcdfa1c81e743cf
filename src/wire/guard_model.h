// SPDX-License-Identifier: Apache-2.0
// What guard models are asked and how they answer, over POST /chat/completions of any
// OpenAI-compatible server. Three habits are known: Qwen3Guard-Gen ("Safety: Unsafe\nCategories:
// Violent", https://huggingface.co/Qwen/Qwen3Guard-Gen-4B), Llama Guard 3 and 4 ("unsafe\nS1,S11",
// their model cards) and a plain model that answers a policy with yes or no. The first two get the
// bare message: their servers apply the model's own template.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace anban::wire {

enum class GuardStyle { qwen3guard, llama_guard, policy };

/// "qwen3guard", "llama_guard", "policy".
std::optional<GuardStyle> guard_style_named(std::string_view name);

/// The request about one message of a person; `policy` is the question of GuardStyle::policy.
std::string guard_request(GuardStyle style, std::string_view model, std::string_view policy,
                          std::string_view message);

enum class GuardVerdict { safe, controversial, unsafe };
std::string_view name_of(GuardVerdict verdict);

struct GuardAnswer {
  GuardVerdict verdict = GuardVerdict::safe;
  std::vector<std::string> categories;  // the model's own names: "Violent", "S11"; policy: none
  friend bool operator==(const GuardAnswer&, const GuardAnswer&) = default;
};

/// What the model's words say; nothing where they are no answer of that style. An unsafe verdict
/// without a category counts.
std::optional<GuardAnswer> read_guard_answer(GuardStyle style, std::string_view words);

}  // namespace anban::wire
