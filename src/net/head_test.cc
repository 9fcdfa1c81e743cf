// SPDX-License-Identifier: Apache-2.0
// Heads of requests and answers: what is taken, and every form that two readers could take
// differently is refused.
#include "net/head.h"

#include <gtest/gtest.h>

namespace anban {
namespace {

struct Read {
  std::optional<Refusal> refusal;
  HttpRequest request;
  RequestFraming framing;
};

Read read(const std::string& head) {
  Read read;
  read.refusal = read_request_head(head, 100, read.request, read.framing);
  return read;
}

int status_of(const std::string& head) {
  const Read result = read(head);
  return result.refusal ? result.refusal->status : 200;
}

const std::string post = "POST /v1/x HTTP/1.1\r\nHost: a\r\n";

TEST(RequestHead, IsReadWhole) {
  const Read all = read(
      "POST /v1/x%20y?a=b&c HTTP/1.1\r\nHost: api.example:8080\r\nX-One:  two words \r\n"
      "Content-Length: 12\r\nEXPECT: 100-Continue\r\n\r\n");
  ASSERT_FALSE(all.refusal);
  EXPECT_EQ(all.request.method, "POST");
  EXPECT_EQ(all.request.path, "/v1/x%20y");
  EXPECT_EQ(all.request.query, "a=b&c");
  EXPECT_EQ(all.request.header("x-one"), "two words");
  EXPECT_EQ(all.framing.body, BodyKind::sized);
  EXPECT_EQ(all.framing.length, 12U);
  EXPECT_TRUE(all.framing.expects_continue);
  EXPECT_TRUE(all.framing.keeps_alive);
}

TEST(RequestHead, TakesTheAbsoluteFormOfItsOwnHostOnly) {
  EXPECT_EQ(read("GET http://a/x?y HTTP/1.1\r\nHost: A\r\n\r\n").request.path, "/x");
  EXPECT_EQ(read("GET http://a HTTP/1.1\r\nHost: a\r\n\r\n").request.path, "/");
  EXPECT_EQ(status_of("GET http://b/x HTTP/1.1\r\nHost: a\r\n\r\n"), 400);
  EXPECT_EQ(status_of("GET http://u@b/x HTTP/1.1\r\nHost: b\r\n\r\n"), 400);
}

TEST(RequestHead, RefusesMalformedRequestLines) {
  for (const char* line :
       {"GET /x", "GET  /x HTTP/1.1", "GET /x HTTP/1.1 ", " GET /x HTTP/1.1", "GET\t/x\tHTTP/1.1",
        "GET x HTTP/1.1", "G(T /x HTTP/1.1", "GET /x HTTP/1.10", "GET /x http/1.1",
        "GET /x#f HTTP/1.1", "GET /\x01 HTTP/1.1", "GET * HTTP/1.1", "GET /\xC3\xBF HTTP/1.1"}) {
    EXPECT_EQ(status_of(std::string(line) + "\r\nHost: a\r\n\r\n"), 400) << line;
  }
}

TEST(RequestHead, NamesWhatItDoesNotSpeak) {
  EXPECT_EQ(status_of("GET /x HTTP/2.0\r\nHost: a\r\n\r\n"), 505);
  EXPECT_EQ(status_of("CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n"), 501);
  EXPECT_EQ(status_of("TRACE /x HTTP/1.1\r\nHost: a\r\n\r\n"), 501);
  EXPECT_EQ(status_of(post + "Expect: tea\r\n\r\n"), 417);
  EXPECT_EQ(status_of(post + "Transfer-Encoding: gzip\r\n\r\n"), 501);
}

TEST(RequestHead, WantsExactlyOneHost) {
  EXPECT_EQ(status_of("GET /x HTTP/1.1\r\n\r\n"), 400);
  EXPECT_EQ(status_of("GET /x HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n"), 400);
  EXPECT_EQ(status_of("GET /x HTTP/1.1\r\nHost: a/b\r\n\r\n"), 400);
  EXPECT_EQ(status_of("GET /x HTTP/1.1\r\nHost: a b\r\n\r\n"), 400);
  EXPECT_EQ(status_of("GET /x HTTP/1.0\r\n\r\n"), 200);
}

TEST(RequestHead, RefusesLengthsThatCanBeReadInTwoWays) {
  for (const char* fields :
       {"Content-Length: +2", "Content-Length: 0x2", "Content-Length: ", "Content-Length: 2,2",
        "Content-Length: 2\r\nContent-Length: 2", "Content-Length: 9999999999999999999",
        "Content-Length: 2\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\n"
        "Transfer-Encoding: chunked",
        "Content-Length : 2", "Content-Length\t: 2"}) {
    EXPECT_EQ(status_of(post + fields + "\r\n\r\n"), 400) << fields;
  }
  EXPECT_EQ(status_of("POST /x HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n"), 400);
}

TEST(RequestHead, RefusesMalformedFields) {
  for (const std::string field : {"NoColon", ": empty", " Folded: x", "\tFolded: x", "A B: x",
                                  "A: \x1B", "A: x\ry", "\xC3\xBF: x", "A: x\x7F"}) {
    EXPECT_EQ(status_of(post + field + "\r\n\r\n"), 400) << field;
  }
  EXPECT_EQ(status_of(post + std::string("A: x\0y", 6) + "\r\n\r\n"), 400);
  EXPECT_EQ(status_of(post + "A: caf\xC3\xA9\r\n\r\n"), 200);
}

TEST(RequestHead, CountsHeaders) {
  std::string head = "GET /x HTTP/1.1\r\nHost: a\r\n";
  for (int i = 0; i < 99; ++i) head += "A: b\r\n";
  EXPECT_EQ(status_of(head + "\r\n"), 200);
  EXPECT_EQ(status_of(head + "A: b\r\n\r\n"), 431);
}

TEST(RequestHead, KnowsHowLongConnectionsLast) {
  EXPECT_TRUE(read(post + "\r\n").framing.keeps_alive);
  EXPECT_FALSE(read(post + "Connection: x, Close\r\n\r\n").framing.keeps_alive);
  EXPECT_FALSE(read("GET /x HTTP/1.0\r\n\r\n").framing.keeps_alive);
  EXPECT_TRUE(read("GET /x HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n").framing.keeps_alive);
}

TEST(HeadScan, EndsAtTheEmptyLineHoweverTheBytesCome) {
  const std::string head = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  std::size_t from = 0;
  for (std::size_t i = 0; i < head.size(); ++i) {
    EXPECT_EQ(scan_head(std::string_view(head).substr(0, i), from).state,
              HeadScan::State::incomplete);
  }
  const HeadScan whole = scan_head(head + "rest", from);
  EXPECT_EQ(whole.state, HeadScan::State::complete);
  EXPECT_EQ(whole.length, head.size());
}

TEST(HeadScan, SeesABareLineFeedAtOnce) {
  std::size_t from = 0;
  EXPECT_EQ(scan_head("GET / HTTP/1.1\n", from).state, HeadScan::State::bare_line_feed);
}

TEST(ResponseHead, KnowsItsBody) {
  const auto kind = [](const std::string& head, AnswerTo answer_to = AnswerTo::other) {
    const auto read = read_response_head(head + "\r\n", answer_to);
    EXPECT_TRUE(read.has_value()) << head;
    return read ? read->body : BodyKind::none;
  };
  EXPECT_EQ(kind("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n"), BodyKind::sized);
  EXPECT_EQ(kind("HTTP/1.1 200\r\nTransfer-Encoding: Chunked\r\n"), BodyKind::chunked);
  EXPECT_EQ(kind("HTTP/1.1 200 OK\r\n"), BodyKind::until_close);
  EXPECT_EQ(kind("HTTP/1.1 204 No Content\r\n"), BodyKind::none);
  EXPECT_EQ(kind("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n", AnswerTo::head), BodyKind::none);
}

TEST(ResponseHead, IsRefusedWhereItsLengthIsUnclear) {
  for (const char* head :
       {"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 3\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n",
        "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n", "HTTP/1.1 2000 OK\r\n",
        "HTTP/2 200 OK\r\n", "HTTP/1.1 abc\r\n", "HTTP/1.1 200 OK\r\n Folded: x\r\n"}) {
    EXPECT_FALSE(read_response_head(std::string(head) + "\r\n", AnswerTo::other)) << head;
  }
}

}  // namespace
}  // namespace anban
