import { bucketStart, type EpochMs, type Interval, minute, second } from '../../../maths/instants.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { shadowAt } from '../../catalog/shadow.ts';
import { refineAlarm } from '../../criticality/observed/refine-alarm.ts';
import type { Alarm } from '../../objectives/contract.ts';
import { indicatorsOf } from '../../objectives/indicator.ts';
import type { IndicatorMinutes } from '../../objectives/indicator-minutes.ts';
import type { Ends } from '../../outages/outage.ts';

export interface AlarmDeps {
  catalog: () => Catalog;
  signals: { indicatorMinutes(q: { measure: string } & Interval): Promise<IndicatorMinutes> };
  objectives: { alarms(period: Interval): Promise<Alarm[]> };
}

export interface AlarmsOnMinutes {
  from: EpochMs;
  to: EpochMs;
  /** The largest share of any measure that was not good, slow answers too; null where nothing was counted. */
  failed: number | null;
}

/**
 * What the alarms of a component look like on the minutes of their measures, while the outage that they stand for lasts as until
 * now. Null where none of them is known any more. What is tried out in shadow stands for no outage.
 */
export async function alarmsOnMinutes(
  { catalog, signals, objectives }: AlarmDeps,
  component: string,
  outage: Ends,
  now: EpochMs,
): Promise<AlarmsOnMinutes | null> {
  const until = outage.to ?? now;
  const indicators = new Map(indicatorsOf(catalog()).map((indicator) => [indicator.measure, indicator]));
  const found = [];
  for (const alarm of await objectives.alarms({ from: outage.from, to: until })) {
    const indicator = indicators.get(alarm.measure);
    if (alarm.component !== component || indicator === undefined) continue;
    const from = Date.parse(alarm.startedAt);
    if (shadowAt(indicator.shadow, from) !== null) continue;
    const seen = { from, to: alarm.endedAt === null ? bucketStart(now, minute) : Date.parse(alarm.endedAt) };
    const period = { from: seen.from - indicator.objective.overMinutes * minute, to: seen.to };
    const minutes = await signals.indicatorMinutes({ measure: alarm.measure, ...period });
    // by whatever its measure calls good: in the ledger, answers that were too slow are a share too
    found.push(refineAlarm({ component, type: 'availability', ...seen }, minutes));
  }
  if (found.length === 0) return null;
  const from = bucketStart(Math.min(...found.map((one) => one.from)), second);
  const to = bucketStart(Math.max(...found.map((one) => one.to)), second);
  const shares = found.flatMap(({ failed }) => failed ?? []);
  return to > from ? { from, to, failed: shares.length === 0 ? null : Math.max(...shares) } : null;
}
