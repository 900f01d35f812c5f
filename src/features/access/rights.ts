/**
 * What one may do. A route names one right; a role is a set of rights that a person holds; a token holds rights itself,
 * which are then called its scopes. The list is closed, so that the table of routes against roles and scopes is complete.
 */
export const rights = [
  /** See what the server knows; money apart, which has a rule of its own (money-view.ts). */
  'read',
  /** Act in an incident: acknowledge, note, mute. */
  'respond',
  /** Switch functions off and on, show banners, agree that another person does. */
  'switch',
  /** Change the catalogue and objectives. */
  'edit',
  /** Propose decisions on processes, run workshops, live with a finding until a day. */
  'decide',
  /** Sign a decision for the business. Only a person signs: never a token, nor the machine, whatever it holds. */
  'sign-business',
  /** Sign a decision for the technology. */
  'sign-technology',
  /** Correct, confirm and report outages in the ledger, tell customers of them. */
  'keep-ledger',
  /** Agree to leave an outage out of the figures. Only another person than the one who proposed it: never a token. */
  'agree-exclusion',
  /** Apply documents that make the server reach out or run something: Source, Channel, Switch, Runbook. */
  'apply-guarded',
  /** People, roles, tokens. */
  'administer',
  /** Search and export the audit log. */
  'audit',
  /** One's own account: sign out, change the password. */
  'account',
  /** Send data of one's sources. */
  'ingest',
  /** Read the metrics of Waga itself and of the business view. */
  'metrics',
  /** The windows of maintenance as a calendar, by an address that holds the secret. */
  'calendar',
  /** What is done on the machine only: backup, erasure, a new link for the first administrator. */
  'machine',
] as const;
export type Right = (typeof rights)[number];

export const roles = ['reader', 'on-call', 'product-manager', 'editor', 'administrator', 'auditor'] as const;
export type Role = (typeof roles)[number];

export const rightsOfRole: Readonly<Record<Role, readonly Right[]>> = {
  reader: ['read', 'calendar', 'account'],
  'on-call': ['read', 'calendar', 'account', 'respond', 'switch', 'keep-ledger'],
  'product-manager': ['read', 'calendar', 'account', 'decide', 'sign-business', 'keep-ledger', 'agree-exclusion'],
  editor: [
    'read',
    'calendar',
    'account',
    'respond',
    'switch',
    'edit',
    'decide',
    'sign-technology',
    'keep-ledger',
    'agree-exclusion',
  ],
  administrator: [
    'read',
    'calendar',
    'account',
    'respond',
    'switch',
    'edit',
    'decide',
    'sign-business',
    'sign-technology',
    'keep-ledger',
    'agree-exclusion',
    'apply-guarded',
    'administer',
    'audit',
    'metrics',
  ],
  auditor: ['read', 'calendar', 'account', 'audit'],
};

/** What a token may hold. Acting in an incident, deciding, signing and administering stay with people. */
export const scopes = [
  'ingest',
  'read',
  'edit',
  'apply-guarded',
  'metrics',
  'calendar',
] as const satisfies readonly Right[];
export type Scope = (typeof scopes)[number];

/** What a route asks for: a right, or nothing, with the reason why it is open to everyone. */
export type RouteAccess = { right: Right } | { open: string };

/** All rights of the given roles, without repeats. */
export function rightsOf(held: readonly Role[]): ReadonlySet<Right> {
  return new Set(held.flatMap((role) => rightsOfRole[role]));
}
