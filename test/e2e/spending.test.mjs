// SPDX-License-Identifier: Apache-2.0
// Spending of minors (O-124) and its refund (O-136); data for third parties (O-133).
import assert from 'node:assert/strict';
import { createPublicKey, verify } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'node:test';

import { cannotRun, startSandbox } from './server.mjs';
import { adultBody, minorBody, putUser, request } from './talk.mjs';

const app = 'sandbox-app';
const g1 = 'sandbox-guardian-g1';

describe('spending', { skip: cannotRun }, () => {
  let server;
  before(async () => (server = await startSandbox()));
  after(() => server?.stop());
  beforeEach(() => server.reset());
  const call = (method, path, key, body, headers) =>
    request(server, method, `/anban/v1${path}`, { key, body, headers });
  const pay = (id, amount_fen, more = {}, headers = undefined) =>
    call('POST', `/users/${id}/spend/authorisations`, app, { amount_fen, ...more }, headers);

  it('O-124: by age: nothing under 8, 50 and 200 yuan under 16, 100 and 400 under 18', async () => {
    for (const [id, birth, single, month] of [
      ['m7', '2019-05-20', 0, 0],
      ['m15', '2011-05-20', 5000, 20000],
      ['m17', '2009-05-20', 10000, 40000],
    ]) {
      await putUser(server, id, minorBody(birth));
      const over = await pay(id, single + 1);
      assert.equal(over.status, 200);
      assert.equal(over.json.allowed, false, id);
      assert.equal(over.json.reason, single === 0 ? 'under_age' : 'over_single_limit');
      assert.ok(over.json.message.length > 5);
      for (let i = 0; single > 0 && i < 4; i += 1) {
        assert.equal((await pay(id, single)).json.allowed, true, `${id} ${i}`);
      }
      const full = await pay(id, 1);
      assert.equal(full.json.allowed, false);
      if (month > 0) assert.equal(full.json.reason, 'over_month_limit');
    }
    await putUser(server, 'a', adultBody);
    const adult = await pay('a', 99999900);
    assert.equal(adult.json.allowed, true);
    assert.equal(adult.json.limits, null);
    await server.setClock('2026-09-01T00:00:00+08:00');
    assert.equal((await pay('m15', 5000)).json.allowed, true, 'a new month');
    const named = await call('POST', '/spend/authorisations', app, { user: 'm15', amount_fen: 1 });
    assert.equal(named.json.allowed, true);
  });

  it('O-124: a guardian sets less, or nothing, at once; more than the age allows is not to be had', async () => {
    await putUser(server, 'm', minorBody('2011-05-20'));
    const set = (body) => call('PATCH', '/guardians/g1/children/m/settings', g1, body);
    await set({ spend_single_fen: 1000, spend_month_fen: 1500 });
    assert.equal((await pay('m', 1001)).json.reason, 'over_single_limit');
    assert.equal((await pay('m', 1000)).json.allowed, true);
    assert.equal((await pay('m', 501)).json.reason, 'over_month_limit');
    await set({ spend_month_fen: 0 });
    assert.equal((await pay('m', 1)).json.reason, 'guardian');
    await set({ spend_single_fen: 9000000, spend_month_fen: 9000000 });
    assert.equal((await pay('m', 1)).json.allowed, false, 'easing waits');
    await server.advance(24 * 3600);
    assert.equal((await pay('m', 5001)).json.reason, 'over_single_limit');
    assert.equal((await pay('m', 5000)).json.allowed, true);
  });

  it('O-124: 64 purchases at once never overspend, and a repeated one counts once', async () => {
    await putUser(server, 'm', minorBody('2011-05-20'));
    const many = await Promise.all(Array.from({ length: 64 }, () => pay('m', 700)));
    const allowed = many.filter((each) => each.json.allowed);
    assert.equal(allowed.length, Math.floor(20000 / 700));
    await putUser(server, 'n', minorBody('2011-05-20'));
    const same = await Promise.all(
      Array.from({ length: 32 }, () => pay('n', 1200, { reference: 'order-7' })),
    );
    assert.equal(new Set(same.map((each) => each.json.id)).size, 1);
    const again = await pay('n', 1200, { reference: 'order-7' });
    assert.equal(again.json.limits.spent_month_fen, 1200);
    assert.equal((await pay('n', 1300, { reference: 'order-7' })).status, 422);
    const key = { 'Idempotency-Key': 'buy-1' };
    const once = await pay('n', 300, {}, key);
    const twice = await pay('n', 300, {}, key);
    assert.equal(once.json.id, twice.json.id);
    assert.equal((await pay('n', 1)).json.limits.spent_month_fen, 1501);
    for (let i = 0; i < 40; i += 1) await pay('n', 1);
    assert.equal((await pay('n', 1200, { reference: 'order-7' })).json.id, again.json.id);
  });

  it('O-124: faults are named, others are refused, nobody is 404', async () => {
    await putUser(server, 'm', minorBody('2011-05-20'));
    for (const amount of [0, -1, 1.5, '5', null, 1e10, undefined]) {
      const wrong = await pay('m', amount, { more: 1, reference: '' });
      assert.equal(wrong.status, 422, String(amount));
      assert.deepEqual(
        wrong.json.errors.map((each) => each.field).sort(),
        ['amount_fen', 'more', 'reference'],
      );
    }
    assert.equal((await pay('nobody', 1)).status, 404);
    const path = '/users/m/spend/authorisations';
    assert.equal((await call('POST', path, g1, { amount_fen: 1 })).status, 403);
    assert.equal((await call('POST', path, 'sandbox-operator', { amount_fen: 1 })).status, 403);
    assert.equal((await call('GET', path, 'sandbox-guardian-other')).status, 404);
    assert.equal((await call('GET', path, g1)).json.data.length, 0);
  });

  it('O-136: a refund is a case with evidence that verifies without us', async () => {
    await putUser(server, 'm', minorBody('2011-05-20'));
    const one = (await pay('m', 4200)).json.id;
    const denied = (await pay('m', 99999)).json.id;
    const ask = (authorisations, key = g1, reason = 'without_consent') =>
      call('POST', '/users/m/spend/refunds', key, { authorisations, reason });
    for (const wrong of [[], ['spd_none'], [denied], [7], 'x']) {
      assert.equal((await ask(wrong)).status, 422, JSON.stringify(wrong));
    }
    assert.equal((await ask([one], g1, 'because')).status, 422);
    assert.equal((await ask([one], 'sandbox-guardian-other')).status, 404);
    const made = await ask([one]);
    assert.equal(made.status, 201);
    assert.equal(made.json.evidence.total_fen, 4200);
    assert.equal(made.json.evidence.purchases[0].limits.single, 5000);
    assert.equal((await ask([one])).status, 422, 'it is part of a case');
    const cases = (await call('GET', '/cases', 'sandbox-operator')).json.data;
    const found = cases.find((each) => each.id === made.json.id);
    assert.equal(found.kind, 'refund');
    assert.equal(found.state, 'open');
    const path = `/users/m/spend/refunds/${made.json.id}`;
    assert.equal((await call('GET', path, 'sandbox-operator')).status, 403, 'no ticket yet');
    const wish = { parts: ['spending'], reason: '退款核对' };
    const ticket = await call('POST', '/users/m/access_tickets', 'sandbox-operator', wish);
    const granted = { outcome: 'granted', reason: '属实' };
    await call('POST', `/access_tickets/${ticket.json.id}/decision`, 'sandbox-lead', granted);
    const pack = await call('GET', path, 'sandbox-operator');
    const { text, signature, public_key } = pack.json.signed;
    const raw = Buffer.from(public_key, 'base64');
    const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), raw]);
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    const check = (words) => verify(null, Buffer.from(words), key, Buffer.from(signature, 'base64'));
    assert.equal(check(text), true);
    assert.equal(check(text.replace('4200', '4300')), false);
    assert.deepEqual(JSON.parse(text), pack.json.evidence);
    assert.equal((await call('GET', '/users/m/spend/refunds', g1)).json.data.length, 1);
    assert.equal((await call('GET', '/users/m/spend/refunds/cas_none', g1)).status, 404);
  });

  it('O-133: data goes to a third party only with consent', async () => {
    await putUser(server, 'm', minorBody('2011-05-20'));
    const provide = (recipient) => call('POST', '/users/m/provisions', app, { recipient });
    assert.equal((await provide('学校')).json.allowed, false);
    const consent = (key, body) =>
      call('POST', '/users/m/consents', key, { purpose: 'third_party', granted: true, ...body });
    assert.equal((await consent(app, { recipient: '学校' })).status, 201);
    assert.equal((await provide('学校')).json.allowed, true);
    assert.equal((await provide('广告商')).json.allowed, false, 'each recipient by itself');
    await consent(g1, { recipient: '学校', granted: false });
    assert.equal((await provide('学校')).json.reason, 'withdrawn');
    assert.equal((await provide('')).status, 422);
  });

  it('O-133: consents name no more recipients than there is room for', async () => {
    await putUser(server, 'a', adultBody);
    const consented = { purpose: 'third_party', granted: true };
    const consent = async (recipient) =>
      (await call('POST', '/users/a/consents', app, { ...consented, recipient })).status;
    const listed = async () => (await call('GET', '/users/a/consents', app)).json.data.length;
    for (let i = await listed(); i < 64; i += 1) assert.equal(await consent(`r${i}`), 201, `${i}`);
    assert.equal(await consent('one more'), 422);
    assert.equal(await consent('r63'), 201, 'whoever is named already may be asked about again');
    assert.equal(await listed(), 64);
  });
});

describe('third parties under the stricter policy', { skip: cannotRun }, () => {
  it('O-133: where the pack asks for it, only the guardian agrees, to each recipient', async () => {
    const server = await startSandbox('--pack', 'cn-2025-draft');
    try {
      await putUser(server, 'm', minorBody('2011-05-20'));
      const call = (path, key, body) =>
        request(server, 'POST', `/anban/v1/users/m/${path}`, { key, body });
      const consent = { purpose: 'third_party', granted: true };
      assert.equal((await call('consents', app, { ...consent, recipient: '学校' })).status, 403);
      assert.equal((await call('consents', g1, consent)).status, 201);
      const provide = async () => (await call('provisions', app, { recipient: '学校' })).json;
      assert.equal((await provide()).reason, 'guardian_consent_missing');
      assert.equal((await call('consents', g1, { ...consent, recipient: '学校' })).status, 201);
      assert.equal((await provide()).allowed, true);
    } finally {
      await server.stop();
    }
  });
});
