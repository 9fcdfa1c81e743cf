// SPDX-License-Identifier: Apache-2.0
// Somebody of the staff answers in the model's place (O-92): the model is silent, words of a person
// are labelled as a person's, and leaving and a crisis are heard all the same.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';

import { cannotRun, startSandbox } from './server.mjs';
import {
  adultBody,
  eventually,
  hear,
  minorBody,
  openStream,
  putUser,
  readFrames,
  request,
  say,
  upstreamCount,
} from './talk.mjs';
import { call, handBack, intent, label, listen, operator, takeOver, waitingTurn, write } from './takeover_talk.mjs';

const helpLine = '需要的时候，随时可以拨打心理援助热线12356；有危险请拨打120或110。';

describe('takeover', { skip: cannotRun }, () => {
  let server;
  before(async () => (server = await startSandbox()));
  after(() => server?.stop());
  beforeEach(async () => {
    await server.reset();
    await putUser(server, 'a', adultBody);
    await say(server, 'a', intent);
  });

  it('O-92: the model is silent until hand-back, and words of a person are labelled so', async () => {
    const takeover = await takeOver(server);
    assert.equal(takeover.person, 'a');
    assert.equal(takeover.state, 'active');
    const stream = await waitingTurn(server, takeover, '你是谁？');
    const written = await write(server, takeover, '我是值班的王芳，我在这里。\n\n你慢慢说。');
    assert.equal(written.status, 201, written.text);
    await stream.end;
    const reply = readFrames(stream.bytes());
    assert.equal(reply.anban.outcome, 'taken_over');
    assert.ok(reply.words.startsWith(`${label}我是值班的王芳，我在这里。\n你慢慢说。`), reply.words);
    assert.doesNotMatch(reply.words, /内容由AI生成/);
    assert.deepEqual(reply.anban.label, { text: '真人工作人员' });
    assert.equal(reply.finish, 'stop');
    assert.equal(await upstreamCount(server), 0);

    const whole = say(server, 'a', '我有点冷');
    await write(server, takeover, '披件衣服，我等你。');
    const heard = await whole;
    assert.ok(heard.words.startsWith(`${label}披件衣服`), heard.words);
    assert.equal(heard.anban.outcome, 'taken_over');

    const back = await handBack(server, takeover);
    assert.equal(back.json.state, 'ended');
    assert.equal(back.json.ended_because, 'handed_back');
    const next = await say(server, 'a', '今天天气怎么样？');
    assert.match(next.words, /^【安伴】工作人员已经离开对话/);
    assert.equal(next.anban.outcome, 'answered');
    assert.ok(next.anban.label.aigc);
    assert.equal(await upstreamCount(server), 1);
    const { calls } = await server.upstreamCalls();
    assert.doesNotMatch(JSON.stringify(calls), /王芳|披件衣服/);
  });

  it('O-92: words written meanwhile come at once as events and first in the next reply', async () => {
    const events = await listen(server, 'users/a/events', 'sandbox-app');
    const takeover = await takeOver(server);
    await write(server, takeover, '我在。');
    await write(server, takeover, '不急。');
    assert.ok(await eventually(() => events.heard.length >= 3));
    const written = () => events.heard.filter((each) => each.type === 'takeover.message');
    assert.ok(await eventually(() => written().length === 2));
    const types = events.heard.map((each) => each.type).filter((each) => each.startsWith('takeover'));
    assert.deepEqual(types, ['takeover.started', 'takeover.message', 'takeover.message']);
    assert.equal(written()[0].message, '我在。');
    assert.equal(written()[0].obligation, 'O-92');
    const next = await hear(server, 'a', '嗯');
    assert.equal(next.words, `${label}我在。\n\n${label}不急。\n\n【安伴】${helpLine}`);
    const shown = next.anban.events.filter((each) => each.type === 'takeover.message');
    assert.deepEqual(
      shown.map((each) => each.id),
      written().map((each) => each.id),
    );
    await handBack(server, takeover);
    assert.ok(await eventually(() => events.heard.at(-1).type === 'takeover.ended'));
    await events.stop();
  });

  it('O-92: a request waits 25 seconds at most and then hears a fixed text', async () => {
    const takeover = await takeOver(server);
    const stream = await waitingTurn(server, takeover, '有人吗');
    await server.advance(24);
    assert.ok(!stream.bytes().includes('[DONE]'));
    await server.advance(1);
    await stream.end;
    const reply = readFrames(stream.bytes());
    assert.equal(reply.anban.outcome, 'taken_over');
    assert.match(reply.words, /^【安伴】你的话已经送到工作人员那里/);
    assert.doesNotMatch(reply.words, /真人工作人员】/);
    assert.equal(reply.anban.label, undefined);
    assert.equal(await upstreamCount(server), 0);
  });

  it('O-92: a repeat of a turn hears the same words again', async () => {
    const takeover = await takeOver(server);
    const first = say(server, 'a', '你还在吗');
    await write(server, takeover, '在的。');
    const heard = await first;
    const again = await say(server, 'a', '你还在吗');
    assert.equal(again.words, heard.words);
    assert.equal(again.anban.turn, heard.anban.turn);
    const list = await call(server, 'GET', `takeovers/${takeover.id}/messages`);
    assert.equal(list.json.data.filter((each) => each.text === '你还在吗').length, 1);
  });

  it('O-92: leaving works at once, by word and by button', async () => {
    const takeover = await takeOver(server);
    const staff = await listen(server, `takeovers/${takeover.id}/events`, operator);
    const bye = await say(server, 'a', '再见');
    assert.equal(bye.anban.outcome, 'ended');
    const stream = await waitingTurn(server, takeover, '我又想说说');
    const began = Date.now();
    await request(server, 'POST', '/anban/v1/users/a/exit', { key: 'sandbox-app', body: {} });
    await stream.end;
    assert.ok(Date.now() - began <= 1000);
    const reply = readFrames(stream.bytes());
    assert.equal(reply.anban.outcome, 'ended');
    assert.ok(reply.anban.events.some((each) => each.type === 'session.exited'));
    assert.ok(await eventually(() => staff.heard.some((each) => each.type === 'person.left')));
    assert.ok(staff.heard.some((each) => each.type === 'person.message' && each.left === true));
    await staff.stop();
  });

  it('O-92: words of a crisis are answered at once and reach the staff', async () => {
    const takeover = await takeOver(server);
    const staff = await listen(server, `takeovers/${takeover.id}/events`, operator);
    await write(server, takeover, '先坐下来。');
    const crisis = await say(server, 'a', '我已经站在天台边上了，现在就跳');
    assert.equal(crisis.anban.outcome, 'soothed');
    assert.ok(crisis.words.startsWith(`${label}先坐下来。`), crisis.words);
    assert.match(crisis.words, /12356|120/);
    assert.ok(crisis.events.includes('crisis.card'));
    assert.ok(await eventually(() => staff.heard.some((each) => each.crisis === true)));
    assert.equal(await upstreamCount(server), 0);
    await staff.stop();
  });

  it('O-92: it ends by itself when the staff are silent, and the person is told', async () => {
    const events = await listen(server, 'users/a/events', 'sandbox-app');
    const takeover = await takeOver(server);
    await server.advance(8 * 60);
    await write(server, takeover, '还在吗？');
    await server.advance(9 * 60);
    assert.equal((await call(server, 'GET', `takeovers/${takeover.id}`)).json.state, 'active');
    await server.advance(61);
    const over = await call(server, 'GET', `takeovers/${takeover.id}`);
    assert.equal(over.json.state, 'ended');
    assert.equal(over.json.ended_because, 'idle');
    assert.ok(await eventually(() => events.heard.at(-1).type === 'takeover.ended'));
    const late = await write(server, takeover, '太晚了');
    assert.equal(late.status, 409);
    const next = await say(server, 'a', '今天吃什么好');
    assert.ok(next.words.startsWith(`${label}还在吗？`), next.words);
    assert.match(next.words, /工作人员已经离开对话/);
    await events.stop();
  });

  it('O-92: a reply of the model that runs is cut when somebody takes over', async () => {
    await server.upstream({ chunks: ['从前有座山。', '山里有座庙。'], chunk_delay_ms: 60000 });
    const stream = openStream(server, 'a', '讲讲怎么煮面吧');
    assert.ok(await eventually(async () => (await upstreamCount(server)) === 1));
    await takeOver(server);
    await stream.end;
    const reply = readFrames(stream.bytes());
    assert.ok(reply.anban.events.some((each) => each.type === 'takeover.started'));
    assert.match(reply.words, /现在和你说话的是真人工作人员/);
    assert.doesNotMatch(reply.words, /山里有座庙/);
  });

  it('O-92: its words are part of the conversation: copied with their label, erased with it', async () => {
    const takeover = await takeOver(server);
    await write(server, takeover, '我叫王芳。');
    await say(server, 'a', '谢谢你');
    const copy = await call(server, 'GET', 'users/a/interactions', undefined, 'sandbox-app');
    const row = copy.json.data.find((each) => each.takeover === takeover.id);
    assert.equal(row.reply, '我叫王芳。');
    assert.deepEqual(row.label, { text: '真人工作人员' });
    const shown = copy.json.data.find((each) => each.input === '谢谢你');
    assert.deepEqual(shown.shown, [row.turn]);
    const log = await call(server, 'GET', 'audit/log');
    const bodies = log.json.data.map((each) => each.body).join('\n');
    assert.match(bodies, /"kind":"takeover.started"/);
    assert.match(bodies, /"kind":"takeover.message".*"mac":"[0-9a-f]{32}"/);
    assert.doesNotMatch(bodies, /王芳/);
    const accesses = await call(server, 'GET', 'users/a/accesses', undefined, 'sandbox-app');
    assert.equal(accesses.json.data.filter((each) => each.part === 'conversation').length, 1);
    await call(server, 'DELETE', 'users/a/interactions', undefined, 'sandbox-app');
    const empty = await call(server, 'GET', 'users/a/interactions', undefined, 'sandbox-app');
    assert.equal(empty.json.data.length, 0);
  });

  it('O-92: one of the staff at a time, and nobody else reads or writes', async () => {
    const takeover = await takeOver(server);
    const second = await call(server, 'POST', `cases/${takeover.case}/takeover`, {}, 'sandbox-lead');
    assert.equal(second.status, 409);
    assert.match(second.json.detail, /sandbox-operator/);
    assert.equal((await write(server, takeover, '我也在', 'sandbox-lead')).status, 403);
    const path = `takeovers/${takeover.id}/messages`;
    assert.equal((await call(server, 'GET', path, undefined, 'sandbox-lead')).status, 403);
    assert.equal((await write(server, { id: 'tko_none' }, '在')).status, 404);
    for (const text of ['', '   ', 'x'.repeat(2001), '\u0007', 7, undefined]) {
      const wrong = await write(server, takeover, text);
      assert.equal(wrong.status, 422, JSON.stringify(text));
      assert.equal(wrong.json.errors[0].field ?? wrong.json.errors[0].pointer, 'text');
    }
    const all = await call(server, 'GET', 'takeovers?state=active', undefined, 'sandbox-auditor');
    assert.deepEqual(
      all.json.data.map((each) => each.id),
      [takeover.id],
    );
    assert.doesNotMatch(all.text, /跳下去/);
  });

  it('O-92: a minor at night is not sent away from the person who is there', async () => {
    await server.reset();
    await server.setClock('2026-08-01T21:58:00+08:00');
    await putUser(server, 'kid', minorBody('2013-01-01'));
    for (const purpose of ['minor_service', 'minor_personal_information']) {
      await request(server, 'POST', '/anban/v1/users/kid/consents', {
        key: 'sandbox-guardian-g1',
        body: { purpose, version: '1', granted: true },
      });
    }
    await say(server, 'kid', intent);
    const takeover = await takeOver(server);
    assert.equal(takeover.person, 'kid');
    await server.advance(5 * 60);
    const turn = say(server, 'kid', '睡不着');
    await write(server, takeover, '我陪你一会儿。');
    assert.equal((await turn).anban.outcome, 'taken_over');
    await handBack(server, takeover);
    const inWindow = await say(server, 'kid', '还是睡不着');
    assert.deepEqual([inWindow.status, inWindow.anban.outcome], [200, 'soothed']);
    assert.equal(await upstreamCount(server), 0);
    await server.advance(31 * 60);
    assert.equal((await say(server, 'kid', '睡不着啊')).status, 403, 'the night holds again');
  });
});
