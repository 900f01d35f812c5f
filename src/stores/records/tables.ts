import type { EpochMs } from '../../maths/instants.ts';
import type { AgreementTables } from './agreement-tables.ts';
import type { AlertTables } from './alert-tables.ts';
import type { DecisionTables } from './decision-tables.ts';
import type { DutyTables } from './duty-tables.ts';
import type { LedgerTables } from './ledger-tables.ts';
import type { ObjectiveTables } from './objective-tables.ts';
import type { OnceTables } from './once-tables.ts';
import type { ReviewTables } from './review-tables.ts';
import type { RunTables } from './run-tables.ts';
import type { StatusTables } from './status-tables.ts';
import type { SwitchTables } from './switch-tables.ts';
import type { VendorTables } from './vendor-tables.ts';

/** What people write. Instants are epoch milliseconds (64-bit), documents are JSON as text. */
export interface Tables
  extends AgreementTables,
    AlertTables,
    DecisionTables,
    DutyTables,
    LedgerTables,
    ObjectiveTables,
    OnceTables,
    ReviewTables,
    RunTables,
    StatusTables,
    SwitchTables,
    VendorTables {
  catalog_versions: CatalogVersions;
  catalog_documents: CatalogDocuments;
  drops: Drops;
  alarms: Alarms;
  settings: Settings;
  people: People;
  sessions: Sessions;
  links: Links;
  tokens: Tokens;
  audit: Audit;
  changes: Changes;
  outbox: Outbox;
  deliveries: Deliveries;
  threads: Threads;
  channel_states: ChannelStates;
  duty_overrides: DutyOverrides;
  incidents: Incidents;
  incident_transitions: IncidentTransitions;
}

export interface CatalogVersions {
  version: number;
  applied_at: EpochMs;
  applied_by: string;
  digest: string;
}

/** A document lives in the versions from `from_version` up to, not including, `until_version` (null: still there). */
export interface CatalogDocuments {
  kind: string;
  name: string;
  from_version: number;
  until_version: number | null;
  document: string;
  file: string;
  line: number;
  col: number;
}

/** A drop of a process' business result; `class` is P1 or P2, `state` is what the job needs to go on. */
export interface Drops {
  id: string;
  process: string;
  onset: EpochMs;
  detected_at: EpochMs;
  ended_at: EpochMs | null;
  class: string | null;
  state: string;
  updated_at: EpochMs;
}

/** An interval in which a component's technical objective was broken. */
export interface Alarms {
  id: string;
  component: string;
  measure: string;
  started_at: EpochMs;
  ended_at: EpochMs | null;
  updated_at: EpochMs;
}

export interface Settings {
  name: string;
  value: string;
}

/** A person who may sign in. `roles` and `money` are JSON; `version` rises with each edit (ETag). */
export interface People {
  id: string;
  name: string;
  display_name: string;
  email: string | null;
  roles: string;
  money: string;
  /** argon2id, or null for one who signs in elsewhere or has not accepted the invitation. */
  password_hash: string | null;
  issuer: string | null;
  subject: string | null;
  created_at: EpochMs;
  disabled_at: EpochMs | null;
  version: number;
  last_seen_at: EpochMs | null;
}

/** `hash` is SHA-256 of the cookie's secret. */
export interface Sessions {
  hash: string;
  person: string;
  created_at: EpochMs;
  seen_at: EpochMs;
  expires_at: EpochMs;
  agent: string;
}

/** One-time links; `hash` is SHA-256 of the secret in the link. `kind`: first-administrator or invitation. */
export interface Links {
  hash: string;
  kind: string;
  person: string | null;
  created_at: EpochMs;
  expires_at: EpochMs;
  used_at: EpochMs | null;
}

/** Lists and money are JSON; null lists set no limit. After a rotation the previous secret holds until `previous_until`. */
export interface Tokens {
  id: string;
  name: string;
  scopes: string;
  sources: string;
  processes: string | null;
  components: string | null;
  environments: string | null;
  money: string;
  hash: string;
  previous_hash: string | null;
  previous_until: EpochMs | null;
  created_by: string;
  created_at: EpochMs;
  expires_at: EpochMs;
  rotated_at: EpochMs | null;
  last_used_at: EpochMs | null;
  revoked_at: EpochMs | null;
}

/** Append-only. `id` rises with time. `outcome`: done or refused. `details` is JSON without secrets. */
export interface Audit {
  id: string;
  at: EpochMs;
  who_kind: string;
  who_id: string;
  who_name: string;
  action: string;
  subject: string;
  details: string;
  outcome: string;
  address: string;
}

/** Something that was changed in what runs: a deployment, configuration, flag or scaling. Lists are JSON. */
export interface Changes {
  id: string;
  source: string;
  /** The sender's own id; with `source` it is unique, so that a resend is no second change. */
  sender_id: string;
  at: EpochMs;
  received_at: EpochMs;
  kind: string;
  title: string;
  component: string | null;
  process: string | null;
  environment: string;
  version: string | null;
  by: string | null;
  url: string | null;
}

/** What is to be told; `message` is JSON. A message is known by key and sequence. */
export interface Outbox {
  id: string;
  key: string;
  sequence: number;
  message: string;
  created_at: EpochMs;
}

/** A message on its way to one channel; `message` is its id in the outbox. */
export interface Deliveries {
  id: string;
  message: string;
  channel: string;
  key: string;
  /** waiting, sent, failed, superseded, grouped, left-out. */
  state: string;
  tries: number;
  next_at: EpochMs;
  created_at: EpochMs;
  tried_at: EpochMs | null;
  ended_at: EpochMs | null;
  reason: string | null;
  /** The delivery that told it in its place. */
  told_by: string | null;
}

/** What a channel was told of a key last; `reference` is JSON: what the receiver gave. `digest` is the key of the digest that told it. */
export interface Threads {
  channel: string;
  key: string;
  message: string;
  sequence: number;
  reference: string | null;
  digest: string | null;
  opened_at: EpochMs;
  closed_at: EpochMs | null;
}

/** How a channel does; `closed_spec` stands for the Channel that answered that nobody listens. */
export interface ChannelStates {
  channel: string;
  sent_at: EpochMs | null;
  failing_since: EpochMs | null;
  failed_at: EpochMs | null;
  reason: string | null;
  closed_at: EpochMs | null;
  closed_spec: string | null;
}

/** Somebody stands in on call. Rows stay; one that was taken back says when and by whom. */
export interface DutyOverrides {
  id: string;
  rotation: string;
  person: string;
  from_at: EpochMs;
  to_at: EpochMs;
  reason: string;
  made_at: EpochMs;
  made_by: string;
  made_by_name: string;
  withdrawn_at: EpochMs | null;
  withdrawn_by_name: string | null;
}

/** `incident` and `response` are JSON, the transitions apart; `version` rises with every write. */
export interface Incidents {
  id: string;
  process: string;
  state: string;
  onset: EpochMs;
  ended_at: EpochMs | null;
  incident: string;
  response: string;
  updated_at: EpochMs;
  version: number;
}

/** Append-only: every step of an incident with its reason; `by` is null where Waga took it by itself. */
export interface IncidentTransitions {
  incident: string;
  number: number;
  at: EpochMs;
  from_state: string | null;
  to_state: string;
  reason: string;
  by: string | null;
}
