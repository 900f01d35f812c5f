import type { ComponentType } from 'react';
import type { Right } from '../../../src/features/access/rights.ts';
import { BalancePage } from '../balance/balance-page.tsx';
import { later } from './later.ts';

/** The words of the header that open a few pages, in its order. */
const groupWords = { act: 'Act', learn: 'Learn', delivered: 'Delivered', manage: 'Manage' } as const;

export interface ShellPage {
  /** As wouter matches it; a page reads `:name` with `useParams`. */
  path: string;
  /** The word in the header and in the search; pages of one thing have none, they are found by the thing's name. */
  name?: string;
  /** Those that belong together stand in the header under one word. */
  group?: keyof typeof groupWords;
  /** What one needs to see it; without it one sees no link, and at its address a calm word. */
  right: Right;
  /** All but the first are loaded when they are first opened. */
  page: ComponentType;
}

/** Every page of those who are signed in, in the order of the header. A new page is a line here. */
export const pages: readonly ShellPage[] = [
  { path: '/', name: 'Balance', right: 'read', page: BalancePage },
  {
    path: '/incidents',
    name: 'Incidents',
    right: 'read',
    page: later(() => import('../incidents/incidents-page.tsx')),
  },
  { path: '/incidents/:id', right: 'read', page: later(() => import('../incidents/incident-page.tsx')) },
  {
    path: '/criticality',
    name: 'Criticality',
    right: 'read',
    page: later(() => import('../criticality/criticality-page.tsx')),
  },
  { path: '/map', name: 'Map', right: 'read', page: later(() => import('../map/map-page.tsx')) },
  { path: '/processes/:name', right: 'read', page: later(() => import('../process/process-page.tsx')) },
  { path: '/components/:name', right: 'read', page: later(() => import('../component/component-page.tsx')) },
  { path: '/workshops', name: 'Workshops', right: 'read', page: later(() => import('../workshop/workshops-page.tsx')) },
  { path: '/workshops/:id', right: 'read', page: later(() => import('../workshop/workshop-page.tsx')) },
  {
    path: '/decisions',
    name: 'Decisions',
    right: 'read',
    page: later(() => import('../decisions/decisions-page.tsx')),
  },
  { path: '/decisions/:name', right: 'read', page: later(() => import('../decisions/history-page.tsx')) },
  {
    path: '/switches',
    name: 'Switches',
    group: 'act',
    right: 'read',
    page: later(() => import('../switches/switches-page.tsx')),
  },
  { path: '/switches/:name', right: 'read', page: later(() => import('../switches/switch-page.tsx')) },
  {
    path: '/vendors',
    name: 'Vendors',
    group: 'act',
    right: 'read',
    page: later(() => import('../vendors/vendors-page.tsx')),
  },
  { path: '/vendors/:name', right: 'read', page: later(() => import('../vendors/vendor-page.tsx')) },
  {
    path: '/runbooks',
    name: 'Runbooks',
    group: 'act',
    right: 'read',
    page: later(() => import('../runbooks/runbooks-page.tsx')),
  },
  { path: '/runbooks/:name', right: 'read', page: later(() => import('../runbooks/runbook-page.tsx')) },
  { path: '/runbook-runs/:id', right: 'read', page: later(() => import('../runbooks/run-page.tsx')) },
  {
    path: '/alerts',
    name: 'Alerts',
    group: 'learn',
    right: 'read',
    page: later(() => import('../alerts/alerts-page.tsx')),
  },
  { path: '/alerts/:id', right: 'read', page: later(() => import('../alerts/alert-page.tsx')) },
  {
    path: '/replay',
    name: 'Replay',
    group: 'learn',
    right: 'read',
    page: later(() => import('../replay/replay-page.tsx')),
  },
  {
    path: '/reviews',
    name: 'Reviews',
    group: 'learn',
    right: 'read',
    page: later(() => import('../reviews/reviews-page.tsx')),
  },
  { path: '/reviews/weeks/:week', right: 'read', page: later(() => import('../reviews/week-page.tsx')) },
  { path: '/incidents/:id/review', right: 'read', page: later(() => import('../reviews/review-page.tsx')) },
  {
    path: '/ledger',
    name: 'Ledger',
    group: 'delivered',
    right: 'read',
    page: later(() => import('../ledger/ledger-page.tsx')),
  },
  { path: '/ledger/:id', right: 'read', page: later(() => import('../ledger/outage-page.tsx')) },
  {
    path: '/maintenance',
    name: 'Maintenance',
    group: 'delivered',
    right: 'read',
    page: later(() => import('../maintenance/maintenance-page.tsx')),
  },
  {
    path: '/availability',
    name: 'Availability',
    group: 'delivered',
    right: 'read',
    page: later(() => import('../fleet/fleet-page.tsx')),
  },
  {
    path: '/objectives',
    name: 'Objectives',
    group: 'delivered',
    right: 'read',
    page: later(() => import('../objectives/objectives-page.tsx')),
  },
  { path: '/objectives/:name', right: 'read', page: later(() => import('../objectives/objective-page.tsx')) },
  {
    path: '/agreements',
    name: 'Agreements',
    group: 'delivered',
    right: 'read',
    page: later(() => import('../agreements/agreements-page.tsx')),
  },
  { path: '/agreements/:name', right: 'read', page: later(() => import('../agreements/agreement-page.tsx')) },
  {
    path: '/reports',
    name: 'Reports',
    group: 'delivered',
    right: 'read',
    page: later(() => import('../reports/reports-page.tsx')),
  },
  { path: '/reports/:kind/:name', right: 'read', page: later(() => import('../reports/report-page.tsx')) },
  {
    path: '/on-call',
    name: 'On call',
    group: 'manage',
    right: 'read',
    page: later(() => import('../on-call/on-call-page.tsx')),
  },
  { path: '/on-call/tests/:id', right: 'read', page: later(() => import('../on-call/test-page.tsx')) },
  {
    path: '/sources',
    name: 'Sources',
    group: 'manage',
    right: 'read',
    page: later(() => import('../sources/sources-page.tsx')),
  },
  { path: '/sources/:name', right: 'read', page: later(() => import('../sources/source-page.tsx')) },
  {
    path: '/channels',
    name: 'Channels',
    group: 'manage',
    right: 'read',
    page: later(() => import('../channels/channels-page.tsx')),
  },
  {
    path: '/health',
    name: 'Health',
    group: 'manage',
    right: 'read',
    page: later(() => import('../health/health-page.tsx')),
  },
  {
    path: '/people',
    name: 'People',
    group: 'manage',
    right: 'administer',
    page: later(() => import('../access/people-page.tsx')),
  },
  { path: '/people/tokens', right: 'administer', page: later(() => import('../access/tokens-page.tsx')) },
  {
    path: '/audit',
    name: 'Audit',
    group: 'manage',
    right: 'audit',
    page: later(() => import('../audit/audit-page.tsx')),
  },
  { path: '/guide', right: 'read', page: later(() => import('../guide/guide-page.tsx')) },
];

/** Pages of those who are not signed in yet. */
export const entrances: readonly Omit<ShellPage, 'right'>[] = [
  { path: '/sign-in', page: later(() => import('../access/sign-in-page.tsx')) },
  { path: '/welcome', page: later(() => import('../access/welcome-page.tsx')) },
  { path: '/invitation', page: later(() => import('../access/invitation-page.tsx')) },
];

/** The pages that the header and the search offer to somebody with these rights. */
export const offeredPages = (rights: readonly Right[]): (ShellPage & { name: string })[] =>
  pages.flatMap((page) =>
    page.name !== undefined && rights.includes(page.right) ? [{ ...page, name: page.name }] : [],
  );

/** The groups among these pages that have any, in the order of the header. */
export const groupsOf = <T extends Pick<ShellPage, 'group'>>(offered: readonly T[]): { word: string; pages: T[] }[] =>
  Object.entries(groupWords).flatMap(([group, word]) => {
    const pages = offered.filter((page) => page.group === group);
    return pages.length === 0 ? [] : [{ word, pages }];
  });
