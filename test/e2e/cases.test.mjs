// SPDX-License-Identifier: Apache-2.0
// Cases (O-93) as staff bring them from the alert to the outcome: who has one, what they see of a
// conversation, what the person sees of it, and what everybody else may not.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';

import { cannotRun, endProcess, startProcess, startSandbox } from './server.mjs';
import { adultBody, minorBody, putUser, request, say, sharesRun, user } from './talk.mjs';

const intent = '我今晚就从楼上跳下去，遗书已经写好放在抽屉里了';
const minute = 60;
const lead = 'sandbox-lead';
const operator = 'sandbox-operator';

describe('cases', { skip: cannotRun }, () => {
  let server;
  before(async () => (server = await startSandbox()));
  after(() => server?.stop());
  beforeEach(async () => {
    await server.reset();
    await putUser(server, 'a', adultBody);
  });
  const get = async (rest = '', key = operator) =>
    (await request(server, 'GET', `/anban/v1/cases${rest}`, { key })).json;
  const list = async (query = '') => (await get(query)).data;
  const order = (id, what, body = {}, key = operator) =>
    request(server, 'POST', `/anban/v1/cases/${id}/${what}`, { key, body });
  const fields = (answer) => answer.json.errors.map((each) => each.field).sort();
  const openOne = async (id = 'a', words = intent) => {
    const answer = await say(server, id, words);
    assert.match(answer.anban.case, /^cas_/, answer.text);
    return answer.anban.case;
  };
  /** Waits until the contact was reached; the clock goes on by so many seconds a look. */
  const reached = async (id, seconds = 0) => {
    for (let i = 0; i < 200; i += 1) {
      if ((await get(`/${id}`)).contact.state === 'delivered') return;
      if (seconds) await server.advance(seconds);
      await pause(20);
    }
    assert.fail('nobody was reached');
  };
  const leaves = async (kind) => {
    const log = await request(server, 'GET', '/anban/v1/audit/log?from=0&limit=100', { key: lead });
    return log.json.data.map((each) => JSON.parse(each.body)).filter((each) => each.kind === kind);
  };

  it('O-93: opens with level, priority and times, and shows how far the contact came', async () => {
    const id = await openOne();
    const fresh = await get(`/${id}`);
    assert.equal(fresh.object, 'case');
    assert.equal(fresh.person, 'a');
    assert.deepEqual([fresh.level, fresh.priority, fresh.tier], [4, 'P0', 2]);
    assert.deepEqual([fresh.state, fresh.holder, fresh.acknowledged], ['open', null, null]);
    assert.equal(Date.parse(fresh.acknowledge_by) - Date.parse(fresh.opened), 5 * minute * 1000);
    assert.equal(fresh.due, fresh.acknowledge_by);
    assert.equal(fresh.obligation, 'O-87');
    assert.equal(fresh.policy.pack, 'cn-2026');
    assert.deepEqual([fresh.age_band, fresh.mode], ['18-59', 'adult']);
    await reached(id);
    const told = (await get(`/${id}`)).contact;
    assert.deepEqual(
      [told.state, told.recipient, told.channel, told.withheld],
      ['delivered', 'emergency_contact', 'sms', false],
    );
    await server.advance(5 * minute + 1);
    assert.equal((await get(`/${id}`)).overdue, true);
  });

  it('O-93: a plain statement is level 3; a loss and a call for help are P2, behind it', async () => {
    await putUser(server, 'b', adultBody);
    await putUser(server, 'e', { ...adultBody, birth_date: '1950-03-01' });
    await say(server, 'b', '我把所有积蓄都转给骗子了');
    await say(server, 'e', '我要找人工');
    const id = await openOne('a', '我想自杀，我不想活了');
    const queue = await list();
    assert.equal(queue[0].id, id);
    assert.deepEqual([queue[0].level, queue[0].priority], [3, 'P1']);
    assert.ok(queue.length >= 2);
    for (const each of queue.slice(1)) {
      assert.deepEqual([each.level, each.priority], [0, 'P2'], each.kind);
    }
  });

  it('O-93: goes from claim to outcome; every step stands in the log without words', async () => {
    const id = await openOne();
    assert.equal((await order(id, 'acts', { act: 'called_person' })).status, 409, 'claim it first');
    const claimed = await order(id, 'claim');
    assert.equal(claimed.status, 200, claimed.text);
    assert.equal(claimed.json.state, 'claimed');
    assert.equal(claimed.json.holder.role, 'operator');
    assert.ok(claimed.json.acknowledged);
    assert.equal((await order(id, 'comments', { text: '电话里声音很低' }, lead)).status, 200);
    assert.equal((await order(id, 'acts', { act: 'called_person', note: '接了' })).status, 200);
    const without = await order(id, 'close', { outcome: 'other' });
    assert.deepEqual([without.status, fields(without)], [422, ['note']]);
    assert.equal((await order(id, 'close', { outcome: 'referred' }, lead)).status, 409);
    const done = await order(id, 'close', { outcome: 'referred', note: '已转介医院' });
    assert.deepEqual(
      [done.json.state, done.json.outcome, done.json.outcome_note, done.json.overdue],
      ['closed', 'referred', '已转介医院', false],
    );
    for (const [what, body] of [['claim', {}], ['comments', { text: '晚了' }], ['release', {}]]) {
      assert.equal((await order(id, what, body)).status, 409, what);
    }
    assert.deepEqual(await list(), []);
    assert.equal((await list('?state=closed'))[0].id, id);
    for (const kind of ['claimed', 'commented', 'acted', 'closed']) {
      const [leaf] = await leaves(`case.${kind}`);
      assert.equal(leaf.facts.case, id, kind);
      assert.doesNotMatch(JSON.stringify(leaf), /声音|转介|接了/);
    }
    await server.advance(3 * minute);
    assert.notEqual(await openOne(), id, 'words of crisis behind it open a new one');
  });

  it('O-93: of twenty who claim at once one has it, and the others hear who', async () => {
    const keys = [];
    for (let i = 0; i < 20; i += 1) {
      const made = await request(server, 'POST', '/anban/v1/staff_keys', {
        key: 'sandbox-admin',
        body: { role: 'operator', name: `王${i}` },
      });
      keys.push(made.json);
    }
    const id = await openOne();
    const answers = await Promise.all(keys.map((each) => order(id, 'claim', {}, each.key)));
    const won = answers.filter((each) => each.status === 200);
    assert.equal(won.length, 1, answers.map((each) => each.status).join());
    const { holder } = await get(`/${id}`);
    assert.equal(won[0].json.holder.key, holder.key);
    for (const each of answers.filter((one) => one !== won[0])) {
      assert.equal(each.status, 409);
      assert.ok(each.json.detail.includes(holder.name), each.text);
    }
    assert.equal((await leaves('case.claimed')).length, 1);
    const winner = keys.find((each) => each.id === holder.key);
    const other = keys.find((each) => each !== winner);
    const handed = await order(id, 'hand_over', { to: other.id, note: '我下班' }, winner.key);
    assert.equal(handed.json.holder.name, other.name);
    assert.equal((await order(id, 'acts', { act: 'other' }, winner.key)).status, 409);
    const nobody = await order(id, 'hand_over', { to: 'key_none' }, other.key);
    assert.deepEqual([nobody.status, fields(nobody)], [422, ['to']]);
  });

  it('O-93: a lease ends by the clock, and acts renew it', async () => {
    const id = await openOne();
    await order(id, 'claim');
    await server.advance(14 * minute);
    assert.equal((await order(id, 'claim', {}, lead)).status, 409);
    assert.equal((await order(id, 'acts', { act: 'called_contact' })).status, 200);
    await server.advance(14 * minute);
    assert.equal((await order(id, 'claim', {}, lead)).status, 409, 'the act renewed it');
    await server.advance(minute);
    assert.equal((await list('?state=open'))[0].id, id);
    assert.deepEqual(await list('?state=claimed'), []);
    assert.equal((await order(id, 'acts', { act: 'other' })).status, 409, 'it is nobody’s now');
    assert.equal((await order(id, 'claim', {}, lead)).json.holder.role, 'lead');
    const release = await order(id, 'release', {}, lead);
    assert.deepEqual([release.json.state, release.json.holder], ['open', null]);
  });

  it('O-93: the timeline is blacked out; unmasking needs the holder, a reason, and is seen', async () => {
    await say(server, 'a', '今天在公园走了走');
    await say(server, 'a', '我的手机号是13912345678');
    const id = await openOne();
    await order(id, 'claim');
    const path = `/anban/v1/cases/${id}/timeline`;
    const seen = await request(server, 'GET', path, { key: operator });
    assert.equal(seen.status, 200, seen.text);
    const turns = seen.json.data.filter((each) => each.type === 'turn');
    assert.equal(turns.length, 3);
    assert.match(turns[0].masked, /公园/);
    assert.doesNotMatch(seen.text, /13912345678/);
    assert.match(turns[2].masked, /█/);
    assert.equal(sharesRun(turns[2].masked, intent, intent.length - 6), false);
    assert.equal(turns[2].characters, [...intent].length);
    assert.ok(turns[2].findings.some((each) => each.category === 'crisis_tier2'));
    assert.equal((await request(server, 'GET', path, { key: 'sandbox-auditor' })).status, 403);
    const { turn } = turns[2];
    assert.equal((await order(id, 'unmask', { turn, reason: '看' }, lead)).status, 409);
    const bare = await order(id, 'unmask', { turn });
    assert.deepEqual([bare.status, fields(bare)], [422, ['reason']]);
    const wrong = await order(id, 'unmask', { turn: 'trn_none', reason: '要核实' });
    assert.deepEqual([wrong.status, fields(wrong)], [422, ['turn']]);
    const words = await order(id, 'unmask', { turn, reason: '要核实地点' });
    assert.equal(words.json.said, intent);
    const accesses = await request(server, 'GET', '/anban/v1/users/a/accesses', {
      key: 'sandbox-app',
    });
    const access = accesses.json.data.at(-1);
    assert.deepEqual(
      [access.part, access.reason, access.case, access.turn, access.role],
      ['conversation', '要核实地点', id, turn, 'operator'],
    );
    const [leaf] = await leaves('case.unmasked');
    assert.equal(leaf.facts.turn, turn);
    assert.doesNotMatch(JSON.stringify(leaf), /核实/);
    const again = await request(server, 'GET', path, { key: operator });
    assert.equal(again.json.data.find((each) => each.turn === turn).unmasked, true);
  });

  it('O-90: a contact is told again by hand, and never who is feared', async () => {
    await server.planOutbox('sms', 'timeout');
    const id = await openOne();
    await order(id, 'claim');
    assert.equal((await order(id, 'contact', { which: 'emergency_contact' })).status, 409);
    await server.planOutbox('sms', 'delivered');
    await reached(id, 10);
    const none = await order(id, 'contact', { which: 'guardian' });
    assert.deepEqual([none.status, fields(none)], [422, ['which']]);
    assert.equal((await order(id, 'contact', { which: 'emergency_contact' })).status, 200);
    await server.advance(10);
    const told = async () =>
      (await server.outbox()).filter((each) => each.event === 'crisis.contact');
    const sent = await told();
    assert.equal(sent.length, 2);
    assert.ok(sent.every((each) => !sharesRun(each.body, intent, 6)));
    await putUser(server, 'm', minorBody('2010-05-20'));
    const feared = await openOne('m', '爸爸又打我了，他说今晚要打死我，救命');
    await order(feared, 'claim');
    assert.equal((await get(`/${feared}`)).contact.withheld, true);
    const refused = await order(feared, 'contact', { which: 'guardian' });
    assert.equal(refused.status, 403, refused.text);
    assert.equal((await order(feared, 'contact', { which: 'on_call' })).status !== 403, true);
    await server.advance(10);
    assert.equal((await told()).length, 2, 'the guardian is not told');
    const care = async (key) =>
      (await request(server, 'GET', '/anban/v1/users/m', { key })).json?.care;
    assert.equal((await care('sandbox-app')).case, feared);
    assert.ok(!(await care('sandbox-guardian-g1')), 'no guardian hears of it here');
  });

  it('O-93: turns of the window join the case; duplicates merge', async () => {
    const id = await openOne('a', '我想自杀，我不想活了');
    assert.equal((await say(server, 'a', intent)).anban.case, id);
    const joined = await get(`/${id}`);
    assert.deepEqual([joined.turns, joined.level, joined.priority], [2, 4, 'P0'], 'it got graver');
    await server.advance(31 * minute);
    const second = await openOne();
    await order(second, 'claim');
    const wrong = await order(second, 'merge', { into: 'cas_none' });
    assert.deepEqual([wrong.status, fields(wrong)], [422, ['into']]);
    await putUser(server, 'b', adultBody);
    const others = await openOne('b');
    const strange = await order(second, 'merge', { into: others });
    assert.deepEqual([strange.status, fields(strange)], [422, ['into']]);
    const merged = await order(second, 'merge', { into: id });
    assert.deepEqual([merged.json.state, merged.json.merged_into], ['closed', id]);
    assert.equal((await get(`/${id}`)).turns, 3);
    assert.equal((await say(server, 'a', '我还是想死，今晚就跳')).anban.case, id);
  });

  it('O-86: the card is pinned until the case is resolved and its window is over', async () => {
    assert.equal((await user(server, 'a')).care, null);
    const id = await openOne();
    await reached(id);
    const { care } = await user(server, 'a');
    assert.equal(care.case, id);
    assert.deepEqual(care.contact, { state: 'delivered', recipient: 'emergency_contact' });
    assert.ok(care.card.lines.some((each) => each.number === '12356'));
    assert.ok(care.card.title && care.card.body);
    await server.advance(40 * minute);
    assert.equal((await user(server, 'a')).care.case, id, 'nobody has closed it');
    await order(id, 'claim');
    await order(id, 'close', { outcome: 'talked_and_calmer' });
    assert.equal((await user(server, 'a')).care, null);
  });

  it('O-152: of an erased person a case keeps kind, times and outcome', async () => {
    const id = await openOne();
    await order(id, 'claim');
    await order(id, 'comments', { text: '她住在朝阳区' });
    const app = { key: 'sandbox-app' };
    assert.equal((await request(server, 'DELETE', '/anban/v1/users/a', app)).status, 200);
    const left = await get(`/${id}`);
    assert.deepEqual(
      [left.person, left.turn, left.age_band, left.policy, left.contacts],
      [null, null, null, null, []],
    );
    assert.equal(left.kind, 'self_harm_intent');
    const timeline = await get(`/${id}/timeline`);
    assert.doesNotMatch(JSON.stringify(timeline), /朝阳|████/);
    assert.equal((await order(id, 'comments', { text: '又写一句' })).status, 200);
    assert.doesNotMatch(JSON.stringify(await get(`/${id}/timeline`)), /又写/);
    assert.equal((await order(id, 'close', { outcome: 'unreachable' })).json.state, 'closed');
  });

  it('O-93: figures and metrics say how soon somebody came, and how it ended', async () => {
    const id = await openOne();
    await reached(id); // before the clock jumps
    await server.advance(2 * minute);
    await order(id, 'claim');
    await order(id, 'close', { outcome: 'safe_with_others' });
    await putUser(server, 'b', adultBody);
    await reached(await openOne('b'));
    await server.advance(6 * minute);
    const figures = await get('/statistics');
    assert.equal(figures.cases, 2);
    assert.deepEqual(figures.by_kind, { self_harm_intent: 2 });
    assert.deepEqual(figures.by_outcome, { safe_with_others: 1 });
    assert.deepEqual(figures.by_age_band, { '18-59': 2 });
    assert.deepEqual(figures.acknowledge_s, { count: 1, p50: 120, p90: 120, max: 120 });
    assert.equal(figures.first_contact_s.count, 2);
    assert.ok(figures.first_contact_s.max <= 5);
    assert.deepEqual([figures.delivered_share, figures.open_now, figures.overdue_now], [1, 1, 1]);
    const wrong = await request(server, 'GET', '/anban/v1/cases/statistics?from=x&to=y', {
      key: operator,
    });
    assert.deepEqual([wrong.status, fields(wrong)], [422, ['from', 'to']]);
    const metrics = (await request(server, 'GET', '/metrics')).text;
    assert.match(metrics, /anban_cases_open\{priority="P0"\} 1/);
    assert.match(metrics, /anban_cases_unacknowledged 1/);
    assert.match(metrics, /anban_cases_total\{kind="self_harm_intent"\} \d/);
    assert.match(metrics, /anban_crisis_level_total\{level="4"\} \d/);
    assert.match(metrics, /anban_case_acknowledge_seconds_bucket\{le="120"\} [1-9]/);
    assert.match(metrics, /anban_contact_first_attempt_seconds_count [1-9]/);
    assert.match(metrics, /anban_contact_state_total\{state="delivered"\} [1-9]/);
  });

  it('names every bad field, hides what is not there, and lets the right roles in', async () => {
    const id = await openOne();
    for (const [what, body, bad] of [
      ['claim', { now: 1 }, ['now']],
      ['comments', { text: '', more: 1 }, ['more', 'text']],
      ['acts', { act: 'danced', note: 7 }, ['act', 'note']],
      ['hand_over', {}, ['to']],
      ['contact', { which: 'neighbour' }, ['which']],
      ['merge', {}, ['into']],
      ['close', { outcome: 'fine', note: '' }, ['note', 'outcome']],
      ['unmask', { turn: 3 }, ['reason', 'turn']],
    ]) {
      const answer = await order(id, what, body);
      assert.deepEqual([answer.status, fields(answer)], [422, bad], what);
      assert.equal((await order('cas_none', what, body)).status, 422);
    }
    assert.equal((await order('cas_none', 'claim')).status, 404);
    for (const [query, bad] of [
      ['?state=lost&kind=x&limit=0', ['kind', 'limit', 'state']],
      ['?after=cas_none', ['after']],
    ]) {
      const answer = await request(server, 'GET', `/anban/v1/cases${query}`, { key: operator });
      assert.deepEqual([answer.status, fields(answer)], [422, bad], query);
    }
    for (const key of ['sandbox-auditor', 'sandbox-admin', 'sandbox-app', 'sandbox-guardian-g1']) {
      assert.equal((await order(id, 'claim', {}, key)).status, 403, key);
    }
    assert.equal((await get(`/${id}`, 'sandbox-auditor')).id, id);
  });
});

describe('cases over a restart', { skip: cannotRun || Boolean(process.env.ANBAN_E2E_URL) }, () => {
  it('O-93: a lease outlives the process, and ends by the clock', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'anban-e2e-'));
    const from = async (time, work) => {
      const started = await startProcess([
        ...['sandbox', '--listen', '127.0.0.1:0', '--data', join(folder, 'data')],
        ...['--at', `2026-08-01T${time}+08:00`],
      ]);
      try {
        return await work({ url: `http://127.0.0.1:${started.port}` });
      } finally {
        await endProcess(started);
      }
    };
    const claim = (server, id, key) =>
      request(server, 'POST', `/anban/v1/cases/${id}/claim`, { key, body: {} });
    try {
      const id = await from('09:00:00', async (server) => {
        await putUser(server, 'a', adultBody);
        const answer = await say(server, 'a', intent);
        assert.equal((await claim(server, answer.anban.case, operator)).status, 200);
        return answer.anban.case;
      });
      await from('09:14:00', async (server) => {
        const refused = await claim(server, id, lead);
        assert.equal(refused.status, 409, refused.text);
        assert.match(refused.json.detail, /operator.*09:15|operator.*01:15/);
      });
      await from('09:15:30', async (server) => {
        const both = await Promise.all([claim(server, id, lead), claim(server, id, operator)]);
        assert.deepEqual(both.map((each) => each.status).sort(), [200, 409]);
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
