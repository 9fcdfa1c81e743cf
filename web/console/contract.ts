// SPDX-License-Identifier: Apache-2.0
// What the page for staff reads from the server, and the one shape in which it shows both queues:
// appeals (O-129) and identities that want to open a further account (O-80). No transcript is part
// of either.

export interface Evidence {
  kind: string;
  reference: string;
}

/** One row of GET /anban/v1/appeals or /anban/v1/identity_reviews. */
export interface Row {
  id: string;
  object: 'appeal' | 'identity_review';
  person: string;
  filed: string;
  due: string;
  overdue: boolean;
  state: string;
  decided_by: string | null;
  reason: string | null;
  /** Of an appeal. */
  decision?: 'suspected_minor' | 'suspension';
  round?: number;
  evidence?: Evidence[];
  decided?: string | null;
  /** Of a review. */
  method?: string;
}

export interface Answer {
  data: Row[];
  has_more?: boolean;
}

export type QueueName = 'appeals' | 'identity_reviews';

export interface Queue {
  name: QueueName;
  path: string;
  /** In favour of the person first. */
  outcomes: readonly [string, string];
}

export const queues: Record<QueueName, Queue> = {
  appeals: {
    name: 'appeals',
    path: '/anban/v1/appeals',
    outcomes: ['upheld', 'rejected'],
  },
  identity_reviews: {
    name: 'identity_reviews',
    path: '/anban/v1/identity_reviews',
    outcomes: ['accepted', 'refused'],
  },
};

/** One leaf of GET /anban/v1/audit/log. */
export interface LogEntry {
  index: number;
  hash: string;
  body: string;
}

export interface Log {
  size: number;
  data: LogEntry[];
}

/** What a leaf's JSON says of an act. */
export interface Act {
  kind: string;
  at: string;
  person?: string;
  actor?: string;
  facts?: Record<string, string>;
}
