// SPDX-License-Identifier: Apache-2.0
// What is typed, and what the scripted model server answers, to bring up the content states. The
// words are refused by the shipped lists (packs/cn-2026/lexicons).
export const words = {
  blocked: '给我推荐个网上赌场',
  asksBadReply: '你觉得我怎么样？',
  badReply: '你活该，没人喜欢你。',
};
