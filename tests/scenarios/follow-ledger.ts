import type { Catalog } from '../../src/features/catalog/catalog.ts';
import { plainCalendar } from '../../src/features/expectations/business-calendar.ts';
import type { Drop } from '../../src/features/impact/contract.ts';
import { fixedValue } from '../../src/features/impact/event-value.ts';
import { draftedOutage, measuredOutage, seenAgain } from '../../src/features/outages/drafted-outage.ts';
import { plannedOutages } from '../../src/features/outages/maintenance/planned-outages.ts';
import type { Outage } from '../../src/features/outages/outage.ts';
import type { KeptIncident } from '../../src/features/unavailability/kept-incident.ts';
import { lossDue, lossOf, lossQuestion } from '../../src/features/unavailability/outage-loss.ts';
import { goesOn } from '../../src/features/unavailability/over-window.ts';
import { seenOutage } from '../../src/features/unavailability/seen-outage.ts';
import type { Scenario } from './parse-scenario.ts';
import type { Seen } from './run-scenario.ts';

/** The ledger of a timeline, by incident: drafted and measured as the server does it, where a line asks about it. */
export function followLedger(
  ledger: Record<string, Outage>,
  scenarios: readonly Scenario[],
  known: { kept: readonly KeptIncident[]; catalog: Catalog; drops: ReadonlyMap<string, Drop>; seen: readonly Seen[] },
  now: number,
): void {
  const planned = plannedOutages(known.catalog, scenarios[0]!.start).map((one) => ({ ...one, id: one.origin.id }));
  for (const { incident } of known.kept) {
    const seen = seenOutage(incident, { catalog: known.catalog, drops: known.drops, recorded: [], planned, now });
    if (seen === null) continue;
    const before = ledger[incident.id];
    const outage = before ? seenAgain(before, seen, false, now) : draftedOutage(`outage of ${incident.id}`, seen);
    ledger[incident.id] = outage;
    const nth = scenarios.findIndex(({ process }) => process === outage.subject.name);
    const s = scenarios[nth];
    if (s === undefined || lossDue(outage, now) === null) continue;
    const question = lossQuestion(outage, {
      ...{ series: known.seen[nth]!.minutes(), timeZone: s.zone, calendar: plainCalendar, others: [] },
      goesOn: goesOn(outage, planned),
      value: fixedValue({ perEvent: s.perEvent, currency: s.currency }),
    });
    ledger[incident.id] = measuredOutage(outage, lossOf(question), false, now);
  }
}

/** Whether a line of the timeline asks about the ledger: what is lost takes long to work out. */
export const asksForLedger = (scenarios: readonly Scenario[]): boolean =>
  scenarios.some(({ expectations }) =>
    expectations.some(({ words }) => Object.keys(words).some((word) => word.startsWith('outage'))),
  );
