// SPDX-License-Identifier: Apache-2.0
// What is typed, and what the scripted model server answers, to bring up the content states. The
// words are refused by the shipped lists (packs/cn-2026/lexicons).
export const words = {
  blocked: '拦截',
  asksBadReply: '替换',
  badReply: '撤回',
};
