// SPDX-License-Identifier: Apache-2.0
// Every name that the server can put on a case has words in both languages: what was noticed in a
// turn and of which kind, what a case is about, the parameters of the policy and their durations.
// The names are read where the server has them, so that a new one without words fails here.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const options = { skip: process.features.typescript ? false : 'this Node reads no TypeScript' };
const root = join(import.meta.dirname, '../../..');
const text = (...path) => readFileSync(join(root, ...path), 'utf8');
const page = (name) => import(join(root, 'web/console', name));
const all = (source, pattern) => [...source.matchAll(pattern)].map((each) => each[1]);

/** The texts of both languages, and a translate function over each. */
async function languages() {
  const { consoleChinese } = await page('texts_zh.ts');
  const { consoleEnglish } = await page('texts_en.ts');
  const over = (texts) => (key, values) =>
    (texts[key] ?? key).replace('{{count}}', values?.count ?? '');
  return { chinese: over(consoleChinese), english: over(consoleEnglish) };
}

async function allHaveWords(prefix, names) {
  for (const [language, t] of Object.entries(await languages())) {
    const without = names.filter((name) => t(`${prefix}.${name}`) === `${prefix}.${name}`);
    assert.deepEqual(without, [], `${prefix} in ${language}`);
  }
}

function categories() {
  const [, list] = /enum class Category [^{]*\{([^}]*)count_/.exec(text('src/signals/finding.h'));
  return all(list.replace(/\/\/.*$/gm, ''), /(\w+)/g);
}

function kindsOfRules() {
  const folder = 'src/signals/tables';
  const rules = new RegExp(`^(?:${categories().join('|')}) (\\S+) [\\d.]+ [^:\\n]*:`, 'gm');
  const tables = readdirSync(join(root, folder)).filter((name) => name.endsWith('.inc'));
  return tables.flatMap((name) => all(text(folder, name), rules)).filter((kind) => kind !== '-');
}

/** Kinds that code gives, beside those of the rules. */
function kindsOfCode() {
  const identifiers = text('src/turn/masking.cc').split('kind_names = ')[1].split(';')[0];
  const leaving = text('src/signals/leaving.cc').split('Finding exit_at')[1].split('\n}')[0];
  const sensitive = text('src/signals/sensitive_kind.cc').split('Empty where no kind')[0];
  return [
    ...all(identifiers, /\{"(\w+)",/g),
    ...all(leaving, /\? "(\w+)" : "\w+"/g),
    ...all(leaving, /\? "\w+" : "(\w+)"/g),
    ...all(sensitive, /"SENSITIVE_\w+"\), "(\w+)"/g),
    ...all(sensitive, /\? "(\w+)" : kind/g),
  ];
}

function kindsOfPacks() {
  const files = readdirSync(join(root, 'packs'), { recursive: true }).map((name) =>
    join('packs', name),
  );
  const ids = files.filter((name) => name.endsWith('taxonomy.toml'));
  const lists = files.filter((name) => name.includes('lexicons/') && name.endsWith('.txt'));
  return [
    ...ids.flatMap((name) => all(text(name), /^id = "(.+)"$/gm)),
    ...lists.flatMap((name) => all(text(name), /^# kind: (\S+)$/gm)),
  ].filter((kind) => kind !== 'none');
}

test('O-93: every finding of a turn, and every kind of it, has a name', options, async () => {
  assert.ok(categories().includes('crisis_tier2') && categories().length > 40);
  await allHaveWords('care.finding', categories());
  const kinds = [...kindsOfRules(), ...kindsOfCode(), ...kindsOfPacks()];
  const some = ['plan', 'fraud_underway', 'mobile', 'farewell', 'request', 'health', 'other'];
  for (const known of some) {
    assert.ok(kinds.includes(known), `${known} is read`);
  }
  assert.ok(kinds.includes('A.1-6') && kinds.includes('B10'));
  await allHaveWords('care.finding_kind', [...new Set(kinds)]);
});

test('O-93: a finding is said in words; one without a name stays as it came', options, async () => {
  const { findingWords, rawFinding } = await page('care/finding_words.ts');
  const { chinese, english } = await languages();
  const plan = { category: 'crisis_tier2', kind: 'plan' };
  assert.equal(findingWords(plan, chinese), '自杀或自伤危机 · 有计划');
  assert.equal(findingWords(plan, english), 'Suicide or self-harm crisis · has a plan');
  assert.equal(rawFinding(plan), 'crisis_tier2 · plan');
  const bare = { category: 'third_party_worry', kind: '' };
  assert.equal(findingWords(bare, chinese), '担心别人');
  assert.equal(findingWords({ category: 'exit', kind: 'none' }, chinese), '想离开');
  assert.equal(findingWords({ category: 'new_one', kind: 'x' }, chinese), 'new_one · x');
});

test('O-93: every kind of case has a name', options, async () => {
  const crisis = text('src/duties/crisis/crisis.cc').split('case_name(CrisisKind kind) {')[1];
  const elders = text('src/duties/elders/elders.cc');
  const kinds = [
    ...all(crisis.split('\n}')[0], /return "(?!none")(\w+)";/g),
    ...all(elders, /return \{"(elder_\w+)",/g),
  ];
  assert.ok(kinds.includes('self_harm_intent') && kinds.includes('elder_refund'), kinds.join());
  await allHaveWords('care.kind', kinds);
});

test('O-93: every parameter beside a case has a name', options, async () => {
  const dossier = text('src/turn/care_rows.cc').split('Dossier new_dossier')[1].split('\n}')[0];
  const names = all(dossier, /\{"([a-z_]+\.[a-z_]+)",/g);
  assert.ok(names.includes('care.close_within'), names.join());
  await allHaveWords('care.parameter', names);
});

test('O-93: a duration is said in whole days, hours or minutes', options, async () => {
  const { durationWords } = await page('care/duration_words.ts');
  const { chinese, english } = await languages();
  const said = {
    '1440min': ['24 小时', '24 hours'],
    '30min': ['30 分钟', '30 minutes'],
    '60min': ['1 小时', '1 hour'],
    '1min': ['1 分钟', '1 minute'],
    '90min': ['90 分钟', '90 minutes'],
    '1500min': ['25 小时', '25 hours'],
    '4320min': ['3 天', '3 days'],
    '24h': ['24 小时', '24 hours'],
    '7d': ['7 天', '7 days'],
    '120s': ['2 分钟', '2 minutes'],
    '5s': ['5 秒', '5 seconds'],
    '0min': ['0 秒', '0 seconds'],
    '22:00': ['22:00', '22:00'],
    publishing: ['publishing', 'publishing'],
  };
  for (const [value, words] of Object.entries(said)) {
    assert.deepEqual([durationWords(value, chinese), durationWords(value, english)], words, value);
  }
});
