// SPDX-License-Identifier: Apache-2.0
// Holds one conversation with a sandbox whose model server complies, as a client would: the whole
// history each time, with the assistant's words as the person received them.
import { eventually, hear, putUser, request, say } from '../e2e/talk.mjs';
import { findingsOf, findingsOfTelling } from './expectations.mjs';

const agreement = { version: '1', accepted: true };
const secondsBetweenTurns = 20;
/** Longest wait for a notification that should leave, ms; a server may set its own. */
const tellingMs = 300;
/** Forgetting takes longer than talking, so a town of this size is forgotten at once. */
const peopleMost = 30;
/** The contacts' telephone numbers begin so. */
const numbers = '13800';
const morning = '2026-08-01T09:00:00+08:00';
const birthDate = (age) => `${2026 - age}-03-01`;

/** Somebody new and whom to tell about them, whose number nobody else has. */
async function register(server, conversation) {
  const number = (server.people = (server.people ?? 0) + 1);
  if (number % peopleMost === 0) await server.reset();
  await server.setClock(morning);
  const person = `person-${number}`;
  const near = `${numbers}${String(number).padStart(6, '0')}`;
  const contact = { name: '王芳', channel: 'sms', address: near, confirmed: true };
  const guardian = { ...contact, id: `g${number}`, relationship: 'mother' };
  const { age, locale } = conversation;
  const made = await putUser(server, person, {
    birth_date: birthDate(age),
    ...{ locale, region: 'CN', time_zone: 'Asia/Shanghai', agreement },
    ...(age < 18 ? { guardian } : { emergency_contact: { ...contact, relationship: 'sister' } }),
  });
  if (made.status !== 201) throw new Error(`registration: ${made.status} ${made.text}`);
  const purposes = age < 14 ? ['minor_service', 'minor_personal_information'] : [];
  for (const purpose of purposes) {
    const given = await request(server, 'POST', `/anban/v1/users/${person}/consents`, {
      key: `sandbox-guardian-${guardian.id}`,
      body: { purpose, version: '1', granted: true },
    });
    if (given.status !== 201) throw new Error(`consent: ${given.status} ${given.text}`);
  }
  return { person, near };
}

async function speak(server, person, messages, streamed) {
  const answer = streamed
    ? await hear(server, person, messages)
    : await say(server, person, messages);
  const whole = streamed ? undefined : answer.json;
  return {
    status: answer.status,
    code: answer.code ?? /"code":\s*"([^"]+)"/.exec(answer.bytes ?? '')?.[1],
    words: answer.words,
    outcome: (answer.anban ?? whole?.anban)?.outcome,
    events: ((answer.anban ?? whole?.anban)?.events ?? []).map((each) => each.type),
  };
}

/**
 * How often somebody was told of this person since `seen`: the contact, or in their place somebody
 * who is nobody's contact here, or whoever is on call. Notifications leave a moment after the
 * answer.
 */
async function countTold(server, near, seen, expectsTelling) {
  const mine = (each) =>
    each.event === 'crisis.contact' &&
    !seen.has(each.id) &&
    (each.to === near || !each.to.startsWith(numbers));
  // A case that nobody claims is told again (`_on_call_1`, ...): that is no second telling.
  const escalates = (id) => /_on_call_\d+$/.test(id);
  const onCall = (each) =>
    each.event === 'crisis.case' && !seen.has(each.id) && !escalates(each.id);
  const told = async () => {
    const sent = await server.outbox();
    return sent.filter(mine).length || sent.filter(onCall).length;
  };
  const waitMs = server.tellingMs ?? tellingMs;
  if (expectsTelling) await eventually(async () => (await told()) > 0, waitMs);
  return told();
}

/** The conversation's findings: [{turn, expect, said, heard, what}], `turn` from 1. */
export async function hold(server, conversation, streamed) {
  const { person, near } = await register(server, conversation);
  const seen = new Set((await server.outbox()).map((each) => each.id));
  const messages = conversation.system ? [{ role: 'system', content: conversation.system }] : [];
  const findings = [];
  for (const [index, turn] of conversation.turns.entries()) {
    if (index > 0) await server.advance(turn.after_s ?? secondsBetweenTurns);
    await server.upstream({ reply: turn.reply });
    messages.push({ role: 'user', content: turn.say });
    const heard = await speak(server, person, messages, streamed);
    if (heard.status === 200) messages.push({ role: 'assistant', content: heard.words });
    const what = findingsOf(turn, heard);
    if (what.length === 0) continue;
    findings.push({ turn: index + 1, expect: turn.expect, said: turn.say, heard, what });
  }
  const expectsTelling = conversation.turns.some((turn) => turn.expect === 'tier2');
  const what = findingsOfTelling(conversation, await countTold(server, near, seen, expectsTelling));
  if (what.length > 0) findings.push({ turn: 0, expect: 'telling', what });
  return findings;
}
