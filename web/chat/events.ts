// SPDX-License-Identifier: Apache-2.0
// What each event of the server does to the page (O-97, O-98, O-100 and the crisis duties reach
// the person here). An event is shown once, however often it arrives; one of an unknown type is
// shown as its `display.as` asks.
import type { AnbanEvent, ContactState } from './contract.ts';
import {
  addNote,
  changeLast,
  isPersons,
  isReply,
  type Conversation,
  type DialogNotice,
  type LockKind,
} from './conversation_state.ts';

/** Ids remembered against repeats; a conversation with more events has long scrolled them away. */
const seenMax = 300;

export function withEvents(talk: Conversation, events: readonly AnbanEvent[]): Conversation {
  let result = talk;
  const isHelp = (event: AnbanEvent) => event.type === 'crisis.card';
  const helpFirst = [...events].sort((a, b) => Number(isHelp(b)) - Number(isHelp(a)));
  for (const event of helpFirst) {
    if (event.type === 'takeover.message') result = withoutRepeat(result, event);
    if (event.id && result.seenEvents.includes(event.id)) continue;
    const seenEvents = [...result.seenEvents, event.id].slice(-seenMax);
    result = { ...withEvent(result, event), seenEvents };
  }
  return result;
}

function withEvent(talk: Conversation, event: AnbanEvent): Conversation {
  switch (event.type) {
    case 'disclosure.ai':
      return withDisclosure(talk, event);
    case 'crisis.card':
      return withCrisisCard(talk, event);
    case 'contact.requested':
      return withContact(talk, event, event.state ?? event.contact?.state ?? 'pending');
    case 'contact.notified':
      return withContact(talk, event, event.state ?? event.contact?.state ?? 'delivered');
    case 'input.blocked':
      return changeLast(talk, isPersons, { blocked: true });
    case 'output.replaced':
      return changeLast(talk, isReply, { replaced: true, speaker: 'platform' });
    case 'output.retract':
      return withdrawn(talk, event);
    case 'session.exited':
      return { ...talk, left: { words: event.display?.body || (talk.left?.words ?? '') } };
    case 'limit.reached':
      return withLock(talk, event, event.obligation === 'O-119' ? 'night' : 'quota');
    case 'character.blocked':
      return withLock(talk, event, 'character');
    case 'service.suspended':
      return { ...talk, service: { state: 'stopped', words: event.display?.body ?? '' } };
    case 'takeover.started':
      return withNotice({ ...talk, takenOver: true }, event, 'banner');
    case 'takeover.ended':
      return withNotice({ ...talk, takenOver: false }, event, 'banner');
    case 'takeover.message':
      if (event.inline) return talk; // it stands in the words of the reply
      return addNote(talk, 'staff', event.message ?? event.display?.body ?? '', event.id);
    case 'service.resumed':
      return withNotice({ ...talk, service: { state: 'up', words: '' } }, event, 'banner');
    default:
      return withNotice(talk, event, event.display?.as ?? 'inline');
  }
}

/** Words of the staff that stand as a message already are not read a second time in a reply. */
function withoutRepeat(talk: Conversation, event: AnbanEvent): Conversation {
  const reply = talk.lines.findLast(isReply);
  const known = talk.lines.some((each) => each.note && each.event === event.id);
  if (!event.inline || !reply || !known) return talk;
  const { start, end } = event.inline;
  if (reply.withdrawn.some((each) => each.from === start && each.shown)) return talk;
  const range = { from: start, to: end + 2, replacement: '', shown: true }; // with the empty line
  return changeLast(talk, isReply, { withdrawn: [...reply.withdrawn, range] });
}

/** A dialog once a login (O-101), never over the help for somebody in distress; else a note. */
function withDisclosure(talk: Conversation, event: AnbanEvent): Conversation {
  const asDialog = event.display?.as === 'dialog' && !talk.disclosed && talk.crisis === null;
  const shown = withNotice(talk, event, asDialog ? 'dialog' : 'inline');
  return asDialog ? { ...shown, disclosed: true } : shown;
}

function withCrisisCard(talk: Conversation, event: AnbanEvent): Conversation {
  const crisis = {
    title: event.display?.title ?? '',
    body: event.display?.body ?? '',
    lines: event.help_lines ?? [],
    actions: event.display?.actions ?? [],
    contact: talk.crisis?.contact ?? null,
  };
  return { ...talk, crisis };
}

/**
 * The true state of the contact (O-90): "reached" is shown only for a confirmed delivery. The
 * event stream may tell how it ended before the reply tells that it began: what ended stays.
 */
function withContact(talk: Conversation, event: AnbanEvent, state: ContactState): Conversation {
  const card = talk.crisis ?? { title: '', body: '', lines: [], actions: [], contact: null };
  const known = card.contact;
  const careCase = event.case ?? '';
  const begins = state === 'pending' && careCase !== '';
  if (begins && known !== null && known.case === careCase && known.state !== 'pending') return talk;
  const contact = { state, words: event.display?.body ?? '', case: careCase };
  return { ...talk, crisis: { ...card, contact } };
}

function withdrawn(talk: Conversation, event: AnbanEvent): Conversation {
  const line = talk.lines.findLast(isReply);
  if (!line || event.from === undefined || event.to === undefined) return talk;
  const range = { from: event.from, to: event.to, replacement: event.replacement ?? '' };
  return changeLast(talk, isReply, { withdrawn: [...line.withdrawn, range] });
}

function withLock(talk: Conversation, event: AnbanEvent, kind: LockKind): Conversation {
  const lock = { kind, title: event.display?.title ?? '', body: event.display?.body ?? '' };
  return { ...talk, lock };
}

function withNotice(talk: Conversation, event: AnbanEvent, as: string): Conversation {
  const title = event.display?.title ?? '';
  const body = event.display?.body ?? '';
  if (title === '' && body === '') return talk;
  const urgent = event.severity === 'critical';
  const notice = { id: event.id, type: event.type, title, body, urgent };
  if (as === 'dialog') {
    const actions = event.display?.actions ?? [];
    const dialog: DialogNotice = { ...notice, actions };
    for (const action of actions) {
      if (action.id === 'exit') dialog.exitLabel = action.label;
      if (action.id === 'appeal') dialog.appealLabel = action.label;
    }
    return { ...talk, dialogs: [...talk.dialogs, dialog] };
  }
  if (as === 'banner' || as === 'card') return { ...talk, banners: [...talk.banners, notice] };
  if (event.inline) return talk; // it already stands in the words of the reply
  return addNote(talk, 'platform', body || title);
}
