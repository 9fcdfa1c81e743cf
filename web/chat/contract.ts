// SPDX-License-Identifier: Apache-2.0
// What the chat page reads from the server (web/README.md is the prose of it). Fields that a
// server may leave out are optional; unknown fields are ignored.

/** Words in one language, or by locale. */
export type Words = string | Partial<Record<string, string>>;

export interface HelpLine {
  number: string;
  name: Words;
  hours?: Words;
}

export interface Character {
  id: string;
  name: string;
  min_age: number;
  /** A partner or relative: never for minors (O-112). */
  intimate?: boolean;
}

/** GET /anban/v1/chat/settings */
export interface Settings {
  agreement: { version: string; text: Words };
  label: string;
  locales: string[];
  self_registration: boolean;
  emergency_contact_required: boolean;
  characters: Character[];
  models: string[];
  default_model?: string;
  channels: string[];
  /** Those that this installation can deliver by; the form offers no others where there are any. */
  configured_channels?: string[];
  help_lines: HelpLine[];
}

export type ContactRole = 'guardian' | 'emergency_contact';
export type Mode = 'adult' | 'minor' | 'elder';

export interface KnownContact {
  state?: 'confirmed' | 'unconfirmed';
  /** Masked by the server. */
  address?: string;
}

/** GET /anban/v1/me; `registrations` answers the same with the key. */
export interface Me {
  id: string;
  status: 'active' | 'incomplete' | 'suspended' | 'erased';
  missing: string[];
  mode: Mode;
  age_band: string;
  guardian?: KnownContact | null;
  emergency_contact?: KnownContact | null;
  agreement?: { version: string } | null;
  use?: { continuous_s: number; today_s: number };
  limits?: {
    quota_s?: number | null;
    left_s?: number | null;
    night?: { from: string; until: string } | null;
    /** Set by a guardian: outside of these no chat. */
    hours?: { from: string; until: string } | null;
  } | null;
  minor_mode_chosen?: boolean;
  suspected_minor?: boolean;
  identity?: { method: string; verified: boolean; proves_age: boolean } | null;
  time_zone?: string;
  /** Somebody of the staff answers in the model's place now (O-92). */
  takeover?: { id: string; since: string } | null;
  /** Help that was given and is not over. */
  care?: {
    case: string;
    contact?: { state: ContactState } | null;
    card?: { title: string; body: string; lines: HelpLine[] } | null;
  } | null;
}

export type ContestedDecision = 'suspected_minor' | 'suspension';

export interface Evidence {
  kind: 'verified_identity' | 'document' | 'statement' | 'other';
  reference: string;
}

/** One row of GET /anban/v1/me/appeals (O-129). */
export interface Appeal {
  id: string;
  decision: ContestedDecision;
  round: number;
  evidence: Evidence[];
  filed: string;
  due: string;
  overdue: boolean;
  state: 'open' | 'upheld' | 'rejected';
  decided: string | null;
  reason: string | null;
}

export type IdentityMethod = 'phone_code' | 'resident_id' | 'national_identity' | 'app_asserted';

/** GET, POST /anban/v1/me/identity (O-77 to O-80). */
export interface IdentityState {
  state: 'none' | 'code_sent' | 'begun' | 'taken' | 'in_review';
  method: IdentityMethod | null;
  verified?: boolean;
  methods?: IdentityMethod[];
  authorization_url?: string;
}

export type ContactState = 'pending' | 'delivered' | 'failed' | 'unavailable';

/** What an event offers: `exit`, `appeal`, `call:12356`, `help` (the platform itself). */
export interface EventAction {
  id: string;
  label: string;
}

/** One event of `anban.events`, of a chunk or of GET /anban/v1/me/events. */
export interface AnbanEvent {
  id: string;
  type: string;
  obligation?: string;
  severity?: 'info' | 'warn' | 'critical';
  display?: {
    as?: 'dialog' | 'banner' | 'card' | 'inline';
    title?: string;
    body?: string;
    actions?: EventAction[];
  };
  inline?: { start: number; end: number };
  /** output.retract: code points of the whole content. */
  from?: number;
  to?: number;
  replacement?: string;
  /** contact.requested and contact.notified. */
  state?: ContactState;
  contact?: { state?: ContactState };
  case?: string;
  /** crisis.card: lines for this person, else those of the settings. */
  help_lines?: HelpLine[];
  /** takeover: a person's words. */
  message?: string;
}

export type Outcome = 'answered' | 'soothed' | 'replaced' | 'refused' | 'ended' | 'taken_over';

export interface AnbanObject {
  turn?: string;
  session?: string;
  outcome?: Outcome;
  events?: AnbanEvent[];
}

/** One frame of the stream. */
export interface Chunk {
  choices?: { delta?: { content?: string | null }; finish_reason?: string | null }[];
  anban?: AnbanObject;
  error?: { message?: string; code?: string };
}

export interface Consent {
  purpose: string;
  version?: string;
  granted: boolean;
}

/** One row of GET /anban/v1/me/interactions?format=json */
export interface Interaction {
  turn: string;
  at?: string;
  input?: string;
  reply?: string;
}
