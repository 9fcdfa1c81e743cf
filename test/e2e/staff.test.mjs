// SPDX-License-Identifier: Apache-2.0
// Accounts of staff: from the invitation to signing out, with the codes of a real authenticator;
// what is wrong, replayed, guessed or too old lets nobody in, and nothing of it is written down.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';

import { codeAt, enrol, hire, invite, serverTime, signIn } from './authenticator.mjs';
import { binary, cannotRun, endProcess, startProcess, startSandbox } from './server.mjs';
import { request } from './talk.mjs';

describe('accounts of staff', { skip: cannotRun }, () => {
  let server;
  before(async () => (server = await startSandbox()));
  beforeEach(() => server.reset());
  after(() => server?.stop());
  const call = (method, rest, body, key) =>
    request(server, method, `/anban/v1/staff${rest}`, { key, body });
  const me = (key) => call('GET', '/me', undefined, key);
  const leaves = async () => {
    const log = await server.call('GET', '/anban/v1/audit/log', undefined, 'sandbox-admin');
    return log.data.map((each) => JSON.parse(each.body));
  };

  it('go from an invitation over password and app to a session, and end with signing out', async () => {
    const invited = await invite(server, 'Wang.Fang', 'operator');
    assert.equal((await signIn(server, { ...invited, secret: 'AAAA', password: 'x' })).status, 403);
    const account = await enrol(server, invited);
    assert.equal(account.login, 'wang.fang');
    assert.match(account.key, /^st_/);
    assert.deepEqual((await me(account.key)).json, {
      object: 'staff_me',
      id: invited.id,
      name: '王芳',
      role: 'operator',
      account: true,
      available: false,
    });
    await server.advance(30);
    const again = await signIn(server, account);
    assert.equal(again.status, 200, again.text);
    assert.equal(again.json.id, invited.id, 'the id is the same in every session');
    assert.notEqual(again.json.key, account.key);
    assert.equal((await call('POST', '/sign_out', {}, again.json.key)).status, 200);
    assert.equal((await me(again.json.key)).status, 401);
    assert.equal((await me(account.key)).status, 200, 'the other session is another one');
    const kinds = (await leaves()).map((each) => each.kind);
    assert.deepEqual(
      kinds.filter((each) => each.startsWith('staff.')),
      ['staff.invited', 'staff.not_let_in', 'staff.accepted', 'staff.enrolled', 'staff.signed_in', 'staff.signed_out'],
    );
  });

  it('have a link that works once, for three days, and can be opened again before the first code', async () => {
    const invited = await invite(server, 'li');
    const { token } = invited;
    const first = await call('POST', '/accept', { token, password: 'first password' });
    const second = await call('POST', '/accept', { token, password: 'second password' });
    assert.notEqual(first.json.secret, second.json.secret);
    assert.ok(second.json.otpauth.includes(`secret=${second.json.secret}&`));
    const now = await serverTime(server);
    const stale = await call('POST', '/confirm', { token, code: codeAt(first.json.secret, now) });
    assert.equal(stale.status, 403, 'the secret of the first opening is gone');
    const code = codeAt(second.json.secret, now);
    assert.equal((await call('POST', '/confirm', { token, code })).status, 200);
    assert.equal((await call('POST', '/confirm', { token, code })).status, 403);
    const used = await call('POST', '/accept', { token, password: 'third password' });
    assert.equal(used.status, 403);
    const late = await invite(server, 'chen');
    await server.advance(3 * 24 * 3600);
    const over = await call('POST', '/accept', { token: late.token, password: 'late password' });
    assert.deepEqual(over.json, used.json, 'used, too old and unknown are one answer');
    const none = await call('POST', '/accept', { token: 'si_none', password: 'late password' });
    assert.deepEqual(none.json, used.json);
  });

  it('let nobody in with a wrong login, password or code, in one and the same answer', async () => {
    const account = await hire(server, 'zhao');
    await server.advance(60);
    const wrong = [];
    wrong.push(await signIn(server, account, { password: 'not the password' }));
    wrong.push(await signIn(server, account, { code: '000000' }));
    wrong.push(await signIn(server, account, { login: 'nobody' }));
    wrong.push(await signIn(server, account, { login: '王芳 "; --' }));
    for (const each of wrong) {
      assert.equal(each.status, 403);
      assert.deepEqual(each.json, wrong[0].json);
    }
    const right = await signIn(server, account);
    assert.equal(right.status, 200, right.text);
  });

  it('take a code one step early or late, not two, and once', async () => {
    const account = await hire(server, 'qian');
    const at = async (offset) => codeAt(account.secret, (await serverTime(server)) + offset);
    await server.advance(300);
    assert.equal((await signIn(server, account, { code: await at(-60000) })).status, 403);
    assert.equal((await signIn(server, account, { code: await at(60000) })).status, 403);
    const early = await at(-30000);
    assert.equal((await signIn(server, account, { code: early })).status, 200);
    assert.equal((await signIn(server, account, { code: early })).status, 403, 'a replay');
    assert.equal((await signIn(server, account, { code: await at(30000) })).status, 200);
    assert.equal((await signIn(server, account)).status, 403, 'older than the newest');
  });

  it('take a code once, of eight who send it at once, and never for an Idempotency-Key', async () => {
    const account = await hire(server, 'sun');
    await server.advance(60);
    const { login, password } = account;
    const body = { login, password, code: codeAt(account.secret, await serverTime(server)) };
    const headers = { 'Idempotency-Key': 'same' };
    const all = await Promise.all(
      Array.from({ length: 8 }, () =>
        request(server, 'POST', '/anban/v1/staff/sign_in', { body, headers }),
      ),
    );
    assert.equal(all.filter((each) => each.status === 200).length, 1);
    const later = await request(server, 'POST', '/anban/v1/staff/sign_in', { body, headers });
    assert.notEqual(later.status, 200);
  });

  for (const whose of ['somebody', 'nobody']) {
    it(`ask to wait after five wrong tries at the login of ${whose}, twice as long each time`, async () => {
      const account = await hire(server, 'somebody');
      await server.advance(60);
      const guess = () => signIn(server, account, { login: whose, password: 'wrong password' });
      for (let i = 0; i < 5; i += 1) assert.equal((await guess()).status, 403, `try ${i + 1}`);
      const waits = await guess();
      assert.equal(waits.status, 429);
      assert.equal(waits.headers.get('retry-after'), '30');
      if (whose === 'somebody') {
        assert.equal((await signIn(server, account)).status, 429, 'even with the right password');
      }
      await server.advance(30);
      assert.equal((await guess()).status, 403);
      assert.equal((await guess()).headers.get('retry-after'), '60');
      await server.advance(60);
      if (whose === 'somebody') {
        assert.equal((await signIn(server, account)).status, 200);
        await server.advance(30);
        assert.equal((await guess()).status, 403, 'counted from the start again');
        assert.equal((await guess()).status, 403);
      }
    });
  }

  it('have sessions that end after twelve hours, and half an hour unused', async () => {
    const account = await hire(server, 'zhou');
    await server.advance(29 * 60 + 59);
    assert.equal((await me(account.key)).status, 200);
    await server.advance(29 * 60 + 59);
    assert.equal((await me(account.key)).status, 200, 'a use begins the half hour anew');
    await server.advance(30 * 60);
    assert.equal((await me(account.key)).status, 401);
    assert.equal((await me(account.key)).status, 401, 'trying is no use');
    const next = await signIn(server, account);
    for (let i = 0; i < 35; i += 1) {
      await server.advance(20 * 60);
      assert.equal((await me(next.json.key)).status, 200, `${(i + 1) * 20} min`);
    }
    await server.advance(20 * 60);
    assert.equal((await me(next.json.key)).status, 401, 'twelve hours');
  });

  it('are signed out after half an hour, though a page of theirs goes on asking', async () => {
    const account = await hire(server, 'qian');
    const asPage = async () => {
      const headers = { 'Anban-Background': 'true' };
      return request(server, 'GET', '/anban/v1/staff/me', { key: account.key, headers });
    };
    for (const minutes of [10, 10]) {
      await server.advance(minutes * 60);
      assert.equal((await asPage()).status, 200);
    }
    await server.advance(10 * 60);
    assert.equal((await asPage()).status, 401);
    assert.equal((await me(account.key)).status, 401);
  });

  it('change their own password with the old one and a code; other sessions end', async () => {
    const account = await hire(server, 'wu');
    await server.advance(30);
    const other = await signIn(server, account);
    await server.advance(30);
    const change = async (body) =>
      call('POST', '/password', { old: account.password, new: 'a new password', ...body }, account.key);
    const code = codeAt(account.secret, await serverTime(server));
    assert.equal((await change({ code: '000000' })).status, 403);
    assert.equal((await change({ code, old: 'not the old one' })).status, 403);
    const short = await change({ code, new: 'short' });
    assert.equal(short.status, 422);
    assert.deepEqual(short.json.errors.map((each) => each.field), ['new']);
    assert.equal((await change({ code })).status, 200);
    assert.equal((await me(account.key)).status, 200);
    assert.equal((await me(other.json.key)).status, 401);
    await server.advance(30);
    assert.equal((await signIn(server, account)).status, 403);
    assert.equal((await signIn(server, account, { password: 'a new password' })).status, 200);
    const keyed = await call('POST', '/password', { old: 'x', new: 'a new password', code }, 'sandbox-lead');
    assert.equal(keyed.status, 403, 'a key for programs has no password');
  });

  it('are reset by another administrator, which ends all that was before', async () => {
    const admin = await hire(server, 'admin-a', 'admin', '甲');
    const lost = await hire(server, 'admin-b', 'admin', '乙');
    const own = await call('POST', `/${admin.id}/reset`, {}, admin.key);
    assert.equal(own.status, 403);
    const reset = await call('POST', `/${lost.id}/reset`, {}, admin.key);
    assert.equal(reset.status, 200, reset.text);
    assert.equal((await me(lost.key)).status, 401);
    await server.advance(60);
    assert.equal((await signIn(server, lost)).status, 403);
    const back = await enrol(server, { ...lost, token: reset.json.invitation });
    assert.equal(back.id, lost.id, 'records go on naming the same person');
    assert.equal((await me(back.key)).json.name, '乙');
  });

  it('are removed with their sessions; an administrator stays', async () => {
    const admin = await hire(server, 'admin-a', 'admin', '甲');
    const leaves = await hire(server, 'leaver', 'lead', '丙');
    assert.equal((await call('DELETE', `/${admin.id}`, undefined, 'sandbox-admin')).status, 403);
    assert.equal((await call('DELETE', `/${leaves.id}`, undefined, admin.key)).status, 200);
    assert.equal((await me(leaves.key)).status, 401);
    assert.equal((await call('DELETE', `/${leaves.id}`, undefined, admin.key)).status, 404);
    assert.equal((await signIn(server, leaves)).status, 403);
    const next = await invite(server, 'leaver', 'operator', '丁');
    assert.notEqual(next.id, leaves.id, 'the login is free, the id is not given again');
  });

  it('are listed for colleagues without logins, and for administrators whole', async () => {
    const account = await hire(server, 'zheng', 'officer', '郑');
    await server.advance(1);
    await invite(server, 'waits');
    const seen = (await call('GET', '', undefined, account.key)).json.data;
    assert.deepEqual(seen, [
      {
        object: 'staff',
        id: account.id,
        name: '郑',
        role: 'officer',
        state: 'active',
        available: false,
      },
    ]);
    const whole = await call('GET', '', undefined, 'sandbox-admin');
    assert.deepEqual(whole.json.data.map((each) => [each.login, each.state]), [
      ['zheng', 'active'],
      ['waits', 'invited'],
    ]);
    assert.ok(!/hash|secret|sealed|invitation"/.test(whole.text));
  });

  it('say what is wrong with a body, all of it at once', async () => {
    const fields = (answer) => answer.json.errors.map((each) => each.field).sort();
    const invited = await call('POST', '', { name: '', login: 'a b', role: 'boss', x: 1 }, 'sandbox-admin');
    assert.deepEqual([invited.status, ...fields(invited)], [422, 'login', 'name', 'role', 'x']);
    const empty = await call('POST', '/sign_in', {});
    assert.deepEqual([empty.status, ...fields(empty)], [422, 'code', 'login', 'password']);
    const odd = await call('POST', '/sign_in', { login: 1, password: 2, code: '12345a' });
    assert.deepEqual(fields(odd), ['code', 'login', 'password']);
    const { token } = await invite(server, 'feng');
    const weak = await call('POST', '/accept', { token, password: 'my-feng-password' });
    assert.deepEqual([weak.status, ...fields(weak)], [422, 'password']);
    const twice = await call('POST', '', { name: 'b', login: 'FENG', role: 'lead' }, 'sandbox-admin');
    assert.equal(twice.status, 409);
  });

  it('work by their role', async () => {
    for (const role of ['operator', 'lead', 'officer', 'admin', 'auditor', 'inspector']) {
      const { key } = await hire(server, `a-${role}`, role, role);
      const reads = await request(server, 'GET', '/anban/v1/appeals', { key });
      assert.equal(reads.status, 200, role);
      const invites = await call('POST', '', { name: 'x', login: `by-${role}`, role: 'lead' }, key);
      assert.equal(invites.status, role === 'admin' ? 201 : 403, role);
      const decides = await request(server, 'POST', '/anban/v1/appeals/none/decision', {
        key,
        body: { outcome: 'upheld', reason: 'x' },
      });
      const may = ['operator', 'lead', 'officer'].includes(role);
      assert.equal(decides.status, may ? 404 : 403, role);
      assert.equal((await request(server, 'GET', '/anban/v1/me', { key })).status, 403, role);
    }
  });

  it('put no password, code, token or key into the records', async () => {
    const invited = await invite(server, 'secretive');
    const account = await enrol(server, invited, 'a very secret password');
    await server.advance(60);
    await signIn(server, account, { password: 'another secret password' });
    await signIn(server, account);
    const text = JSON.stringify(await leaves());
    const secrets = [invited.token, account.key, account.secret, 'secret password', 'secretive'];
    for (const each of secrets) assert.ok(!text.includes(each), each);
    assert.ok(text.includes('staff.not_let_in') && text.includes(invited.id));
  });
});

describe('the first administrator and the last', { skip: cannotRun }, () => {
  let folder;
  let started;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'anban-staff-'))));
  afterEach(() => started && endProcess(started));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const serve = async () => {
    started = await startProcess(['serve', '--listen', '127.0.0.1:0', '--data', join(folder, 'd')]);
    return { ...started, url: `http://127.0.0.1:${started.port}` };
  };
  const setUp = async (server) => {
    const link = /set-up link +(\S+)/.exec(server.heard())[1];
    return (await fetch(link, { method: 'POST' })).text();
  };
  const post = (server, path, body, key) =>
    request(server, 'POST', `/anban/v1/staff${path}`, { body, key });
  const takeUp = async (server, token, password) => {
    const { secret, login } = (await post(server, '/accept', { token, password })).json;
    const confirmed = await post(server, '/confirm', { token, code: codeAt(secret, Date.now()) });
    assert.equal(confirmed.status, 200, confirmed.text);
    return { secret, login, password, ...confirmed.json };
  };
  const bytesOf = (path) =>
    readdirSync(path, { withFileTypes: true }).flatMap((each) =>
      each.isFile() ? [readFileSync(join(path, each.name))] : [],
    );

  it('the set-up link gives no password but a link to choose one, and that while nobody can sign in', async () => {
    let server = await serve();
    const page = await setUp(server);
    assert.match(page, /Login: <code>admin<\/code>/);
    const token = /#invitation=(si_[\w-]+)/.exec(page)[1];
    const admin = await takeUp(server, token, 'the very first password');
    assert.equal(admin.role, 'admin');
    const invited = await post(server, '', { name: '乙', login: 'bb', role: 'lead' }, admin.key);
    assert.equal(invited.status, 201);
    await endProcess(server);
    const said = server.heard();
    for (const each of [token, admin.key, admin.secret, admin.password]) {
      assert.ok(!said.includes(each), 'nothing secret is logged');
      const kept = bytesOf(join(folder, 'd')).some((bytes) => bytes.includes(each));
      assert.ok(!kept, 'nor stands in a file');
    }
    assert.ok(!bytesOf(join(folder, 'd')).some((bytes) => bytes.includes('$argon2id$')));

    server = await serve();
    const me = await request(server, 'GET', '/anban/v1/staff/me', { key: admin.key });
    assert.equal(me.status, 200, 'a session outlives a restart');
    assert.ok(!(await setUp(server)).includes('#invitation='), 'an administrator can sign in');
    await endProcess(server);
  });

  it('the last administrator is reset on the command line, with the server stopped', async () => {
    const reset = () =>
      spawnSync(binary, ['staff', 'reset-admin', '--data', join(folder, 'd')], { encoding: 'utf8' });
    let server = await serve();
    const refused = reset();
    assert.notEqual(refused.status, 0);
    assert.match(refused.stderr, /in use|stop/i);
    await endProcess(server);
    const done = reset();
    assert.equal(done.status, 0, done.stderr);
    const token = /#invitation=(si_[\w-]+)/.exec(done.stdout)[1];
    assert.match(done.stdout, /login +admin\n/);
    server = await serve();
    const old = { login: 'admin', password: 'the very first password', code: '123456' };
    assert.equal((await post(server, '/sign_in', old)).status, 403);
    const back = await takeUp(server, token, 'the second password');
    const listed = await request(server, 'GET', '/anban/v1/staff', { key: back.key });
    assert.equal(listed.json.data.length, 2, 'the same account, not another');
    await endProcess(server);
  });
});
