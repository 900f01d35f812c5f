import type { BalanceComponent } from '../../../src/features/balance/contract.ts';
import type { IndicatorStatus } from '../../../src/features/objectives/contract.ts';
import type { StateWord } from './process-view.ts';

/** A line of the technical table: one indicator of a component, or a component that has none. */
export interface IndicatorRow {
  id: string;
  component: BalanceComponent;
  indicator: IndicatorStatus | null;
}

const stateOrder = { alarm: 0, unknown: 1, quiet: 2, ok: 2 } as const;

/** One row per indicator; alarms first, then what is not known, else the catalogue's order; unmeasured components last. */
export function indicatorRows(components: readonly BalanceComponent[]): IndicatorRow[] {
  const rows = components.flatMap((component): IndicatorRow[] =>
    component.health.indicators.length === 0
      ? [{ id: component.name, component, indicator: null }]
      : component.health.indicators.map((indicator) => ({ id: indicator.measure, component, indicator })),
  );
  const rank = ({ indicator }: IndicatorRow): number => (indicator === null ? 3 : stateOrder[indicator.state]);
  return rows.sort((a, b) => rank(a) - rank(b));
}

export const indicatorWords: Record<IndicatorStatus['state'], StateWord> = {
  ok: { tone: 'calm', icon: 'calm', word: 'Met' },
  alarm: { tone: 'alarm', icon: 'alarm', word: 'Alarm' },
  unknown: { tone: 'unknown', icon: 'unknown', word: 'Unknown' },
  quiet: { tone: 'calm', icon: 'quiet', word: 'Quiet' },
};

/** The ratio as a number to sort by; the shown one stays the exact text. */
export function reachedNumber({ indicator }: IndicatorRow): number | null {
  return indicator?.reached == null ? null : Number(indicator.reached);
}
