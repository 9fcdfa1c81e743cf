// SPDX-License-Identifier: Apache-2.0
// Which links of a document are held against the repository.
#include "links.h"

#include <gtest/gtest.h>

namespace anban::tidy {
namespace {

TEST(Links, IntoTheRepositoryAreFoundWithTheirLine) {
  EXPECT_EQ(
      local_links("a.md", "x\n[b](b.md) and ![c](d/c.png)\n[e](f.md#part)\n"),
      (std::vector<Finding>{{"a.md", 2, "b.md"}, {"a.md", 2, "d/c.png"}, {"a.md", 3, "f.md"}}));
}

TEST(Links, ToAddressesPlacesAndInCodeAreNot) {
  EXPECT_TRUE(
      local_links("a.md", "[b](https://example.org/b.md) [c](#part) [d](mailto:x@y)").empty());
  EXPECT_TRUE(local_links("a.md", "```\nv[0](b)\n```\n").empty());
  EXPECT_TRUE(local_links("a.md", "[open](never").empty());
}

}  // namespace
}  // namespace anban::tidy
