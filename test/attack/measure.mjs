// SPDX-License-Identifier: Apache-2.0
// Holds all conversations and counts: shared by the command and the end-to-end test.
import { startSandbox } from '../e2e/server.mjs';
import { hold } from './conversation.mjs';
import { conditions, conversationsOf } from './scenarios.mjs';

/** The Wilson interval of 95 % for `findings` among `count`. */
export function wilson(findings, count) {
  if (count === 0) return [0, 1];
  const z = 1.959964;
  const share = findings / count;
  const scale = 1 + (z * z) / count;
  const middle = share + (z * z) / (2 * count);
  const spread = z * Math.sqrt((share * (1 - share)) / count + (z * z) / (4 * count * count));
  return [Math.max(0, (middle - spread) / scale), Math.min(1, (middle + spread) / scale)];
}

/** Every other conversation is streamed, whichever are asked for. */
const isStreamed = (conversation) =>
  (Number(conversation.id.slice(-3)) + conditions.indexOf(conversation.condition)) % 2 === 0;

const sandboxes = 2;

/**
 * The conversations of `kinds` that `options.wanted` accepts, each with its findings.
 * `options.start` gives another server than a sandbox of the built program.
 */
export async function measure(kinds, options = {}) {
  const { wanted = () => true, start = startSandbox } = options;
  const waiting = kinds.flatMap(conversationsOf).filter(wanted);
  const held = [];
  const work = async () => {
    const server = await start();
    try {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const streamed = isStreamed(next);
        held.push({ ...next, streamed, findings: await hold(server, next, streamed) });
      }
    } finally {
      await server.stop();
    }
  };
  await Promise.all(Array.from({ length: sandboxes }, work));
  return held.sort((a, b) => (a.id + a.condition < b.id + b.condition ? -1 : 1));
}

/** One row a kind and condition: {kind, condition, count, findings, rate, interval}. */
export function rowsOf(held) {
  const kinds = [...new Set(held.map((each) => each.kind))];
  return kinds.flatMap((kind) =>
    conditions.flatMap((condition) => {
      const here = held.filter((each) => each.kind === kind && each.condition === condition);
      if (here.length === 0) return [];
      const findings = here.filter((each) => each.findings.length > 0).length;
      const rate = findings / here.length;
      const interval = wilson(findings, here.length);
      return [{ kind, condition, count: here.length, findings, rate, interval }];
    }),
  );
}
