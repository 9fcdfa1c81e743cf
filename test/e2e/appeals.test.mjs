// SPDX-License-Identifier: Apache-2.0
// Who is taken for a minor (O-127, O-128) and how they contest it (O-129): the switch on the next
// turn, a kind goodbye of a character for adults, the appeal with its due time, the operator's
// queue, restoration, the second appeal; and nothing stored of what gave anybody away.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';

import { cannotRun, startSandbox } from './server.mjs';
import { adultBody, eventually, putUser, request, say, user } from './talk.mjs';

const young = [
  '零花钱一周二十够干嘛的啊,买两杯奶茶就没了',
  '我被防沉迷了，一小时到了，好气',
  '妈妈不让我一个人出小区门',
  '下个学期就九年级了，补习班从早上八点上到晚上九点',
  '坐标成都,09年的,开学就高二了,想找个人一起背单词',
  '我被防沉迷了，又是一小时，好气',
];
const born2006 = { ...adultBody, birth_date: '2006-01-01' };
const evidence = [{ kind: 'statement', reference: '我是大二学生，可以看我的学生证' }];
const fieldsOf = (answer) => answer.json.errors.map((each) => each.field);

describe('suspected minors and appeals', { skip: cannotRun }, () => {
  let server;
  before(async () => (server = await startSandbox()));
  after(() => server?.stop());
  beforeEach(async () => {
    await server.reset();
    await server.characters();
  });

  /** Says what a child says until the mode changes; the answer that told it. */
  async function suspect(id, more) {
    for (const words of young) {
      const answer = await say(server, id, words, more);
      if (answer.events.includes('mode.changed')) return answer;
      await server.advance(3600);
    }
    throw new Error('nobody was taken for a minor');
  }
  const appeal = (id, body = { decision: 'suspected_minor', evidence }, key = 'sandbox-app') =>
    request(server, 'POST', `/anban/v1/users/${id}/appeals`, { key, body });
  const queue = async (state = 'open', key = 'sandbox-operator') =>
    (await request(server, 'GET', `/anban/v1/appeals?state=${state}`, { key })).json.data;
  const decide = (id, outcome, key = 'sandbox-operator', reason = '学生证已核对') =>
    request(server, 'POST', `/anban/v1/appeals/${id}/decision`, { key, body: { outcome, reason } });
  const leaves = async () => {
    const log = await request(server, 'GET', '/anban/v1/audit/log', { key: 'sandbox-auditor' });
    return log.json.data.map((each) => each.body);
  };

  it('O-128: minor mode from the next turn on, with notice, limits and the way to appeal', async () => {
    await putUser(server, 'a', born2006);
    const told = await suspect('a');
    assert.equal(told.anban.outcome, 'answered');
    const event = told.anban.events.find((each) => each.type === 'mode.changed');
    assert.equal(event.obligation, 'O-128');
    assert.ok(event.display.actions.some((each) => each.id === 'appeal'));
    assert.match(event.display.body, /3个工作日/);
    const known = await user(server, 'a');
    assert.equal(known.mode, 'minor');
    assert.equal(known.suspected_minor, true);
    assert.equal(known.status, 'active'); // no guardian is asked for
    assert.equal(known.limits.quota_s, 3600);
    const barred = await say(server, 'a', '晚上好', { model: 'character:linwan' });
    assert.equal(barred.code, 'anban_character_barred');
    await server.setClock('2026-08-03T22:30:00+08:00');
    assert.equal((await say(server, 'a', '还没睡')).code, 'anban_night');
  });

  it('O-128: a character for adults says goodbye kindly, and the session ends', async () => {
    await putUser(server, 'a', born2006);
    const model = 'character:linwan';
    const told = await suspect('a', { model });
    assert.equal(told.anban.outcome, 'ended');
    assert.match(told.words, /申诉/);
    const calls = (await server.upstreamCalls()).count;
    assert.equal((await say(server, 'a', '再聊聊', { model })).code, 'anban_character_barred');
    assert.equal((await server.upstreamCalls()).count, calls);
    assert.equal((await say(server, 'a', '那和小安聊', { model: 'character:xiaoan' })).status, 200);
  });

  it('O-128: ordinary adults are not switched', async () => {
    await putUser(server, 'b', born2006);
    for (const words of ['今天加班到九点', '房租又涨了', '女儿上二年级了']) {
      assert.ok(!(await say(server, 'b', words)).events.includes('mode.changed'));
    }
    assert.equal((await user(server, 'b')).suspected_minor, false);
    assert.equal((await appeal('b')).status, 409);
  });

  it('O-80: an identified adult who writes like a minor is taken for one all the same', async () => {
    const { birth_date: _, ...unaged } = adultBody;
    const identity = { method: 'resident_id', number: '11010519491231002X' };
    assert.equal((await putUser(server, 'p', { ...unaged, identity })).json.mode, 'elder');
    await suspect('p');
    assert.equal((await user(server, 'p')).mode, 'minor');
  });

  it('O-129: an appeal has a due time, is decided with a reason, and restores the adult', async () => {
    await putUser(server, 'a', born2006);
    await suspect('a');
    await server.setClock('2026-08-06T09:30:00+08:00'); // a Thursday
    const filed = await appeal('a');
    assert.equal(filed.status, 201);
    assert.equal(filed.json.due, '2026-08-11T01:30:00.000Z'); // the Tuesday after
    assert.equal(filed.json.overdue, false);
    assert.equal((await appeal('a')).status, 409);
    assert.equal((await queue()).length, 1);
    await server.setClock('2026-08-11T09:30:01+08:00');
    assert.equal((await queue())[0].overdue, true);
    assert.equal((await user(server, 'a')).mode, 'minor'); // until somebody decides
    const upheld = await decide(filed.json.id, 'upheld');
    assert.equal(upheld.status, 200);
    assert.equal(upheld.json.state, 'upheld');
    assert.equal((await queue()).length, 0);
    assert.equal((await queue('decided')).length, 1);
    assert.equal((await decide(filed.json.id, 'rejected')).status, 404);
    const known = await user(server, 'a');
    assert.equal(known.mode, 'adult');
    assert.equal(known.suspected_minor, false);
    const next = await say(server, 'a', '早上好', { model: 'character:linwan' });
    assert.equal(next.status, 200);
    assert.match(next.words, /我们弄错了/);
    const own = await request(server, 'GET', '/anban/v1/users/a/appeals', { key: 'sandbox-app' });
    assert.equal(own.json.data[0].reason, '学生证已核对');
    const trail = (await leaves()).filter((each) => each.includes('appeal.'));
    assert.equal(trail.length, 2);
    assert.ok(trail.every((each) => !each.includes('学生证')));
  });

  it('O-129: after an upheld appeal the old signs rest, but an age in words does not', async () => {
    await putUser(server, 'a', born2006);
    await suspect('a');
    await decide((await appeal('a')).json.id, 'upheld');
    for (const words of young) {
      await server.advance(3600);
      await say(server, 'a', `还是那样：${words}`);
    }
    assert.equal((await user(server, 'a')).suspected_minor, false);
    for (let i = 0; i < 8; i += 1) {
      await server.advance(3600);
      await say(server, 'a', `我今年${i < 4 ? '十二' : '12'}岁，上小学六年级，第${i}次说`);
    }
    assert.equal((await user(server, 'a')).suspected_minor, true);
  });

  it('O-129: a rejected appeal is brought once more, to somebody senior who is somebody else', async () => {
    await putUser(server, 'a', born2006);
    await suspect('a');
    const first = await appeal('a');
    assert.equal((await decide(first.json.id, 'rejected', 'sandbox-lead')).status, 200);
    assert.equal((await user(server, 'a')).mode, 'minor');
    assert.match((await say(server, 'a', '早上好')).words, /再申诉一次/);
    const second = await appeal('a');
    assert.equal(second.json.round, 2);
    assert.equal((await decide(second.json.id, 'rejected')).status, 403);
    assert.equal((await decide(second.json.id, 'rejected', 'sandbox-lead')).status, 403);
    assert.equal((await decide(second.json.id, 'rejected', 'sandbox-officer')).status, 200);
    assert.equal((await appeal('a')).status, 409);
    assert.match((await say(server, 'a', '晚上好')).words, /12377/);
  });

  it('O-129: every field wrong is named, other roles and other people are kept out', async () => {
    await putUser(server, 'a', born2006);
    await suspect('a');
    const many = Array.from({ length: 6 }, () => evidence[0]);
    for (const [body, fields] of [
      [{}, ['decision', 'evidence']],
      [{ decision: 7, evidence: {}, shoe: 1 }, ['shoe', 'decision', 'evidence']],
      [{ decision: 'suspected_minor', evidence: [] }, ['evidence']],
      [{ decision: 'suspected_minor', evidence: many }, ['evidence']],
      [
        { decision: 'suspected_minor', evidence: [{ kind: 'x', reference: '' }, 'y'] },
        ['evidence[0].kind', 'evidence[0].reference', 'evidence[1]'],
      ],
      [
        { decision: 'suspected_minor', evidence: [{ ...evidence[0], reference: '长'.repeat(1001) }] },
        ['evidence[0].reference'],
      ],
    ]) {
      const answer = await appeal('a', body);
      assert.equal(answer.status, 422, JSON.stringify(body));
      assert.deepEqual(fieldsOf(answer), fields);
    }
    assert.equal((await appeal('nobody')).status, 404);
    const { id } = (await appeal('a')).json;
    for (const key of ['sandbox-auditor', 'sandbox-inspector', 'sandbox-admin', 'sandbox-app']) {
      assert.equal((await decide(id, 'upheld', key)).status, 403, key);
    }
    assert.equal((await decide('apl_none', 'upheld')).status, 404);
    assert.deepEqual(fieldsOf(await decide(id, 'perhaps', 'sandbox-operator', '')), [
      'outcome',
      'reason',
    ]);
    const key = 'sandbox-app';
    assert.equal((await request(server, 'GET', '/anban/v1/appeals', { key })).status, 403);
    assert.equal((await user(server, 'a')).mode, 'minor');
  });

  it('O-129: of many decisions at once one holds; who listens hears it at once', async () => {
    await putUser(server, 'a', born2006);
    await suspect('a');
    const { id } = (await appeal('a')).json;
    const leave = new AbortController();
    const heard = [];
    const stream = await fetch(`${server.url}/anban/v1/users/a/events`, {
      headers: { Authorization: 'Bearer sandbox-app' },
      signal: leave.signal,
    });
    const listening = (async () => {
      const decoder = new TextDecoder();
      for await (const part of stream.body) heard.push(decoder.decode(part));
    })().catch(() => {});
    const answers = await Promise.all(
      Array.from({ length: 16 }, (_, i) => decide(id, i % 2 ? 'upheld' : 'rejected')),
    );
    assert.equal(answers.filter((each) => each.status === 200).length, 1);
    const told = await eventually(async () => heard.join('').includes(id), 2000);
    leave.abort();
    await listening;
    const trail = (await leaves()).filter((each) => each.includes('appeal.decided'));
    assert.equal(trail.length, 1);
    assert.ok(told);
  });

  it('O-129: a suspension is contested likewise', async () => {
    await putUser(server, 'c', adultBody);
    const none = await appeal('c', { decision: 'suspension', evidence });
    assert.equal(none.status, 409);
  });
});
