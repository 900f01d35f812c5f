import type { ShownChange } from '../../../src/features/signals/change-contract.ts';
import type { ChartMark } from '../design/chart/curve.ts';

export const changeWords: Record<ShownChange['kind'], string> = {
  deploy: 'Deployment',
  config: 'Configuration',
  flag: 'Flag',
  scaling: 'Scaling',
};

/** Changes oldest first, as charts number them and the list below shows them. */
export function inOrder(changes: readonly ShownChange[]): ShownChange[] {
  return [...changes].reverse();
}

/** The marks of changes (oldest first) in a chart. */
export function marksOf(changes: readonly ShownChange[]): ChartMark[] {
  return changes.map(({ at, title }) => ({ at: Date.parse(at), name: title }));
}

/** An address that a link may lead to; the server refuses others, and so does the page. */
export function webAddress(url: string | null): string | null {
  return url !== null && /^https?:\/\//i.test(url) ? url : null;
}
