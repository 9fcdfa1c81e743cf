// SPDX-License-Identifier: Apache-2.0
// Takeover where the pack requires it (cn-2025-draft), and over a restart: nobody is promised who is
// not there, and what was written is not lost (O-92).
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';

import { cannotRun, endProcess, startProcess, startSandbox } from './server.mjs';
import { adultBody, putUser, say, upstreamCount } from './talk.mjs';
import { call, handBack, intent, label, takeOver, write } from './takeover_talk.mjs';

describe('takeover under the draft', { skip: cannotRun }, () => {
  let server;
  before(async () => (server = await startSandbox('--pack', 'cn-2025-draft')));
  after(() => server?.stop());
  beforeEach(async () => {
    await server.reset();
    await putUser(server, 'a', adultBody);
  });

  it('O-92: with nobody there the fixed answer promises nobody', async () => {
    const crisis = await say(server, 'a', intent);
    assert.equal(crisis.anban.outcome, 'soothed');
    assert.doesNotMatch(crisis.words, /工作人员/);
    assert.ok(!crisis.events.includes('takeover.requested'));
    const other = await say(server, 'a', '那讲讲怎么煮面吧');
    assert.equal(other.anban.outcome, 'soothed', 'the model is muted until a person handed back');
    assert.equal(await upstreamCount(server), 0);
  });

  it('O-92: where somebody is there, the person reads that they are asked to join', async () => {
    const there = await call(server, 'PUT', 'staff/me/presence', { available: true });
    assert.equal(there.status, 200, there.text);
    const crisis = await say(server, 'a', intent);
    assert.ok(crisis.events.includes('takeover.requested'));
    assert.match(crisis.words, /正在请一位在线的工作人员加入/);
    const takeover = await takeOver(server);
    const turn = say(server, 'a', '好');
    await write(server, takeover, '我来了。');
    assert.ok((await turn).words.startsWith(`${label}我来了。`));
    assert.equal(await upstreamCount(server), 0);
    await handBack(server, takeover);
    const next = await say(server, 'a', '那讲讲怎么煮面吧');
    assert.equal(next.anban.outcome, 'answered');
    assert.equal(await upstreamCount(server), 1);
  });

  it('O-92: who was there a minute ago counts no more', async () => {
    await call(server, 'PUT', 'staff/me/presence', { available: true });
    await server.advance(61);
    const crisis = await say(server, 'a', intent);
    assert.ok(!crisis.events.includes('takeover.requested'));
    const wrong = await call(server, 'PUT', 'staff/me/presence', { available: 'yes', more: 1 });
    assert.equal(wrong.status, 422);
    assert.equal(wrong.json.errors.length, 2);
  });
});

describe('takeover over a restart', { skip: cannotRun }, () => {
  it('O-92: it goes on, with the words that were not shown yet', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'anban-e2e-'));
    const words = ['sandbox', '--listen', '127.0.0.1:0', '--data', join(folder, 'data')];
    let started = await startProcess(words);
    try {
      const first = { url: `http://127.0.0.1:${started.port}` };
      await putUser(first, 'a', adultBody);
      await say(first, 'a', intent);
      const takeover = await takeOver(first);
      await write(first, takeover, '我马上回来。');
      await endProcess(started);
      started = await startProcess(words);
      const second = { url: `http://127.0.0.1:${started.port}` };
      const known = await call(second, 'GET', `takeovers/${takeover.id}`);
      assert.equal(known.json.state, 'active');
      const next = await say(second, 'a', '你在吗');
      assert.equal(next.anban.outcome, 'taken_over');
      assert.ok(next.words.startsWith(`${label}我马上回来。`), next.words);
      assert.equal((await write(second, takeover, '回来了。')).status, 201);
    } finally {
      await endProcess(started);
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
