// SPDX-License-Identifier: Apache-2.0
// What the guardians' page reads of the server (docs/api/openapi.yaml, tag guardians). Unknown
// fields are tolerated; no answer carries a word of what a child said.

/** A guardian's session on this device, as the accepted code gave it. */
export interface Session {
  guardian: string;
  token: string;
  expires: string;
  /** When it was kept, by the device's clock. */
  since?: number;
}

export interface Accepted {
  guardian: { id: string; state: string };
  child: string;
  token: string;
  expires: string;
}

export interface Child {
  id: string;
  age_band: string;
  status: string;
  missing: string[];
  guardians: number;
}

export interface UseSum {
  used_s: number;
  turns: number;
  characters: { id: string; name: string; turns: number }[];
  risks: { kind: string; count: number }[];
}

export interface Overview extends UseSum {
  from: string;
  until: string;
  days: (UseSum & { date: string })[];
  today: { used_s: number; quota_s: number };
}

export interface Summary extends UseSum {
  from: string;
  until: string;
  days_used: number;
  longest_day: string | null;
  week_before_used_s: number;
}

export interface Hours {
  from: string;
  until: string;
}

/** A guardian's own values; null is left to the age's defaults. */
export interface Values {
  quota_minutes: number | null;
  hours: Hours | null;
  blocked_characters: string[];
  blocked_types: string[];
  blocked_tags: string[];
  spend_single_fen: number | null;
  spend_month_fen: number | null;
  memory: boolean;
  training: boolean;
}

export type Field = keyof Values;

export interface Waiting {
  change: string;
  by: string;
  field: Field;
  to: unknown;
  from: string;
}

export interface ChildSettings {
  in_force: Values;
  own: Values;
  waiting: Waiting[];
  defaults: {
    quota_minutes: number;
    night: Hours;
    spend_single_fen: number | null;
    spend_month_fen: number | null;
  };
  loosening_waits_s: number;
  verification: { verified: string | null; due: boolean };
  changes?: Change[];
}

export interface Change {
  id: string;
  at: string;
  by: string;
  field: string;
  from: unknown;
  to: unknown;
  effect: 'at_once' | 'waits' | 'both';
  in_force_from: string;
  state: 'in_force' | 'waiting' | 'taken_back';
}

export interface Consent {
  purpose: string;
  granted: boolean;
  by: string;
  recipient?: string | null;
  at: string;
}

export interface Alert {
  id: string;
  event: string;
  channel: string;
  state: string;
  created: string;
}

export interface BoundGuardian {
  id: string;
  name: string;
  relationship: string;
  channel: string;
  address: string;
  state: string;
  ends: string | null;
}

export interface Invitation {
  guardian: BoundGuardian;
  expires: string;
  code?: string;
}

export interface Erased {
  receipt: string;
  erased_turns: number;
}

/** Of GET /anban/v1/chat/settings: what the page needs. */
export interface Service {
  characters: { id: string; name: string; min_age: number; intimate: boolean }[];
  channels: string[];
  configured_channels?: string[];
  help_lines: { number: string; name: Record<string, string>; hours: Record<string, string> }[];
}
