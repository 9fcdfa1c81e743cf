// SPDX-License-Identifier: Apache-2.0
// The topic whose longest cues stand in the newest message wins. Before topics come what the
// request itself asks for: the person's name, what they just said, gentle words.
#include "sim/demo_companion.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/digest.h"
#include "base/utf8.h"
#include "sim/canned_reply.h"
#include "sim/demo_words.h"

namespace anban::sim {
namespace {

enum class Language { chinese, english };

constexpr std::string_view intro_zh =
    "（我是演示伙伴，一个按写好的规则回答的 AI 程序，能聊的不多。）";
constexpr std::string_view intro_en =
    "(I am a demonstration companion: an AI program that answers by written rules and knows "
    "little.) ";
constexpr std::string_view care_zh = "我听到了，你现在不容易。慢慢来，不用急着说清楚。";
constexpr std::string_view care_en = "I hear you, and this is not easy. Take your time. ";
constexpr std::string_view care_end_zh =
    "身边有信得过的人，也请告诉他一声；想找人说话，可以拨打 12356。";
constexpr std::string_view care_end_en =
    " Please also tell somebody you trust; in China 12356 listens as well.";
constexpr std::string_view unknown_zh =
    "这个话题我不太会，我只是演示。你可以多说一点感受，我来听。|"
    "我没有写好的回答能配得上这句话。换个日常一点的话题试试？|嗯，我在听。后来呢？";
constexpr std::string_view unknown_en =
    "I have no good answer for that; I am only a demonstration. How do you feel about it?|"
    "My written lines do not cover this. Shall we try something more everyday?|I am listening. And "
    "then?";

bool is_chinese(char32_t point) { return point >= 0x3400 && point <= 0x9FFF; }

bool has_chinese(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (is_chinese(next_code_point(text, at))) return true;
  }
  return false;
}

std::string lowered(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  return lower;
}

bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '\'';
}

/// Whether `cue` stands in `text`; for Latin cues as a whole word.
bool stands_in(std::string_view text, std::string_view cue) {
  for (std::size_t at = text.find(cue); at != std::string_view::npos; at = text.find(cue, at + 1)) {
    if (!is_word_character(cue.front())) return true;
    const std::size_t end = at + cue.size();
    const bool starts = at == 0 || !is_word_character(text[at - 1]);
    if (starts && (end == text.size() || !is_word_character(text[end]))) return true;
  }
  return false;
}

template <class Each>
void split(std::string_view text, Each each) {
  for (;;) {
    const std::size_t bar = text.find('|');
    each(text.substr(0, bar));
    if (bar == std::string_view::npos) return;
    text.remove_prefix(bar + 1);
  }
}

std::size_t score(std::string_view text, std::string_view cues) {
  std::size_t longest = 0;
  split(cues, [&](std::string_view cue) {
    if (cue.size() > longest && stands_in(text, cue)) longest = cue.size();
  });
  return longest;
}

const std::array<std::span<const DemoTopic>, 3>& all_topics() {
  static const std::array<std::span<const DemoTopic>, 3> all = {
      demo_topics_self(), demo_topics_feelings(), demo_topics_days()};
  return all;
}

const DemoTopic* topic_of(std::string_view message) {
  const std::string text = lowered(message);
  const DemoTopic* best = nullptr;
  std::size_t best_score = 0;
  for (const auto& group : all_topics()) {
    for (const DemoTopic& each : group) {
      const std::size_t points = std::max(score(text, each.cues_zh), score(text, each.cues_en));
      if (points > best_score) {
        best = &each;
        best_score = points;
      }
    }
  }
  return best;
}

/// One of `replies`, the same for the same conversation.
std::string_view pick(std::string_view replies, std::uint64_t seed) {
  std::vector<std::string_view> all;
  split(replies, [&](std::string_view each) { all.push_back(each); });
  return all[seed % all.size()];
}

Language language_of(const ChatRequest& request) {
  for (auto each = request.messages.rbegin(); each != request.messages.rend(); ++each) {
    if (each->role != "user" || each->content.empty()) continue;
    return has_chinese(each->content) ? Language::chinese : Language::english;
  }
  return Language::chinese;
}

/// The name behind "我叫" or "my name is" in what the person said, the newest first.
std::string name_of_person(const ChatRequest& request) {
  constexpr std::array<std::string_view, 3> cues = {"我叫", "my name is ", "call me "};
  for (auto each = request.messages.rbegin(); each != request.messages.rend(); ++each) {
    if (each->role != "user") continue;
    const std::string text = lowered(each->content);
    for (const std::string_view cue : cues) {
      const std::size_t found = text.find(cue);
      if (found == std::string::npos) continue;
      const std::string_view rest = std::string_view(each->content).substr(found + cue.size());
      std::string name;
      for (std::size_t at = 0; at < rest.size() && count_code_points(name) < 8;) {
        const char32_t point = next_code_point(rest, at);
        const bool letter =
            is_chinese(point) ||
            (point < 0x80 &&
             is_word_character(lowered(std::string(1, static_cast<char>(point))).front()));
        if (!letter) break;
        append_utf8(name, point);
      }
      if (!name.empty() && !name.starts_with("什么")) return name;
    }
  }
  return {};
}

/// What the person said before the newest message, shortened.
std::string said_before(const ChatRequest& request) {
  bool newest = true;
  for (auto each = request.messages.rbegin(); each != request.messages.rend(); ++each) {
    if (each->role != "user") continue;
    if (!newest) return each->content.substr(0, byte_offset_of(each->content, 40));
    newest = false;
  }
  return {};
}

bool any_cue(std::string_view message, std::string_view cues) {
  return score(lowered(message), cues) > 0;
}

bool asks_for_care(const ChatRequest& request) {
  constexpr std::string_view cues = "温和|关怀|安抚|情绪低落|gentle|gently|distress|with care";
  return std::any_of(request.messages.begin(), request.messages.end(), [&](const auto& each) {
    return (each.role == "system" || each.role == "developer") && any_cue(each.content, cues);
  });
}

/// Answers that need the conversation and not only the newest message.
std::string from_memory(const ChatRequest& request, std::string_view message, Language language) {
  const bool chinese = language == Language::chinese;
  const std::string name = name_of_person(request);
  if (any_cue(message, "我叫什么|我的名字|what is my name|what's my name|who am i")) {
    if (name.empty()) {
      return chinese ? "你还没有在这次对话里告诉我。"
                     : "You have not told me in this conversation.";
    }
    return chinese ? "你说过你叫" + name + "。" : "You said your name is " + name + ".";
  }
  if (any_cue(message, "我刚才说|我刚刚说|我说了什么|what did i say|what did i just say")) {
    const std::string before = said_before(request);
    if (before.empty()) {
      return chinese ? "这是你在这次对话里的第一句。"
                     : "This is your first line in this conversation.";
    }
    return chinese ? "你刚才说：“" + before + "”" : "You said: “" + before + "”";
  }
  if (!name.empty() && any_cue(message, "我叫|my name is|call me")) {
    return chinese ? "很高兴认识你，" + name + "。今天想聊什么？"
                   : "Nice to meet you, " + name + ". What shall we talk about?";
  }
  return {};
}

std::string everyday_words(const ChatRequest& request, std::string_view message,
                           Language language) {
  const std::string remembered = from_memory(request, message, language);
  if (!remembered.empty()) return remembered;
  const bool chinese = language == Language::chinese;
  const std::uint64_t seed = cache_hash(message) + request.messages.size();
  const DemoTopic* topic = topic_of(message);
  if (topic == nullptr) return std::string(pick(chinese ? unknown_zh : unknown_en, seed));
  return std::string(pick(chinese ? topic->replies_zh : topic->replies_en, seed));
}

}  // namespace

std::string demo_words(const ChatRequest& request) {
  const Language language = language_of(request);
  const bool chinese = language == Language::chinese;
  const std::string_view message = request.last("user");
  std::string words;
  if (request.last("assistant").empty()) words = chinese ? intro_zh : intro_en;
  if (asks_for_care(request)) {
    words += chinese ? care_zh : care_en;
    const std::string_view topic = demo_topic_of(message);
    if (topic != "joke" && topic != "game with words")
      words += everyday_words(request, message, language);
    return words += chinese ? care_end_zh : care_end_en;
  }
  return words += everyday_words(request, message, language);
}

std::string_view demo_topic_of(std::string_view message) {
  const DemoTopic* topic = topic_of(message);
  return topic == nullptr ? std::string_view() : topic->name;
}

std::size_t demo_topic_count() {
  std::size_t count = 0;
  for (const auto& group : all_topics()) count += group.size();
  return count;
}

std::vector<std::string> demo_pieces(std::string_view words) {
  std::vector<std::string> pieces;
  std::string piece;
  std::size_t characters = 0;
  for (std::size_t at = 0; at < words.size();) {
    const char32_t point = next_code_point(words, at);
    append_utf8(piece, point);
    characters += point >= 0x80 ? 1 : 0;
    if (point == U' ' || characters == 2) {
      pieces.push_back(std::exchange(piece, {}));
      characters = 0;
    }
  }
  if (!piece.empty()) pieces.push_back(piece);
  return pieces;
}

Task<Result<std::unique_ptr<UpstreamReply>>> DemoCompanion::call(UpstreamCall call) {
  CannedAnswer answer;
  answer.pause = options_.pause;
  const Instant now = clock_.now();
  const Result<ChatRequest> chat = read_chat_request(call.body);
  const std::string id = "chatcmpl-demo-" + std::to_string(now.time_since_epoch().count());
  if (call.path == "/models") {
    answer.pieces.push_back(models_bytes(now));
  } else if (call.path != "/chat/completions" || !chat) {
    answer.status = call.path == "/chat/completions" ? 400 : 404;
    answer.pieces.push_back(error_bytes(answer.status));
  } else if (call.streams || chat->streams) {
    answer.content_type = "text/event-stream";
    answer.pieces = stream_frames(*chat, id, now, demo_pieces(demo_words(*chat)));
  } else {
    answer.pieces.push_back(completion_bytes(*chat, id, now, demo_words(*chat)));
  }
  std::unique_ptr<UpstreamReply> reply =
      std::make_unique<CannedReply>(clock_, timer_, std::move(answer), nullptr);
  co_return reply;
}

}  // namespace anban::sim
