/**
 * What one may do. A route names one right; a role is a set of rights that a person holds; a token holds rights itself,
 * which are then called its scopes. The list is closed, so that the table of routes against roles and scopes is complete.
 */
export const rights = [
  /** See what the server knows; money apart, which has a rule of its own (money-view.ts). */
  'read',
  /** Act in an incident: acknowledge, note, mute. */
  'respond',
  /** Change the catalogue, objectives and decisions. */
  'edit',
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
  /** What is done on the machine only: backup, erasure, a new link for the first administrator. */
  'machine',
] as const;
export type Right = (typeof rights)[number];

export const roles = ['reader', 'on-call', 'editor', 'administrator', 'auditor'] as const;
export type Role = (typeof roles)[number];

export const rightsOfRole: Readonly<Record<Role, readonly Right[]>> = {
  reader: ['read', 'account'],
  'on-call': ['read', 'account', 'respond'],
  editor: ['read', 'account', 'respond', 'edit'],
  administrator: ['read', 'account', 'respond', 'edit', 'apply-guarded', 'administer', 'audit', 'metrics'],
  auditor: ['read', 'account', 'audit'],
};

/** What a token may hold. Acting in an incident and administering stay with people. */
export const scopes = ['ingest', 'read', 'edit', 'apply-guarded', 'metrics'] as const satisfies readonly Right[];
export type Scope = (typeof scopes)[number];

/** What a route asks for: a right, or nothing, with the reason why it is open to everyone. */
export type RouteAccess = { right: Right } | { open: string };

/** All rights of the given roles, without repeats. */
export function rightsOf(held: readonly Role[]): ReadonlySet<Right> {
  return new Set(held.flatMap((role) => rightsOfRole[role]));
}
