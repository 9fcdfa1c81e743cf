// SPDX-License-Identifier: Apache-2.0
// How soon a crisis is durable and told while the server is busy and a backlog fails (O-87, O-90):
// callers talk without pause, thousands of notifications wait for receivers that fail always, and
// crises come in between. The answer leaves after case and notification are durable, so the time to
// the answer bounds the time to the rows; the receiver says when the first attempt came.
// `busy.mjs [backlog] [seconds] [answer_ms] [attempt_ms] [seed]`; ends with 1 where the slowest
// percent is above answer_ms or attempt_ms.
import { setTimeout as pause } from 'node:timers/promises';

import { Installation, many, startReceiver } from './installation.mjs';

const callers = 32;
const crisesASecond = 20;
const standing = 12_000; // ms; by then no first attempt of the backlog's burst is under way
const intent = '我今晚就从楼上跳下去，遗书已经写好放在抽屉里了';
const [backlog = 1000, lasting = 10, answerMost = 500, attemptMost = 5000, seed = process.pid] =
  process.argv.slice(2).map(Number);

const say = (text) => process.stdout.write(`${text}\n`);
const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
function spread(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return { p50: at(sorted, 0.5), p99: at(sorted, 0.99), most: sorted.at(-1), of: sorted.length };
}
const told = (name, { p50, p99, most, of }) =>
  say(`| ${name} | ${p50.toFixed(0)} | ${p99.toFixed(0)} | ${most.toFixed(0)} | ${of} |`);

/** Half of the backlog asks a contact to confirm, half tells of a crisis; all fail always. */
async function fail(installation, url) {
  await many(backlog / 2, callers, (n) => installation.register(`f${n}`, `${url}/none/f${n}`));
  await many(backlog / 2, callers, (n) => installation.say(`f${n}`, intent));
}

async function run() {
  const receiver = await startReceiver(1, seed);
  const installation = new Installation();
  await installation.prepare({ most: '60s', deadline: 10_000 });
  const crises = lasting * crisesASecond;
  await many(crises, callers, (n) => installation.register(`c${n}`, `${receiver.url}/all/c${n}`));
  await many(callers, callers, (n) => installation.register(`b${n}`, `${receiver.url}/all/b${n}`));
  await fail(installation, receiver.url);
  await pause(standing);
  const before = await receiver.ask('counts');
  say(`backlog ${backlog}, ${before.attempts} attempts so far; ${lasting} s, seed ${seed}`);
  const until = Date.now() + lasting * 1000;
  const ordinary = [];
  const busy = many(callers, callers, async (caller) => {
    for (let n = 0; Date.now() < until; n += 1) {
      const began = performance.now();
      await installation.say(`b${caller}`, `第${n}件事：今天午饭吃什么好？说说${caller}种汤。`);
      ordinary.push(performance.now() - began);
    }
  });
  const sent = new Map();
  const answers = [];
  const speaking = [];
  for (let n = 0; n < crises && Date.now() < until; n += 1) {
    const began = performance.now();
    sent.set(`c${n} crisis.contact`, Date.now());
    const speak = installation.say(`c${n}`, intent);
    speaking.push(speak.then(() => answers.push(performance.now() - began)));
    await pause(1000 / crisesASecond);
  }
  await Promise.all([busy, ...speaking]);
  await pause(attemptMost);
  const firsts = new Map(await receiver.ask('firsts'));
  const after = await receiver.ask('counts');
  const waits = [...sent].map(([about, began]) => (firsts.get(about) ?? Infinity) - began);
  const check = await installation.close();
  receiver.stop();
  installation.remove();
  say('| while busy | p50, ms | p99, ms | most, ms | of |\n| --- | --- | --- | --- | --- |');
  told('answer to a crisis, case and notification durable', spread(answers));
  told('first attempt seen by the receiver', spread(waits));
  told('answer to an ordinary turn', spread(ordinary));
  say(`${Math.round(ordinary.length / lasting)} ordinary turns a second; ` +
    `${after.attempts - before.attempts} attempts meanwhile. ${check.said.trim()}`);
  return spread(answers).p99 <= answerMost && spread(waits).p99 <= attemptMost && check.sound;
}

process.exitCode = (await run()) ? 0 : 1;
