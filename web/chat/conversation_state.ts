// SPDX-License-Identifier: Apache-2.0
// The conversation as values: what was said, what the server told about it (events), and what is
// shown above it. A pure reducer; the network lives in use_conversation.ts.
import type {
  AnbanEvent,
  ContactState,
  EventAction,
  HelpLine,
  Me,
  Outcome,
} from './contract.ts';
import { withEvents } from './events.ts';
import { askPlatform } from './help_actions.ts';
import { readable, saysSomething, type Withdrawn } from './said.ts';

export type Speaker = 'person' | 'companion' | 'platform' | 'staff';

export interface Line {
  id: number;
  speaker: Speaker;
  /** As received, see said.ts. */
  content: string;
  withdrawn: Withdrawn[];
  state: 'streaming' | 'done' | 'stopped' | 'failed' | 'interrupted';
  blocked: boolean;
  replaced: boolean;
  cut: boolean;
  /** A notice of the platform between the messages, not an answer of a turn. */
  note: boolean;
  /** The event that a note stands for. */
  event?: string;
}

export interface Notice {
  id: string;
  /** The event's type, such as `notice.contact`. */
  type: string;
  title: string;
  body: string;
  /** Something may be lost: shown in the colours of care. */
  urgent: boolean;
}

export interface DialogNotice extends Notice {
  exitLabel?: string;
  /** The decision that it tells may be contested (O-129). */
  appealLabel?: string;
  /** Help at one touch (help_actions.ts). */
  actions: EventAction[];
}

export interface CrisisHelp {
  title: string;
  body: string;
  lines: HelpLine[];
  actions: EventAction[];
  contact: { state: ContactState; words: string; case: string } | null;
}

export type LockKind = 'night' | 'quota' | 'suspended' | 'character' | 'other';

export interface Lock {
  kind: LockKind;
  title: string;
  body: string;
}

export interface Conversation {
  lines: Line[];
  nextId: number;
  writing: boolean;
  dialogs: DialogNotice[];
  banners: Notice[];
  crisis: CrisisHelp | null;
  lock: Lock | null;
  /** Words of goodbye; null while the conversation goes on. */
  left: { words: string } | null;
  takenOver: boolean;
  /** The AI notice was shown as a dialog since the page was opened (O-101: once a login). */
  disclosed: boolean;
  service: { state: 'up' | 'offline' | 'stopped'; words: string };
  /** Events already shown: they may come by a chunk, by the summary and by the event stream. */
  seenEvents: string[];
}

export type Action =
  | { do: 'say'; text: string }
  | { do: 'hear'; text: string; events: AnbanEvent[]; outcome?: Outcome | undefined; cut: boolean }
  | { do: 'finish'; how: 'done' | 'stopped' | 'interrupted' }
  | { do: 'fail' }
  | { do: 'retry' }
  | { do: 'refuse'; lock: Lock | null }
  | { do: 'told'; events: AnbanEvent[] }
  | { do: 'close_dialog' }
  | { do: 'dismiss'; id: string }
  | { do: 'leave'; words: string }
  | { do: 'begin' }
  | { do: 'unlock' }
  | { do: 'lock'; lock: Lock }
  | { do: 'service'; state: Conversation['service']['state']; words: string };

export const fresh: Conversation = {
  lines: [],
  nextId: 1,
  writing: false,
  dialogs: [],
  banners: [],
  crisis: null,
  lock: null,
  left: null,
  takenOver: false,
  disclosed: false,
  service: { state: 'up', words: '' },
  seenEvents: [],
};

/** The beginning of a page: help that is not over is pinned again, and who is there is named. */
export function beginning(me: Me): Conversation {
  const card = me.care?.card;
  const contact = me.care?.contact;
  const crisis = card && {
    title: card.title,
    body: card.body,
    lines: card.lines,
    actions: [askPlatform],
    contact: contact ? { state: contact.state, words: '', case: me.care?.case ?? '' } : null,
  };
  return { ...fresh, crisis: crisis ?? null, takenOver: Boolean(me.takeover) };
}

function line(id: number, speaker: Speaker, content: string, state: Line['state']): Line {
  const marks = { blocked: false, replaced: false, cut: false, note: false };
  return { id, speaker, content, withdrawn: [], state, ...marks };
}

/** Puts a note behind what was said so far: before a reply that has not begun. */
export function addNote(
  talk: Conversation,
  speaker: Speaker,
  content: string,
  event = '',
): Conversation {
  const note = { ...line(talk.nextId, speaker, content, 'done'), note: true, event };
  const last = talk.lines.at(-1);
  const at = last && isStreaming(last) && last.content === '' ? -1 : talk.lines.length;
  return { ...talk, lines: talk.lines.toSpliced(at, 0, note), nextId: talk.nextId + 1 };
}

/** Changes the newest line of that speaker. */
export function changeLast(
  talk: Conversation,
  fits: (each: Line) => boolean,
  change: Partial<Line>,
): Conversation {
  const at = talk.lines.findLastIndex(fits);
  const found = talk.lines[at];
  if (!found) return talk;
  return { ...talk, lines: talk.lines.with(at, { ...found, ...change }) };
}

export const isReply = (each: Line): boolean => each.speaker !== 'person' && !each.note;
export const isStreaming = (each: Line): boolean => each.state === 'streaming';
export const isPersons = (each: Line): boolean => each.speaker === 'person';

function say(talk: Conversation, text: string): Conversation {
  const asked = line(talk.nextId, 'person', text, 'done');
  const answer = line(talk.nextId + 1, 'companion', '', 'streaming');
  return {
    ...talk,
    lines: [...talk.lines, asked, answer],
    nextId: talk.nextId + 2,
    writing: true,
    lock: null,
    service: { state: 'up', words: '' },
  };
}

/** Replies that the platform wrote itself are signed by it, not by the companion. */
const platformOutcomes: readonly (Outcome | undefined)[] = [
  'soothed',
  'replaced',
  'refused',
  'ended',
];

function hear(talk: Conversation, heard: Extract<Action, { do: 'hear' }>): Conversation {
  const current = talk.lines.findLast(isStreaming);
  const change: Partial<Line> = {};
  if (current && heard.text !== '') change.content = current.content + heard.text;
  if (heard.cut) change.cut = true;
  if (platformOutcomes.includes(heard.outcome)) change.speaker = 'platform';
  if (heard.outcome === 'taken_over') {
    const byStaff = heard.events.some((each) => each.type === 'takeover.message');
    change.speaker = byStaff ? 'staff' : 'platform';
  }
  const said = changeLast(talk, isStreaming, change);
  const told = withEvents(said, heard.events);
  if (heard.outcome !== 'ended' || told.left) return told;
  return { ...told, left: { words: '' } };
}

/** An answer without a word leaves no empty bubble. */
function finish(talk: Conversation, how: Line['state']): Conversation {
  const lines = talk.lines
    .map((each) => (isStreaming(each) ? { ...each, state: how } : each))
    .filter(
      (each) =>
        saysSomething(each.content, each.withdrawn) ||
        each.state === 'interrupted' ||
        each.state === 'stopped',
    );
  const spoken = lines.findLast(isReply);
  const left =
    talk.left && talk.left.words === '' && spoken
      ? { words: readable(spoken.content, spoken.withdrawn) }
      : talk.left;
  return { ...talk, lines, left, writing: false };
}

const withoutAnswer = (talk: Conversation): Conversation => ({
  ...talk,
  lines: talk.lines.filter((each) => !isStreaming(each)),
  writing: false,
});

/** What outlives a conversation: help that was given, and what was already shown. */
function kept(talk: Conversation): Partial<Conversation> {
  const { nextId, crisis, disclosed, seenEvents, takenOver } = talk;
  return { nextId, crisis, disclosed, seenEvents, takenOver };
}

/** Takes a message that was not sent out again, so that it can be said anew. */
function withoutFailed(talk: Conversation): Conversation {
  return { ...talk, lines: talk.lines.filter((each) => each.state !== 'failed') };
}

export function change(talk: Conversation, action: Action): Conversation {
  switch (action.do) {
    case 'say':
      return say(withoutFailed(talk), action.text);
    case 'hear':
      return hear(talk, action);
    case 'finish':
      return finish(talk, action.how);
    case 'fail':
      return changeLast(withoutAnswer(talk), isPersons, { state: 'failed' });
    case 'retry':
      return withoutFailed(talk);
    case 'refuse':
      return {
        ...changeLast(withoutAnswer(talk), isPersons, { state: 'failed', blocked: true }),
        lock: action.lock ?? talk.lock,
      };
    case 'told':
      return withEvents(talk, action.events);
    case 'close_dialog':
      return { ...talk, dialogs: talk.dialogs.slice(1) };
    case 'dismiss':
      return { ...talk, banners: talk.banners.filter((each) => each.id !== action.id) };
    case 'leave':
      return {
        ...finish(talk, 'stopped'),
        left: { words: action.words },
        dialogs: [],
        banners: [],
      };
    case 'begin':
      return { ...fresh, ...kept(talk) };
    case 'unlock':
      return { ...talk, lock: null };
    case 'lock':
      return { ...talk, lock: action.lock };
    case 'service':
      return { ...talk, service: { state: action.state, words: action.words } };
  }
}

/** Most messages sent along as history; the server and the model see no more than these. */
const historyMax = 40;

/** The conversation in OpenAI's shape: what was refused or never sent is not repeated. */
export function history(talk: Conversation): { role: 'user' | 'assistant'; content: string }[] {
  const result: { role: 'user' | 'assistant'; content: string }[] = [];
  talk.lines.forEach((each, at) => {
    const answersBlocked = isReply(each) && talk.lines[at - 1]?.blocked === true;
    if (each.note || each.content === '' || each.state === 'failed') return;
    if (each.blocked || answersBlocked) return;
    const role = isPersons(each) ? 'user' : 'assistant';
    result.push({ role, content: readable(each.content, each.withdrawn) });
  });
  return result.slice(-historyMax);
}
