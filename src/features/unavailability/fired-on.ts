import type { Alarm } from '../objectives/contract.ts';

/** So many are named. */
const mostNamed = 3;

/**
 * What other tools said of a component, as a sentence beside the evidence that names it the probable root; null where nothing fired.
 * It weighs nothing: what stands behind a trouble and what suffers from it fire alike.
 */
export function firedOn(component: string, alarms: readonly Alarm[]): string | null {
  const fired = alarms.filter((one) => one.external !== undefined && one.component === component);
  const names = [...new Set(fired.map(({ measure }) => measure))];
  const [first] = fired;
  if (first === undefined) return null;
  const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : '';
  const named = names.slice(0, mostNamed).join(', ') + more;
  return `${named} ${names.length === 1 ? 'fires' : 'fire'} on it, since ${first.startedAt}.`;
}
