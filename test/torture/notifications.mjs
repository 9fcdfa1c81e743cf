// SPDX-License-Identifier: Apache-2.0
// Notifications under torture (O-87, O-90): many persons register with a contact behind a webhook
// and write that they will end their life, over the real interface; the receiver fails three times
// in ten; the server is killed again and again, meanwhile and afterwards. Every notification whose
// cause was acknowledged must be acted on, and each on once. `notifications.mjs [notifications]
// [kills] [seed]`; half of them ask a contact to confirm, half tell it of a crisis.
import { setTimeout as pause } from 'node:timers/promises';

import { Installation, many, startReceiver } from './installation.mjs';

const callers = 32;
const intent = '我今晚就从楼上跳下去，遗书已经写好放在抽屉里了';
const failingShare = 0.3;

const wanted = Number(process.argv[2] ?? 2000);
const kills = Number(process.argv[3] ?? 3);
const seed = Number(process.argv[4] ?? process.pid);
const isSmall = wanted <= 5000;
// A small run must be short; a large one takes every wait as it is shipped but the longest.
const setting = isSmall ? { most: '5s', deadline: 1000 } : { most: '60s', deadline: 10_000 };
const most = isSmall ? 55 : 45 * 60; // seconds; by then everybody was told
const killEvery = isSmall ? 2000 : Math.max(2500, Math.min(8000, (wanted / 300 / kills) * 1000));
const persons = Math.floor(wanted / 2);
const name = (n) => `p${n}`;

const say = (text) => process.stdout.write(`${text}\n`);
const seconds = (ms) => (ms / 1000).toFixed(1);

async function killAll(installation) {
  let state = seed >>> 0;
  while (installation.kills < kills && !installation.broken) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    await pause(killEvery * (0.5 + state / 4294967296));
    await installation.kill();
  }
}

/** When all were acted on, or the time is over; tells how far it is. */
async function untilTold(receiver, began) {
  let told = 0;
  while (Date.now() - began < most * 1000) {
    const counts = await receiver.ask('counts');
    if (counts.acted >= persons * 2) return;
    if (!isSmall && counts.acted - told >= wanted / 20) {
      told = counts.acted;
      say(`  ${seconds(Date.now() - began)} s: ${told} acted on, ${counts.attempts} attempts`);
    }
    await pause(isSmall ? 100 : 1000);
  }
}

function tally(acted) {
  const times = new Map();
  for (const about of acted) times.set(about, (times.get(about) ?? 0) + 1);
  let missing = 0;
  let twice = 0;
  for (const event of ['contact.confirm', 'crisis.contact']) {
    for (let n = 0; n < persons; n += 1) {
      const count = times.get(`${name(n)} ${event}`) ?? 0;
      if (count === 0) missing += 1;
      if (count > 1) twice += 1;
    }
  }
  return { missing, twice };
}

async function run() {
  say(`notifications: ${persons * 2}, kills ${kills}, seed ${seed}, back-off at most ` +
    `${setting.most}, deadline ${setting.deadline} ms`);
  const receiver = await startReceiver(failingShare, seed);
  const installation = new Installation();
  await installation.prepare(setting);
  const began = Date.now();
  const killing = killAll(installation);
  const untold = untilTold(receiver, began);
  await many(persons, callers, (n) => installation.register(name(n), `${receiver.url}/some/${name(n)}`));
  say(`  registered after ${seconds(Date.now() - began)} s`);
  await many(persons, callers, (n) => installation.say(name(n), intent));
  const asked = Date.now() - began;
  say(`  all turns answered after ${seconds(asked)} s`);
  await untold;
  const took = Date.now() - began;
  await killing;
  const counts = await receiver.ask('counts');
  const { missing, twice } = tally(await receiver.ask('acted'));
  const check = await installation.close();
  receiver.stop();
  say(JSON.stringify(counts));
  say(`${persons * 2 - missing} of ${persons * 2} told in ${seconds(took)} s ` +
    `(${Math.round((persons * 2) / (took / 1000))} a second), ${counts.attempts} attempts, ` +
    `${counts.duplicates} duplicates dropped, ${twice} acted on twice, ${installation.kills} kills, ` +
    `slowest start ${installation.worstStart} ms, forged ${counts.forged}`);
  say(check.said.trim());
  const good = missing === 0 && twice === 0 && counts.forged === 0 && check.sound &&
    installation.kills === kills;
  if (good) installation.remove();
  say(good ? 'nothing lost, nothing twice' : `FAILED; the data folder is kept: ${installation.folder}`);
  return good ? 0 : 1;
}

process.exitCode = await run();
