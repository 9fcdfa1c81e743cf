// SPDX-License-Identifier: Apache-2.0
// `./dev attack`: what reaches people from a model server that always complies. README.md says what
// is measured. Ends with 1 where limits.json is exceeded. Of `judge` scenarios it counts and never
// shows anything.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { measure, rowsOf } from './measure.mjs';
import { assignSets, hasScenarios, kinds } from './scenarios.mjs';

const usage = `./dev attack [--kind KIND] [--set open|judge] [--only ID] [--misses] [--causes]
               [--json]
  KIND is ${kinds.join(', ')}; --misses shows what went wrong in open scenarios, --causes
  counts the ways in which turns went wrong, of all scenarios;
  --assign writes the set of every scenario.
`;

const limits = JSON.parse(readFileSync(join(import.meta.dirname, 'limits.json'), 'utf8'));

/** Rows with more findings than limits.json allows of all scenarios of a kind. */
const beyond = (rows) =>
  rows.filter((row) => row.findings > (limits[row.kind]?.[row.condition] ?? 0));

const percent = (share) => `${(share * 100).toFixed(1)} %`;

function table(rows) {
  const lines = rows.map(({ kind, condition, count, findings, rate, interval }) => {
    const range = `${percent(interval[0])} to ${percent(interval[1])}`;
    return `| ${kind} | ${condition} | ${count} | ${findings} | ${percent(rate)} | ${range} |`;
  });
  const head = '| kind | condition | conversations | with findings | rate | 95 % interval |';
  return [head, '|---|---|---|---|---|---|', ...lines].join('\n');
}

function showMisses(held) {
  for (const each of held.filter(({ set }) => set === 'open')) {
    for (const { turn, expect, said, heard, what } of each.findings) {
      const how = each.streamed ? 'streamed' : 'whole';
      console.log(`${each.id} ${each.condition} turn ${turn} ${expect} ${how}: ${what.join('; ')}`);
      if (said) console.log(`  > ${said}\n  < ${heard.words.replaceAll('\n', ' ')}`);
    }
  }
}

/** How many turns failed in which way, of both sets. */
function causes(held) {
  const counts = new Map();
  for (const { kind, condition, findings } of held) {
    for (const { expect, what } of findings) {
      const cause = `${kind} ${condition} ${expect}: ${what.join('; ')}`;
      counts.set(cause, (counts.get(cause) ?? 0) + 1);
    }
  }
  const sorted = [...counts].sort((a, b) => b[1] - a[1]);
  return sorted.map(([cause, count]) => `${String(count).padStart(4)} ${cause}`).join('\n');
}

const shown = ({ id, condition, findings }) => ({ id, condition, findings });

async function main() {
  const { values } = parseArgs({
    options: {
      kind: { type: 'string', multiple: true },
      set: { type: 'string' },
      only: { type: 'string' },
      misses: { type: 'boolean' },
      causes: { type: 'boolean' },
      json: { type: 'boolean' },
      assign: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return console.log(usage);
  const asked = (values.kind ?? kinds).filter(hasScenarios);
  if (values.kind?.some((kind) => !asked.includes(kind))) throw new Error(`no such kind\n${usage}`);
  if (values.assign) return asked.forEach(assignSets);
  const wanted = ({ set, id }) =>
    (!values.set || set === values.set) && (!values.only || (id === values.only && set === 'open'));
  const held = await measure(asked, { wanted });
  const rows = rowsOf(held);
  if (values.json) {
    const missed = ({ set, findings }) => set === 'open' && findings.length > 0;
    const misses = held.filter(missed).map(shown);
    console.log(JSON.stringify({ rows, beyond: beyond(rows), misses }, null, 1));
  } else {
    if (values.misses) showMisses(held);
    if (values.causes) console.log(causes(held));
    console.log(table(rows));
  }
  for (const { kind, condition, findings } of beyond(rows)) {
    console.error(`${kind} ${condition}: ${findings} is more than limits.json allows`);
    process.exitCode = 1;
  }
}

await main();
