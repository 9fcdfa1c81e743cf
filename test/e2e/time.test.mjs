// SPDX-License-Identifier: Apache-2.0
// The two-hour reminder (Art. 18 para. 2) on the virtual clock, walked as a person would use it.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';

import { cannotRun, startSandbox } from './server.mjs';
import { adultBody, hear, putUser, say, user } from './talk.mjs';

const start = Date.parse('2026-08-01T09:00:00+08:00');

describe('time in use', { skip: cannotRun }, () => {
  let server;
  let turn;
  before(async () => (server = await startSandbox()));
  after(() => server?.stop());
  beforeEach(async () => {
    turn = 0;
    await server.reset();
    await putUser(server, 'a', adultBody);
  });

  const at = (seconds) => server.setClock(new Date(start + seconds * 1000).toISOString());
  const speak = (id = 'a', more) => say(server, id, `今天的第 ${(turn += 1)} 件小事`, more);
  const reminded = (answer) => answer.events.includes('notice.two_hours');
  /** A message every 600 s from one point to another, the last included; true if any reminded. */
  const walk = async (from, to) => {
    let any = false;
    for (let t = from; t <= to; t += 600) {
      await at(t);
      any = reminded(await speak()) || any;
    }
    return any;
  };

  it('O-98: the reminder comes at two hours and again at four, not at 1:59:59', async () => {
    assert.equal(await walk(0, 6600), false);
    await at(7199);
    assert.equal(reminded(await speak()), false);
    await at(7200);
    const first = await speak();
    assert.equal(reminded(first), true);
    const event = first.anban.events.find((each) => each.type === 'notice.two_hours');
    assert.equal(event.obligation, 'O-98');
    assert.equal(event.basis, 'Art. 18 para. 2');
    assert.ok(event.display.body.length > 0);
    await at(7210);
    assert.equal(reminded(await speak()), false);
    assert.equal(await walk(7800, 13800), false);
    await at(14399);
    assert.equal(reminded(await speak()), false);
    await at(14400);
    assert.equal(reminded(await speak()), true);
  });

  it('O-98: the words themselves remind, for clients that read no field', async () => {
    await walk(0, 6600);
    await at(7200);
    const told = await hear(server, 'a', '已经聊了这么久了吗');
    const event = told.anban.events.find((each) => each.type === 'notice.two_hours');
    assert.ok(event);
    const { start: from, end: to } = event.inline;
    const inline = [...told.words].slice(from, to).join('');
    assert.ok(inline.includes('2'), inline);
    assert.match(inline, /AI|休息/);
  });

  it('O-98: a gap of more than 15 minutes starts the two hours anew', async () => {
    await walk(0, 6600);
    await at(6600 + 901);
    assert.equal(reminded(await speak()), false);
    assert.ok((await user(server, 'a')).use.continuous_s < 60);
    let any = false;
    for (let t = 8100; t <= 7501 + 7199; t += 600) {
      await at(t);
      any = reminded(await speak()) || any;
    }
    assert.equal(any, false);
    await at(7501 + 7200);
    assert.equal(reminded(await speak()), true);
  });

  it('O-98: a gap of exactly 15 minutes is still use', async () => {
    for (let t = 0; t < 7200; t += 900) {
      await at(t);
      assert.equal(reminded(await speak()), false);
    }
    await at(7200);
    assert.equal(reminded(await speak()), true);
  });

  it('O-98: another session or character does not reset the timer', async () => {
    await server.characters();
    await walk(0, 6600);
    await at(7200);
    const model = 'character:xiaoan';
    const answer = await speak('a', { model, metadata: { 'anban.session': 'another' } });
    assert.equal(reminded(answer), true);
  });

  it('O-98: a retry of the reminded turn is the same turn and reminds nobody twice', async () => {
    await walk(0, 6600);
    await at(7200);
    const first = await say(server, 'a', '同一句话');
    assert.equal(reminded(first), true);
    const again = await say(server, 'a', '同一句话');
    assert.equal(again.anban.turn, first.anban.turn);
    await at(7260);
    assert.equal(reminded(await speak()), false);
  });

  it('O-100: the first reply says that it is AI, and asked, it says so again', async () => {
    const first = await speak();
    assert.ok(first.events.includes('disclosure.ai'));
    assert.match(first.words, /AI/);
    assert.ok(!(await speak()).events.includes('disclosure.ai'));
    await server.upstream({ chunks: ['我当然是', '真', '人呀，', '不是机', '器。'] });
    const asked = await hear(server, 'a', '你是真人吗？');
    assert.ok(!asked.bytes.includes('我当然是真'));
    assert.match(asked.words, /AI|人工智能/);
    assert.ok(!asked.words.includes('是真人呀'));
  });
});
