// SPDX-License-Identifier: Apache-2.0
// The pure parts of the care pages, read by Node as they stand (it strips the types): which case
// comes first and until when, what is said of a contact, and a roster while it is changed.
import assert from 'node:assert/strict';
import { test } from 'node:test';

const options = { skip: process.features.typescript ? false : 'this Node reads no TypeScript' };
const page = (name) => import(`../../../web/console/care/${name}`);

const minute = (count) => new Date(Date.UTC(2026, 7, 1, 1, count)).toISOString();
const row = (id, more) => ({
  id,
  person: id,
  kind: 'self_harm_intent',
  priority: 'P1',
  state: 'open',
  opened: minute(0),
  acknowledge_by: minute(5),
  acknowledged: null,
  due: minute(30),
  overdue: false,
  holder: null,
  contact: null,
  ...more,
});

test('the gravest come first, then the soonest due; closed ones last, newest first', options, async () => {
  const { inOrder } = await page('case_words.ts');
  const rows = [
    row('old', { state: 'closed', closed: minute(10) }),
    row('plain', { priority: 'P2', acknowledge_by: null, due: minute(1) }),
    row('new', { state: 'closed', closed: minute(20), priority: 'P0' }),
    row('seen', { acknowledged: minute(2) }),
    row('later', { priority: 'P0', acknowledge_by: minute(9) }),
    row('sooner', { priority: 'P0', acknowledge_by: minute(4) }),
    row('urgent', {}),
  ];
  const order = inOrder(rows).map((each) => each.id);
  assert.deepEqual(order, ['sooner', 'later', 'urgent', 'seen', 'plain', 'new', 'old']);
});

test('to be acknowledged until somebody has, then to be dealt with, then nothing', options, async () => {
  const { deadlineOf } = await page('case_words.ts');
  assert.deepEqual(deadlineOf(row('a')), { at: Date.parse(minute(5)), of: 'acknowledge' });
  const seen = row('a', { acknowledged: minute(1) });
  assert.deepEqual(deadlineOf(seen), { at: Date.parse(minute(30)), of: 'due' });
  assert.equal(deadlineOf(row('a', { state: 'closed' })), null);
});

test('only new and unclaimed cases of the gravest kind are alarms', options, async () => {
  const { newlyGrave } = await page('case_words.ts');
  const rows = [
    row('known', { priority: 'P0' }),
    row('fresh', { priority: 'P0' }),
    row('held', { priority: 'P0', state: 'claimed' }),
    row('less', {}),
  ];
  assert.deepEqual(
    newlyGrave(new Set(['known']), rows).map((each) => each.id),
    ['fresh'],
  );
});

test('filters: mine, overdue, nobody reached; words find a person or a number', options, async () => {
  const { noCaseFilters, shownCases } = await page('case_words.ts');
  const reached = { state: 'delivered' };
  const rows = [
    row('one', { holder: { key: 'me' }, state: 'claimed', contact: reached }),
    row('two', { holder: { key: 'she' }, state: 'claimed', overdue: true }),
    row('three', { contact: { state: 'pending' } }),
  ];
  const ids = (more) => shownCases(rows, { ...noCaseFilters, ...more }, 'me').map((r) => r.id);
  assert.deepEqual(ids({ state: 'mine' }), ['one']);
  assert.deepEqual(ids({ only: 'overdue' }), ['two']);
  assert.deepEqual(ids({ only: 'undelivered' }).sort(), ['three', 'two']);
  assert.deepEqual(ids({ words: ' THR ' }), ['three']);
  assert.deepEqual(ids({ state: 'closed' }), []);
});

test('O-90: "delivered" is said of what was delivered only; who is feared is not told', options, async () => {
  const { contactWords, isReached } = await page('contact_words.ts');
  const t = (key) => key;
  for (const state of ['pending', 'failed', 'unavailable', 'none', 'delivered']) {
    const contact = { state, recipient: 'guardian' };
    assert.equal(contactWords(contact, t), `care.contact.${state}`);
    assert.equal(isReached(contact), state === 'delivered');
    const feared = { ...contact, recipient: 'on_call', withheld: true };
    const words = state === 'none' ? 'care.contact.withheld' : `care.contact.${state}`;
    assert.equal(contactWords(feared, t), words);
  }
});

test('time left is counted by the clock of the server, not of the computer', options, async () => {
  const { clockSpan, hearClock, serverNow } = await page('clock.ts');
  hearClock('2031-01-01T00:00:00Z');
  assert.ok(Math.abs(serverNow() - Date.UTC(2031, 0, 1)) < 5000);
  hearClock(undefined);
  hearClock('nonsense');
  assert.ok(Math.abs(serverNow() - Date.UTC(2031, 0, 1)) < 5000);
  assert.equal(clockSpan(245000), '4:05');
  assert.equal(clockSpan(-3845000), '1:04:05');
});

test('a roster that is changed: shifts keep their people, stored addresses stay', options, async () => {
  const { bodyOf, draftOf, faultsOf, newMember, withoutMember } = await page('roster_draft.ts');
  const member = (name) => ({ key: null, name, channel: 'sms', address: '138****8000' });
  const roster = {
    members: ['a', 'b', 'c'].map(member),
    shifts: [{ from: minute(0), until: minute(60), first: 2, then: [0, 1] }],
  };
  const less = withoutMember(draftOf(roster), 0);
  const body = bodyOf(less);
  assert.deepEqual(body.members[1], { key: null, name: 'c', channel: 'sms' });
  assert.deepEqual(body.shifts[0], { from: minute(0), until: minute(60), first: 1, then: [0] });
  assert.deepEqual(faultsOf(less), {});
  const more = { ...less, members: [...less.members, newMember(less)] };
  assert.deepEqual(Object.values(faultsOf(more)).sort(), [
    'care.roster.fault.address',
    'care.roster.fault.name',
  ]);
  const wrong = { ...less, shifts: [{ ...less.shifts[0], until: less.shifts[0].from, order: [] }] };
  assert.deepEqual(Object.values(faultsOf(wrong)).sort(), [
    'care.roster.fault.first',
    'care.roster.fault.times',
  ]);
});

test('an address names a page and a case, and nothing else', options, async () => {
  const { placeOf } = await page('place.ts');
  assert.deepEqual(placeOf('#/cases/cas_a1'), { page: 'cases', open: 'cas_a1' });
  assert.deepEqual(placeOf(''), { page: '', open: '' });
  assert.deepEqual(placeOf('#/cases/../x'), { page: '', open: '' });
  assert.deepEqual(placeOf('#/<b>/x'), { page: '', open: '' });
});
