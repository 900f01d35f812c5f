import type { Failure } from '../model/failures.ts';
import { authorization } from './authorization.ts';

interface Change {
  kind: 'deploy' | 'config' | 'flag';
  component: string;
  /** What the pipeline calls it when it brings the failure, and when it takes it back. */
  brings: string;
  mends: string;
}

/**
 * The changes behind those failures that the shop's own people cause. An outside vendor tells nobody what it changed, and a
 * sender that falls silent was not changed at all.
 */
const changes: Partial<Record<Failure, Change>> = {
  'slow-database': {
    kind: 'config',
    component: 'orders-db',
    brings: 'Index orders_by_customer dropped',
    mends: 'Index orders_by_customer made again',
  },
  'cashback-errors': {
    kind: 'deploy',
    component: 'cashback',
    brings: 'Cashback 3.1.0',
    mends: 'Cashback back to 3.0.4',
  },
  'batch-fails': {
    kind: 'deploy',
    component: 'settlement',
    brings: 'Settlement job 7.0.0',
    mends: 'Settlement job back to 6.9.2',
  },
  'sales-stopped': {
    kind: 'flag',
    component: 'gateway',
    brings: 'New pay button for everybody',
    mends: 'Old pay button for everybody',
  },
};

/** The change that a switched failure comes from, as Waga's `POST /api/v1/changes` takes it; null where there is none. */
export function changeOf(failure: Failure, on: boolean, at: number): Record<string, string> | null {
  const change = changes[failure];
  if (change === undefined) return null;
  const { kind, component } = change;
  const when = new Date(at).toISOString();
  return {
    id: `${failure} ${when}`,
    kind,
    at: when,
    title: on ? change.brings : change.mends,
    component,
    by: 'pipeline',
  };
}

/** Tells Waga, once; a pipeline does not wait for a monitoring tool, nor fail with it. */
export async function tellChange(wagaUrl: string, failure: Failure, on: boolean, at: number): Promise<void> {
  const change = changeOf(failure, on, at);
  if (change === null) return;
  const headers = { ...authorization(), 'content-type': 'application/json', 'waga-source': 'shop-events' };
  const sent = { method: 'POST', headers, body: JSON.stringify(change), signal: AbortSignal.timeout(5_000) };
  await fetch(`${wagaUrl}/api/v1/changes`, sent).catch(() => undefined);
}
