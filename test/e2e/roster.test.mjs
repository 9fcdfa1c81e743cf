// SPDX-License-Identifier: Apache-2.0
// The roster (Art. 9; O-47): who is on call now is who is told; addresses of staff are shown in part.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { Sandbox, cannotRun, endProcess, startProcess, startSandbox } from './server.mjs';
import { eventually, request, say, sharesRun } from './talk.mjs';

const intent = '我今晚就从楼上跳下去，遗书已经写好放在抽屉里了';
const wang = { name: '王芳', channel: 'sms', address: '13800138001' };
const li = { name: '李强', channel: 'email', address: 'li@example.com' };
const zhao = { name: '赵敏', channel: 'webhook', address: 'https://hooks.example.com/secret' };
const day = { from: '2026-08-01T08:00:00+08:00', until: '2026-08-01T20:00:00+08:00', first: 0,
  then: [1] };
const night = { from: '2026-08-01T20:00:00+08:00', until: '2026-08-02T08:00:00+08:00', first: 1,
  then: [2, 0] };
const roster = { members: [wang, li, zhao], shifts: [day, night] };

describe('roster', { skip: cannotRun }, () => {
  let server;
  before(async () => (server = await startSandbox()));
  after(() => server?.stop());

  const put = (body, role = 'lead') =>
    request(server, 'PUT', '/anban/v1/roster', { key: `sandbox-${role}`, body });
  const get = (at = '') =>
    request(server, 'GET', `/anban/v1/roster${at}`, { key: 'sandbox-operator' });
  const onCall = async () =>
    (await server.outbox())
      .filter((each) => each.kind === 'on_call' && each.event === 'crisis.case')
      .sort((a, b) => Date.parse(a.created) - Date.parse(b.created));
  const minutes = async (count) => {
    for (let i = 0; i < count; i += 1) await server.advance(60);
  };
  const start = async (at) => {
    await server.reset();
    await server.setClock(at);
    const answer = await put(roster);
    assert.equal(answer.status, 200, answer.text);
  };

  it('O-47: the roster is kept, and its addresses are shown in part', async () => {
    await start('2026-08-01T10:00:00+08:00');
    const read = await get();
    assert.deepEqual(read.json.members.map((each) => each.address),
      ['138****8001', 'l***@example.com', 'https://hooks.example.com/…']);
    assert.deepEqual(read.json.shifts.map((each) => [each.first, each.then]), [[0, [1]], [1, [2, 0]]]);
    const log = await request(server, 'GET', '/anban/v1/audit/log', { key: 'sandbox-auditor' });
    assert.ok(log.text.includes('roster.changed'));
    for (const word of ['13800138001', 'li@example.com', '王芳']) {
      assert.equal(log.text.includes(word), false, word);
    }
  });

  it('O-47: a roster as it was shown can be put back and loses no address', async () => {
    await start('2026-08-01T10:00:00+08:00');
    const { members, shifts } = (await get()).json;
    delete members[1].address;
    assert.equal((await put({ members, shifts })).status, 200);
    await say(server, 'stranger', intent);
    assert.ok(await eventually(async () => (await onCall())[0]?.state === 'delivered'));
    assert.equal((await onCall())[0].to, wang.address);
  });

  it('O-47: whoever is on call when the message goes is told, by their channel', async () => {
    await start('2026-08-01T10:00:00+08:00');
    const now = await get('/now');
    assert.equal(now.json.source, 'roster');
    assert.equal(now.json.in_shift, true);
    assert.deepEqual(now.json.on_duty.map((each) => each.name), ['王芳', '李强']);
    assert.equal(Date.parse(now.json.changes), Date.parse(day.until));
    await server.setClock('2026-08-01T21:00:00+08:00');
    assert.deepEqual((await get('/now')).json.on_duty.map((each) => each.name),
      ['李强', '赵敏', '王芳']);
    await say(server, 'stranger', intent);
    assert.ok(await eventually(async () => (await onCall())[0]?.state === 'delivered'));
    const [told] = await onCall();
    assert.equal(told.to, li.address);
    await server.setClock('2026-08-05T12:00:00+08:00');
    const outside = await get('/now');
    assert.equal(outside.json.in_shift, false);
    assert.equal(outside.json.on_duty.length, 3, 'outside every shift it is everybody');
  });

  it('O-47: a case nobody takes goes to the next one, each after five minutes, then again', async () => {
    await start('2026-08-01T10:00:00+08:00');
    await say(server, 'stranger', intent);
    assert.ok(await eventually(async () => (await onCall()).length === 1));
    const addresses = async () => (await onCall()).map((each) => each.to);
    await server.advance(299);
    assert.deepEqual(await addresses(), [wang.address], 'not before the five minutes are over');
    await server.advance(2);
    assert.ok(await eventually(async () => (await onCall()).length === 2));
    assert.deepEqual(await addresses(), [wang.address, li.address]);
    await minutes(14);
    assert.equal((await onCall()).length, 2, 'all were told: a quarter of an hour');
    await minutes(2);
    assert.ok(await eventually(async () => (await onCall()).length === 3));
    assert.equal((await addresses())[2], wang.address);
    const cases = new Set((await onCall()).map((each) => each.case));
    assert.equal(cases.size, 1);
    const log = await request(server, 'GET', '/anban/v1/audit/log', { key: 'sandbox-auditor' });
    const escalated = log.json.data
      .map((each) => JSON.parse(each.body))
      .filter((each) => each.kind === 'case.escalated');
    assert.deepEqual(escalated.map((each) => each.facts?.position ?? each.position), ['1', '0']);
    assert.equal(sharesRun(JSON.stringify([await onCall(), escalated]), intent, 6), false);
  });

  it('O-47: an hour of a night tells everybody in order, and nobody twice at once', async () => {
    await start('2026-08-01T21:00:00+08:00');
    await say(server, 'stranger', intent);
    assert.ok(await eventually(async () => (await onCall()).length === 1));
    await minutes(58);
    assert.ok(await eventually(async () => (await onCall()).length >= 5));
    const told = await onCall();
    assert.deepEqual(told.slice(0, 4).map((each) => each.to),
      [li.address, zhao.address, wang.address, li.address]);
    const times = told.map((each) => Date.parse(each.created));
    assert.deepEqual(times.slice(1, 4).map((each, i) => Math.round((each - times[i]) / 60000)),
      [5, 5, 15]);
    assert.equal(new Set(told.map((each) => each.id)).size, told.length);
  });

  it('O-47: after a restart the next one is told, and nobody a second time', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'anban-e2e-'));
    const words = ['sandbox', '--listen', '127.0.0.1:0', '--data', join(folder, 'data')];
    const run = async () => {
      const started = await startProcess(words);
      return Object.assign(new Sandbox(`http://127.0.0.1:${started.port}`, () => {}), { started });
    };
    const before = server;
    try {
      server = await run();
      const at = (await server.call('GET', '/sandbox/clock')).now;
      assert.equal((await put({ members: [wang, li] })).status, 200);
      await say(server, 'stranger', intent);
      assert.ok(await eventually(async () => (await onCall()).length === 1));
      await endProcess(server.started, 'SIGKILL');
      server = await run();
      await server.setClock(new Date(Date.parse(at) + 301000).toISOString());
      assert.ok(await eventually(async () => (await onCall())[1]?.to === li.address));
      assert.equal((await onCall()).length, 2);
    } finally {
      await endProcess(server.started);
      server = before;
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('O-47: every wrong field is named, and nothing of a wrong roster is kept', async () => {
    await start('2026-08-01T10:00:00+08:00');
    const wrong = await put({
      members: [{ ...wang, channel: 'pager' }, { ...li, address: 'li' }, { name: '新', channel: 'sms' }],
      shifts: [{ ...day, until: day.from, first: 7 }, { ...night, then: [1] }, 3],
      more: true,
    });
    assert.equal(wrong.status, 422, wrong.text);
    assert.deepEqual(wrong.json.errors.map((each) => each.field).sort(), [
      'members[0].channel', 'members[1].address', 'members[2].address', 'more',
      'shifts[0].first', 'shifts[0].until', 'shifts[1].then', 'shifts[2]',
    ]);
    const twice = await put({ members: [wang], shifts: [
      { ...day, then: [] }, { from: day.from, until: night.until, first: 0 }] });
    assert.equal(twice.status, 422);
    assert.match(twice.json.errors[0].message, /overlap/);
    assert.equal((await put({ members: [] })).status, 422);
    assert.equal((await put(roster, 'operator')).status, 403);
    assert.equal((await get()).json.members.length, 3);
  });
});
