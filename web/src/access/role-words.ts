import type { Role, Scope } from '../../../src/features/access/rights.ts';

/** A role as people call it, and what it lets one do. */
export const roleNames: Record<Role, string> = {
  reader: 'Reader',
  'on-call': 'On call',
  'product-manager': 'Product manager',
  editor: 'Editor',
  administrator: 'Administrator',
  auditor: 'Auditor',
};
export const roleMeanings: Record<Role, string> = {
  reader: 'sees the balance and every page of it',
  'on-call': 'also acts in an incident: acknowledges, notes, mutes, switches functions off and on',
  'product-manager': 'runs workshops, proposes decisions and signs them for the business',
  editor: 'also changes the catalogue and objectives, proposes decisions and signs them for the technology',
  administrator: 'also looks after people and tokens, reads the audit log and applies documents that reach out',
  auditor: 'sees the balance, and searches and exports the audit log',
};

export const scopeNames: Record<Scope, string> = {
  ingest: 'Send data',
  read: 'Read',
  edit: 'Change the catalogue',
  'apply-guarded': 'Apply documents that reach out',
  metrics: 'Read metrics',
  calendar: 'Follow the calendar of maintenance',
};
export const scopeMeanings: Record<Scope, string> = {
  ingest: 'events, metrics, traces and changes of the sources chosen below',
  read: 'everything the pages show, over the API',
  edit: 'waga apply: the catalogue and objectives',
  'apply-guarded': 'Source, Channel, Switch and Runbook: what makes the server reach out or run something',
  metrics: '/metrics, for the Prometheus that watches Waga itself',
  calendar: 'maintenance windows, by an address for a calendar; choose nothing beside it',
};
