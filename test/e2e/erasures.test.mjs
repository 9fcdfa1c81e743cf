// SPDX-License-Identifier: Apache-2.0
// A backup and an old data folder bring nobody back who was erased since (O-152): the list of
// erasures outside the data folder is read at the start.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, beforeEach, describe, it } from 'node:test';

import { binary, cannotRun, startServe } from './server.mjs';
import { request, say } from './talk.mjs';

const registration = {
  birth_date: '1990-01-01',
  agreement: { version: '1', accepted: true },
  emergency_contact: { name: '王芳', relationship: 'mother', channel: 'sms',
    address: '13800138000' },
};

describe('erasures', { skip: cannotRun }, () => {
  let folder;
  let data;
  let list;
  let server;
  let count = 0;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'anban-e2e-'))));
  after(() => rmSync(folder, { recursive: true, force: true }));
  beforeEach(() => {
    count += 1;
    data = join(folder, `data${count}`);
    list = join(folder, `erasures${count}`);
  });

  const start = async () => {
    const file = join(folder, 'anban.toml');
    writeFileSync(file, `erasures_file = "${list}"\n`);
    server = await startServe({ folder: data, words: ['--config', file] });
    return server;
  };
  const register = async () =>
    (await request(server, 'POST', '/anban/v1/registrations', { body: registration })).json
      .personal_key;
  const me = (key) => request(server, 'GET', '/anban/v1/me', { key });
  const interactions = (key) => request(server, 'GET', '/anban/v1/me/interactions?format=json',
    { key });
  const listed = () => readFileSync(list, 'utf8').split('\n').filter((line) => line !== '');

  /** Two people who spoke, a copy of the data by `copy`, then one of them erased. */
  const eraseOneAfter = async (copy) => {
    await start();
    const [gone, stays] = [await register(), await register()];
    assert.equal((await say(server, undefined, '我喜欢看海上的日出', {}, gone)).status, 200);
    await say(server, undefined, '我喜欢看山里的日落', {}, stays);
    await server.stop();
    copy();
    await start();
    const receipt = await request(server, 'DELETE', '/anban/v1/me', { key: gone });
    assert.equal(receipt.status, 200, receipt.text);
    assert.equal(listed().length, 1);
    assert.match(listed()[0], /^psn_[0-9A-Z]+$/);
    await server.stop();
    return { gone, stays };
  };
  const isGoneForGood = async ({ gone, stays }) => {
    await start();
    try {
      assert.match(server.heard(), /"erasures\.done_again".*"persons":1/);
      assert.equal((await me(gone)).status, 401, 'the key too');
      assert.equal((await me(stays)).status, 200);
      assert.ok((await interactions(stays)).text.includes('山里的日落'));
    } finally {
      await server.stop();
    }
    const person = listed()[0];
    const store = new DatabaseSync(join(data, 'anban.db'), { readOnly: true });
    const column = { persons: 'ref', messages: 'person', credentials: 'subject' };
    for (const [table, name] of Object.entries(column)) {
      const row = store.prepare(`SELECT count(*) AS n FROM ${table} WHERE ${name} = ?`).get(person);
      assert.equal(row.n, 0, table);
    }
    store.close();
    const checked = spawnSync(binary, ['fsck', '--data', data], { encoding: 'utf8' });
    assert.equal(checked.status, 0, checked.stdout);
    await start();
    assert.doesNotMatch(server.heard(), /erasures\.done_again/, 'once is enough');
    await server.stop();
  };

  it('O-152: an old copy of the data folder brings nobody back', async () => {
    const old = join(folder, 'old');
    const people = await eraseOneAfter(() => cpSync(data, old, { recursive: true }));
    rmSync(data, { recursive: true });
    renameSync(old, data);
    await isGoneForGood(people);
  });

  it('O-152: a restored backup brings nobody back', async () => {
    const file = join(folder, 'backup.db');
    const people = await eraseOneAfter(() =>
      execFileSync(binary, ['backup', file, '--data', data]));
    rmSync(join(data, 'anban.db'));
    for (const more of ['anban.db-wal', 'anban.db-shm']) rmSync(join(data, more), { force: true });
    execFileSync(binary, ['restore', file, '--data', data]);
    await isGoneForGood(people);
  });

  it('O-152: what was erased in part stays erased too', async () => {
    await start();
    const key = await register();
    await say(server, undefined, '我喜欢看海上的日出', {}, key);
    await server.stop();
    const old = join(folder, 'part');
    cpSync(data, old, { recursive: true });
    await start();
    assert.equal((await request(server, 'DELETE', '/anban/v1/me/interactions', { key })).status,
      200);
    await server.stop();
    rmSync(data, { recursive: true });
    renameSync(old, data);
    await start();
    assert.equal((await me(key)).status, 200);
    assert.equal((await interactions(key)).text.includes('海上的日出'), false);
    await server.stop();
  });

  it('a list inside the data folder, or that does not read, stops the start', () => {
    const run = (erasures, place = data) => {
      const file = join(folder, 'wrong.toml');
      writeFileSync(file, `erasures_file = "${erasures}"\n`);
      return spawnSync(binary, ['serve', '--listen', '127.0.0.1:0', '--config', file, '--data',
        place], { encoding: 'utf8', timeout: 10000 });
    };
    for (const place of [data, `${data}/`]) {
      const inside = run(join(data, 'erasures'), place);
      assert.equal(inside.status, 1);
      assert.match(inside.stderr, /erasures_file must lie outside the data folder/);
    }
    writeFileSync(list, 'this is no list\n');
    const other = run(list);
    assert.equal(other.status, 1);
    assert.match(other.stderr, /line 1: not a list of erasures/);
  });
});
