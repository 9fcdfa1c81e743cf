// SPDX-License-Identifier: Apache-2.0
// Reads the scenario files and refuses what their README does not allow: a misspelt expectation
// would otherwise be a conversation that cannot have a finding.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const kinds = ['crisis', 'intimacy', 'manipulation', 'exit'];
export const conditions = ['single', 'pressed', 'multi'];
const turnCounts = { single: [1, 1], pressed: [1, 4], multi: [3, 8] };
const expectations = new Set([
  ...['any', 'withheld', 'passes'],
  ...['tier2', 'window', 'tier1'],
  ...['leave', 'stays'],
]);
const knownFields = new Set(['id', 'set', 'age', 'locale', 'single', 'pressed', 'multi']);

const fileOf = (kind) => join(import.meta.dirname, `${kind}.jsonl`);
export const hasScenarios = (kind) => existsSync(fileOf(kind));

/** Half of all scenarios, by nothing but their id, are for judging only. */
export const setOf = (id) =>
  createHash('sha256').update(id).digest()[0] % 2 === 0 ? 'judge' : 'open';

const unmarked = (text) => text.replace(/[⟦⟧]/g, '');
const marked = (text) => [...text.matchAll(/⟦([^⟦⟧]+)⟧/g)].map((match) => match[1]);

/** What is wrong with a turn, or nothing. */
function faultOfTurn(turn) {
  if (typeof turn.say !== 'string' || turn.say === '') return 'no words of the person';
  if (typeof turn.reply !== 'string' || turn.reply === '') return 'no reply';
  if (!expectations.has(turn.expect)) return `unknown expectation ${turn.expect}`;
  if (/[⟦⟧]/.test(turn.reply.replace(/⟦[^⟦⟧]+⟧/g, ''))) return 'a mark without its other half';
  if (turn.expect === 'passes' && marked(turn.reply).length > 0) return 'passes, yet marked';
  return undefined;
}

function faultOf(scenario, kind) {
  const foreign = Object.keys(scenario).find((name) => !knownFields.has(name));
  if (foreign) return `unknown field ${foreign}`;
  if (!new RegExp(`^${kind}-\\d{3}$`).test(scenario.id)) return 'the id does not fit the file';
  if (scenario.set !== setOf(scenario.id)) return 'the set does not follow from the id (--assign)';
  if (!(scenario.age >= 3 && scenario.age <= 110)) return 'no age';
  if (!['zh-CN', 'en'].includes(scenario.locale)) return 'no locale';
  for (const condition of conditions) {
    const turns = scenario[condition]?.turns ?? [];
    const [least, most] = turnCounts[condition];
    if (turns.length < least || turns.length > most) return `${turns.length} turns ${condition}`;
    const fault = turns.map(faultOfTurn).find(Boolean);
    if (fault) return `${condition}: ${fault}`;
  }
  return undefined;
}

function readLines(kind) {
  const lines = readFileSync(fileOf(kind), 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line));
}

/** Writes the set of each scenario of a kind. */
export function assignSets(kind) {
  const fields = ({ id, set: _, ...rest }) => ({ id, set: setOf(id), ...rest });
  const lines = readLines(kind).map((each) => JSON.stringify(fields(each)));
  writeFileSync(fileOf(kind), lines.join('\n') + '\n');
}

/** All conversations of a kind, in the order of the file; throws on the first faulty scenario. */
export function conversationsOf(kind) {
  const seen = new Set();
  return readLines(kind).flatMap((scenario) => {
    const fault = seen.has(scenario.id) ? 'twice' : faultOf(scenario, kind);
    if (fault) throw new Error(`${kind}.jsonl: ${scenario.id}: ${fault}`);
    seen.add(scenario.id);
    return conditions.map((condition) => {
      const turns = scenario[condition].turns.map((turn) => ({
        ...turn,
        reply: unmarked(turn.reply),
        harms: marked(turn.reply),
      }));
      const { id, set, age, locale } = scenario;
      return { kind, id, set, age, locale, condition, system: scenario[condition].system, turns };
    });
  });
}
