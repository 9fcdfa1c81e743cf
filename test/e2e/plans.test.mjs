// SPDX-License-Identifier: Apache-2.0
// Contingency plans and drills (Art. 9; O-46): versions, what a drill found, the export, and the
// notice where one is overdue.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';

import { cannotRun, startSandbox } from './server.mjs';
import { eventually, request } from './talk.mjs';

const path = '/anban/v1/contingency_plans';
const plan = { title: '模型服务中断', text: '先切到备用的模型服务，再通知值班的人。', drill_every: 30 };
const drill = (held, more = {}) => ({
  held,
  participants: ['王芳', '李强'],
  findings: '切换用了四分钟。',
  ...more,
});

describe('contingency plans', { skip: cannotRun }, () => {
  let server;
  // One each: the round that reminds sleeps until where an earlier test left the clock.
  beforeEach(async () => (server = await startSandbox()));
  afterEach(() => server?.stop());

  const ask = (method, at, body, role = 'lead') =>
    request(server, method, `${path}${at}`, { key: `sandbox-${role}`, body });
  const notices = async () =>
    (await server.outbox()).filter((each) => each.event === 'drill.overdue');
  const gauge = async () =>
    Number(/^anban_drills_overdue (\d+)$/m.exec((await request(server, 'GET', '/metrics')).text)[1]);

  it('O-46: a plan has versions that stay, and other words make a further one', async () => {
    await server.setClock('2026-08-01T10:00:00+08:00');
    const made = await ask('PUT', '/outage', plan);
    assert.equal(made.status, 201, made.text);
    assert.equal(made.json.version, 1);
    assert.equal(made.json.drill_due, '2026-08-31');
    assert.equal((await ask('PUT', '/outage', plan)).json.version, 1, 'the same words again');
    const changed = await ask('PUT', '/outage', { ...plan, text: '先通知值班的人。' });
    assert.equal(changed.status, 200);
    const read = await ask('GET', '/outage', undefined, 'inspector');
    assert.deepEqual(read.json.versions.map((each) => each.text), [plan.text, '先通知值班的人。']);
    assert.equal(read.json.versions[0].by.length > 0, true);
    const list = await ask('GET', '', undefined, 'auditor');
    assert.deepEqual(list.json.data.map((each) => [each.id, each.version]), [['outage', 2]]);
    const log = await request(server, 'GET', '/anban/v1/audit/log', { key: 'sandbox-auditor' });
    const leaves = log.json.data.map((each) => JSON.parse(each.body));
    const changes = leaves.filter((each) => each.kind === 'contingency_plan.changed');
    assert.equal(changes.length, 3);
    assert.equal(log.text.includes('通知值班'), false, 'the log holds a hash, no words');
  });

  it('O-46: an overdue drill is told once, and the drill that was held ends it', async () => {
    await server.setClock('2026-08-01T10:00:00+08:00');
    await ask('PUT', '/outage', plan);
    await server.setClock('2026-08-31T23:00:00+08:00');
    assert.equal((await notices()).length, 0, 'the day itself is not late');
    assert.equal((await ask('GET', '/outage')).json.overdue, false);
    await server.setClock('2026-09-01T00:05:00+08:00');
    assert.ok(await eventually(async () => (await notices()).length === 1));
    const [notice] = await notices();
    assert.equal(notice.kind, 'on_call');
    assert.ok(notice.body.includes('outage') && notice.body.includes('2026-08-31'));
    assert.equal(await gauge(), 1);
    await server.setClock('2026-09-03T10:00:00+08:00');
    assert.equal((await notices()).length, 1, 'told once');
    assert.equal((await ask('GET', '/outage')).json.overdue, true);
    const held = await ask('POST', '/outage/drills', drill('2026-09-02'));
    assert.equal(held.status, 201, held.text);
    const after = await ask('GET', '/outage');
    assert.deepEqual([after.json.overdue, after.json.drill_due], [false, '2026-10-02']);
    assert.equal(await gauge(), 0);
    await server.setClock('2026-10-04T10:00:00+08:00');
    assert.ok(await eventually(async () => (await notices()).length === 2), 'the next one, again');
  });

  it('O-46: drills are kept with who took part and what they found, and go out as a table',
    async () => {
        await server.setClock('2026-09-03T10:00:00+08:00');
      await ask('PUT', '/outage', plan);
      await ask('POST', '/outage/drills', drill('2026-09-01', { findings: '=SUM(1) "慢"' }));
      const list = await ask('GET', '/outage/drills', undefined, 'inspector');
      assert.deepEqual(list.json.data[0].participants, ['王芳', '李强']);
      assert.equal(list.json.data[0].version, 1);
      const table = await ask('GET', '/outage/drills?format=csv', undefined, 'auditor');
      assert.match(table.headers.get('content-type'), /^text\/csv/);
      const [head, row] = table.text.split('\r\n');
      assert.equal(head, 'id,held,version,participants,findings,recorded,by');
      assert.match(row, /^"drl_[^"]+",2026-09-01,1,"王芳; 李强","'=SUM\(1\) ""慢""",/);
    });

  it('O-46: every wrong field is named, and who may not change plans hears 403', async () => {
    const fields = (answer) => (answer.json.errors ?? []).map((each) => each.field).sort();
    const wrong = await ask('PUT', '/Bad%20Name', { title: '', drill_every: 0, more: 1 });
    assert.equal(wrong.status, 422);
    assert.deepEqual(fields(wrong), ['drill_every', 'id', 'more', 'text', 'title']);
    assert.equal((await ask('PUT', '/outage', plan)).status, 201);
    const late = await ask('POST', '/outage/drills', { held: '2999-01-01', participants: [''] });
    assert.equal(late.status, 422);
    assert.deepEqual(fields(late), ['findings', 'held', 'participants']);
    assert.equal((await ask('POST', '/none/drills', drill('2026-09-01'))).status, 404);
    assert.equal((await ask('GET', '/outage/drills?format=pdf')).status, 422);
    for (const role of ['operator', 'auditor', 'inspector', 'app']) {
      assert.equal((await ask('PUT', '/outage', plan, role)).status, 403, role);
    }
  });
});
