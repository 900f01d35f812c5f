import type { Change } from './contract.ts';

/** Documents that make the server reach out or run something, so that changing them needs the right `apply-guarded` as well. */
const guardedKinds: ReadonlySet<string> = new Set(['Source', 'Channel', 'Switch', 'Runbook']);

/** The changes that need `apply-guarded`: documents of such kinds added, changed or removed. */
export function guardedChanges(changes: readonly Change[]): Change[] {
  return changes.filter(({ kind }) => guardedKinds.has(kind));
}
