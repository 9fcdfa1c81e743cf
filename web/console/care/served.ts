// SPDX-License-Identifier: Apache-2.0
// What this server answers, beyond the pages of `served` in pages.tsx: nothing is offered that would
// not work.

/** Taking over a conversation, and saying that one can. */
export const servesTakeover: boolean = false;
