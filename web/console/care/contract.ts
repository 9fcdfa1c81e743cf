// SPDX-License-Identifier: Apache-2.0
// What the care pages read from the server: cases (O-93), their timeline, takeovers (O-92). Unknown
// names of kinds, states and outcomes are shown as they came.

export type Priority = 'P0' | 'P1' | 'P2';
export type Role = 'operator' | 'lead' | 'officer' | 'admin' | 'auditor' | 'inspector';

export interface Holder {
  key: string;
  name: string;
  role: string;
  since: string;
  until: string;
}

/** One way that somebody was, or is being, told. */
export interface Contact {
  state: 'none' | 'pending' | 'delivered' | 'failed' | 'unavailable';
  recipient?: string | null;
  channel?: string | null;
  attempts?: number;
  changed?: string | null;
  /** That person is the one feared, and is never told. */
  withheld?: boolean;
}

export interface HelpCard {
  title: string;
  body: string;
  lines: { name: string; number: string }[];
}

export interface CareCase {
  object: 'case';
  id: string;
  person: string | null;
  age_band?: string | null;
  mode?: string | null;
  locale?: string | null;
  kind: string;
  tier: number;
  level: number;
  priority: Priority;
  state: 'open' | 'claimed' | 'closed';
  opened: string;
  acknowledge_by?: string | null;
  acknowledged?: string | null;
  due?: string | null;
  overdue: boolean;
  holder: Holder | null;
  contact?: Contact | null;
  contacts?: Contact[];
  takeover?: { id: string; state: string } | null;
  turns?: number;
  detector_failed?: boolean;
  closed?: string | null;
  outcome?: string | null;
  outcome_note?: string | null;
  merged_into?: string | null;
  obligation?: string | null;
  policy?: { pack?: string; parameters?: Record<string, unknown> } | null;
  card?: HelpCard | null;
  now?: string;
}

export interface CaseList {
  data: CareCase[];
  has_more?: boolean;
  now?: string;
}

/** What was noticed in a turn; the kind may be missing. */
export interface Finding {
  category: string;
  kind?: string | null;
}

export interface TimelineRow {
  at: string;
  type: string;
  /** Of a turn. */
  turn?: string | null;
  masked?: string | null;
  characters?: number;
  findings?: Finding[];
  reply_masked?: string | null;
  unmasked?: boolean;
  /** Of what staff did, of a contact, of a change of state. */
  by?: { key: string; name: string; role: string } | null;
  act?: string | null;
  /** What the act says further: what was done, the outcome, whom it was handed to. */
  what?: string | null;
  note?: string | null;
  channel?: string | null;
  recipient?: string | null;
  state?: string | null;
}

export interface Unmasked {
  said?: string | null;
  replied?: string | null;
}

export interface Takeover {
  id: string;
  case: string;
  state: 'active' | 'ended';
  started: string;
  ended?: string | null;
  /** Why it ended: handed back, idle, the lease, the person's leaving. */
  ended_because?: string | null;
  by?: { key: string; name: string; role: string } | null;
  /** When it ends by itself unless the operator writes. */
  until?: string | null;
  now?: string;
}

export interface TakeoverMessage {
  id: string;
  at: string;
  from: string;
  text: string;
}

export interface Me {
  id: string;
  name: string;
  role: string;
  available?: boolean;
}

/** In this order in the form; none is chosen beforehand. */
export const outcomes = [
  'safe_with_others',
  'emergency_services',
  'contact_took_over',
  'referred',
  'talked_and_calmer',
  'false_alarm',
  'unreachable',
  'other',
] as const;

/** These say nothing by themselves: the server wants a note with them. */
export const outcomesWithNote: readonly string[] = ['false_alarm', 'other'];

export const acts = [
  'called_person',
  'called_contact',
  'called_emergency_services',
  'wrote_to_contact',
  'other',
] as const;

export const casePath = (id: string, part = '') =>
  `/anban/v1/cases/${encodeURIComponent(id)}${part === '' ? '' : `/${part}`}`;
