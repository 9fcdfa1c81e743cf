// SPDX-License-Identifier: Apache-2.0
// The roster of those who are called when nobody acknowledges a case (O-47), the plans for
// emergencies with their drills (O-46), and the figures about cases.

export interface RosterMember {
  key: string | null;
  name: string;
  channel: string;
  /** Masked when read. */
  address: string;
}

export interface Shift {
  from: string;
  until: string;
  /** Places in `members`. */
  first: number;
  then: number[];
}

export interface Roster {
  members: RosterMember[];
  shifts: Shift[];
}

export interface RosterNow {
  /** roster; configuration: its one address is told; none: nobody is. */
  source: 'roster' | 'configuration' | 'none';
  /** False: no shift is on, so everybody is told in the order of the list. */
  in_shift: boolean;
  /** The first one first. */
  on_duty: RosterMember[];
  /** When that may change. */
  changes: string | null;
}

export interface Plan {
  id: string;
  version: number;
  title: string;
  drill_every: number;
  last_drill: string | null;
  drill_due: string;
  overdue: boolean;
}

export interface PlanVersion {
  version: number;
  title: string;
  text: string;
  by: string;
  at: string;
}

/** The newest version last. */
export interface WholePlan extends Plan {
  versions: PlanVersion[];
}

export interface Drill {
  id: string;
  /** A day. */
  held: string;
  version?: number;
  participants: string[];
  findings: string;
}

export interface Spread {
  p50?: number | null;
  p90?: number | null;
  max?: number | null;
}

/** GET /anban/v1/cases/statistics; times in seconds. */
export interface Figures {
  /** The end of the time that was asked for; by default now, by the server's clock. */
  to?: string;
  by_kind?: Record<string, number>;
  by_level?: Record<string, number>;
  by_outcome?: Record<string, number>;
  by_age_band?: Record<string, number>;
  acknowledge_s?: Spread | null;
  first_contact_s?: Spread | null;
  /** False: there were too many to count all. */
  complete?: boolean;
  delivered_share?: number | null;
  merged?: number;
  open_now?: number;
  overdue_now?: number;
}
