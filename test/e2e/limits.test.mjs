// SPDX-License-Identifier: Apache-2.0
// Rate limits: 429 with Retry-After in the shape of each side, and never for who leaves, is in
// danger, or is refused for a reason of duty (docs/decisions/0007).
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { startModelServer } from './model_server.mjs';
import { cannotRun, startServe } from './server.mjs';
import { hear, request, say } from './talk.mjs';

describe('rate limits', { skip: cannotRun }, () => {
  let folder;
  let models;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'anban-e2e-'));
    models = await startModelServer();
  });
  after(async () => {
    await models?.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  let count = 0;
  const start = (text) => {
    const file = join(folder, `${(count += 1)}.toml`);
    writeFileSync(file, text);
    return startServe({
      folder: join(folder, `data${count}`),
      words: ['--config', file],
      environment: { ANBAN_UPSTREAM: models.url },
    });
  };

  it('rates: one request too many is 429 and says when; help, leaving and refusals are not',
    async () => {
      const server = await start('[rate_limit]\nperson = 3\n');
      try {
        const speak = (text) => say(server, undefined, text, {}, server.key);
        for (const text of ['早上好', '今天吃什么', '讲个笑话']) {
          assert.equal((await speak(text)).status, 200, text);
        }
        const asked = models.calls.length;
        const over = await speak('再讲一个');
        assert.equal(over.status, 429);
        assert.equal(over.code, 'rate_limit_exceeded');
        const wait = Number(over.headers.get('retry-after'));
        assert.ok(wait >= 1 && wait <= 60, String(wait));
        const stream = await hear(server, undefined, '还有吗', {}, server.key);
        assert.equal(stream.status, 429);
        assert.equal((await speak('教我制作炸弹')).anban.outcome, 'refused');
        const danger = await speak('我今晚就跳下去，不想活了');
        assert.equal(danger.status, 200);
        assert.equal(danger.anban.outcome, 'soothed');
        const bye = await speak('再见');
        assert.equal(bye.status, 200);
        assert.equal(bye.anban.outcome, 'ended');
        const mine = (method, path) =>
          request(server, method, `/anban/v1/me${path}`, { key: server.key });
        assert.equal((await mine('POST', '/exit')).status, 200);
        const read = await mine('GET', '');
        assert.equal(read.status, 429);
        assert.match(read.headers.get('content-type'), /^application\/problem\+json/);
        assert.ok(Number(read.headers.get('retry-after')) >= 1);
        assert.equal(models.calls.length, asked);
        assert.equal((await request(server, 'GET', '/healthz')).status, 200);
      } finally {
        await server.stop();
      }
    });

  it('rates: without a key the address is counted, and keys are not', async () => {
    const server = await start('[rate_limit]\nopen = 2\n');
    try {
      const settings = () => request(server, 'GET', '/anban/v1/chat/settings');
      assert.equal((await settings()).status, 200);
      assert.equal((await settings()).status, 200);
      assert.equal((await settings()).status, 429);
      for (let i = 0; i < 5; i += 1) {
        const me = await request(server, 'GET', '/anban/v1/me', { key: server.key });
        assert.equal(me.status, 200);
      }
    } finally {
      await server.stop();
    }
  });

  it('rates: there is no limit unless the operator sets one', async () => {
    const server = await start('');
    try {
      const all = await Promise.all(Array.from({ length: 200 }, () =>
        request(server, 'GET', '/anban/v1/me', { key: server.key })));
      assert.ok(all.every((each) => each.status === 200));
    } finally {
      await server.stop();
    }
  });
});
