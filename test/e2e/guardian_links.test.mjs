// SPDX-License-Identifier: Apache-2.0
// Who is a guardian (O-126): bound by both sides, confirmed anew each year, two at most, the
// strictest of both; unlinked with notice; and nobody by claiming or guessing.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { g1, guardedChild, second } from './guarded_child.mjs';
import { cannotRun, startSandbox } from './server.mjs';
import { eventually, minorBody, putUser, user } from './talk.mjs';

const g2 = 'sandbox-guardian-g2';
const hour = 3600;

describe('who is a guardian', { skip: cannotRun }, () => {
  let server;
  before(async () => (server = await startSandbox()));
  after(() => server?.stop());
  const { speak, call, child, set, settings, invite } = guardedChild(() => server);
  const bindSecond = () => invite(g1, { ...second, confirmed: true });

  it('O-126: of two guardians the strictest holds, and either may take a loosening back', async () => {
    assert.equal((await bindSecond()).status, 201);
    await set({ quota_minutes: 40, hours: { from: '08:00', until: '21:00' } });
    await set({ quota_minutes: 30, hours: { from: '07:00', until: '19:00' } }, 'g2');
    const both = (await settings()).in_force;
    assert.equal(both.quota_minutes, 30);
    assert.deepEqual(both.hours, { from: '08:00', until: '19:00' });
    const before = (await server.outbox()).filter((each) => each.event === 'settings.loosening');
    assert.equal(before.length, 0);
    const loosened = await set({ quota_minutes: 60 }, 'g2');
    const told = async () =>
      (await server.outbox()).filter((each) => each.event === 'settings.loosening');
    assert.ok(await eventually(async () => (await told()).length === 1));
    assert.equal((await told())[0].to, '13800138000', 'the other guardian is told');
    const { id } = loosened.json.changes[0];
    const back = await call('DELETE', child('g1', `changes/${id}`), g1);
    assert.equal(back.status, 200);
    assert.equal(back.json.state, 'taken_back');
    assert.equal((await call('DELETE', child('g1', `changes/${id}`), g1)).status, 403);
    await server.advance(25 * hour);
    assert.equal((await settings()).in_force.quota_minutes, 30);
  });

  it('O-126: a guardian is bound by both sides only; who claims it is refused', async () => {
    for (const [method, rest] of [
      ['GET', 'settings'],
      ['PATCH', 'settings'],
      ['GET', 'overview'],
      ['GET', 'summaries'],
      ['GET', 'changes'],
      ['GET', 'alerts'],
      ['GET', 'consents'],
      ['DELETE', 'interactions'],
      ['DELETE', 'link'],
      ['POST', 'verification'],
    ]) {
      const body = method === 'PATCH' ? { quota_minutes: 5 } : undefined;
      const path = child('other', rest);
      assert.equal((await call(method, path, 'sandbox-guardian-other', body)).status, 404, rest);
      const borrowed = await call(method, child('g1', rest), 'sandbox-guardian-other', body);
      assert.equal(borrowed.status, 404, rest);
      assert.equal((await call(method, child('g1', rest), 'sandbox-app', body)).status, 403, rest);
    }
    assert.equal((await invite('sandbox-guardian-other', second)).status, 404);
    assert.equal((await invite('sandbox-app', second)).status, 403, 'one is bound already');
    const named = await putUser(server, 'm', { guardian: { ...second, confirmed: true } });
    assert.equal(named.status, 422);
    const made = await invite(g1, second);
    assert.equal(made.status, 201);
    assert.equal((await call('GET', child('g2', 'settings'), g2)).status, 404, 'not confirmed yet');
    assert.equal((await call('GET', '/guardians/g2/children', g2)).json.data.length, 0);
    const wrong = await call('POST', '/guardian_invitations/ABCDEFGH/accept', undefined, {});
    assert.equal(wrong.status, 403);
    const code = await server.newCode([]);
    assert.equal(code, made.json.code);
    const accepted = await call('POST', `/guardian_invitations/${code}/accept`, undefined, {});
    assert.equal(accepted.status, 200);
    const list = await call('GET', '/guardians/g2/children', accepted.json.token);
    assert.deepEqual(list.json.data.map((each) => each.id), ['m']);
    assert.equal((await call('GET', child('g2', 'settings'), accepted.json.token)).status, 200);
    assert.equal((await invite(g1, { ...second, address: '13700137000' })).status, 403);
  });

  it('O-126: 64 redemptions of one code at once give one session; guessing is limited', async () => {
    await invite(g1, second);
    const code = await server.newCode([]);
    const path = `/guardian_invitations/${code}/accept`;
    const answers = await Promise.all(
      Array.from({ length: 64 }, () => call('POST', path, undefined, {})),
    );
    const statuses = answers.map((each) => each.status);
    assert.equal(statuses.filter((each) => each === 200).length, 1);
    assert.ok(statuses.every((each) => [200, 403, 429].includes(each)));
    await server.advance(60);
    const other = await server.codes();
    await call('POST', child('g1', 'verification'), g1);
    const good = await server.newCode(other);
    const guesses = [];
    for (let i = 0; i < 40; i += 1) {
      const guess = `ABCDEF${String.fromCharCode(65 + (i % 26))}${2 + (i % 8)}`;
      guesses.push((await call('POST', `/guardian_invitations/${guess}/accept`, undefined, {})).status);
    }
    assert.equal(guesses[0], 403);
    assert.equal(guesses.at(-1), 429);
    const accept = () => call('POST', `/guardian_invitations/${good}/accept`, undefined, {});
    assert.equal((await accept()).status, 429, 'not even a right one is looked at');
    await server.advance(60);
    assert.equal((await accept()).status, 200);
  });

  it('O-126: a code that went to one address binds no other', async () => {
    const own = { ...minorBody('2011-01-01').guardian, confirmed: false, address: '13600136000' };
    await putUser(server, 'n', { ...minorBody('2011-01-01'), guardian: own });
    const code = await server.newCode([]);
    await putUser(server, 'n', { guardian: { ...own, address: '13500135000' } });
    const redeemed = await call('POST', '/users/n/contacts/guardian/confirm', 'sandbox-app', { code });
    assert.equal(redeemed.status, 403);
    const accepted = await call('POST', `/guardian_invitations/${code}/accept`, undefined, {});
    assert.equal(accepted.status, 403);
    assert.equal((await user(server, 'n')).guardian.state, 'unconfirmed');
  });

  it('O-126: a guardian confirms anew after a year before anything is eased', async () => {
    await set({ quota_minutes: 30 });
    await server.advance(365 * 24 * hour);
    assert.equal((await settings()).verification.due, true);
    assert.equal((await set({ quota_minutes: 40 })).status, 403);
    assert.equal((await set({ quota_minutes: 20 })).status, 200, 'stricter is taken at any time');
    const known = await server.codes();
    assert.equal((await call('POST', child('g1', 'verification'), g1)).status, 202);
    const code = await server.newCode(known);
    assert.equal((await call('POST', `/guardian_invitations/${code}/accept`, undefined, {})).status, 200);
    assert.equal((await settings()).verification.due, false);
    assert.equal((await set({ quota_minutes: 40 })).status, 200);
  });

  it('O-126: unlinking has a day’s notice, can be taken back, and leaves no guardian behind', async () => {
    assert.equal((await call('DELETE', '/users/m/guardians/g1', 'sandbox-app')).status, 403);
    const going = await call('DELETE', child('g1', 'link'), g1);
    assert.equal(going.status, 202);
    assert.equal(going.json.state, 'waiting');
    assert.ok((await speak()).events.includes('guardian.unlinking'));
    const back = await call('DELETE', child('g1', `changes/${going.json.id}`), g1);
    assert.equal(back.json.state, 'taken_back');
    await server.advance(25 * hour);
    assert.equal((await speak()).status, 200);
    await call('DELETE', child('g1', 'link'), g1);
    await server.advance(24 * hour);
    assert.equal((await call('GET', child('g1', 'settings'), g1)).status, 404);
    assert.equal((await user(server, 'm')).guardian, null);
    assert.equal((await speak()).code, 'anban_guardian_missing');
  });
});
