import type { EpochMs } from '../../maths/instants.ts';
import type { Catalog, Document } from '../catalog/catalog.ts';
import type { ProcessSpec } from '../catalog/process.ts';
import { thresholdsOn } from '../catalog/thresholds.ts';
import { calendarOfProcess } from '../expectations/calendar-of-process.ts';
import type { Drop, ProcessImpact } from '../impact/contract.ts';
import { dayKindsAt } from '../impact/thresholds-at.ts';
import type { DropFact, ProcessFact } from './incident-facts.ts';

/**
 * What an incident is decided from, of one process: `drops` are those of the last day, the lasting one among them as the
 * records have it; `impact` is the last tick's. `unseenSince` is remembered from tick to tick by the caller; `behind` is what a
 * closer look at the drop that lasts has found.
 */
export function factOf(
  catalog: Catalog,
  process: Document<ProcessSpec>,
  impact: ProcessImpact | undefined,
  drops: readonly Drop[],
  unseenSince: EpochMs | null,
  now: EpochMs,
  behind: Pick<ProcessFact, 'side' | 'root'> = { side: null, root: null },
): ProcessFact {
  const { metadata, spec } = process;
  const days = dayKindsAt(calendarOfProcess(catalog, process, now), spec.timeZone, now);
  const { partial } = thresholdsOn(spec.thresholds, days);
  return {
    process: metadata.name,
    level: spec.level ?? null,
    days,
    drops: drops.map((drop) => dropFact(drop, impact, spec.lossLimit === undefined ? 0 : Number(partial))),
    unseenSince,
    ...(impact === undefined || (impact.state === 'learning' && unseenSince === null) ? { notLooked: true } : {}),
    ...behind,
  };
}

/** `partial`: a P2 with less missing than that is one by its money; 0 where there is no limit of money. */
function dropFact(drop: Drop, impact: ProcessImpact | undefined, partial: number): DropFact {
  const lasts = impact?.drop?.id === drop.id && drop.endedAt === null;
  const share = (lasts ? impact.impactShare : null) ?? drop.impactShare;
  return {
    id: drop.id,
    onset: Date.parse(drop.onset),
    detectedAt: Date.parse(drop.detectedAt),
    endedAt: drop.endedAt === null ? null : Date.parse(drop.endedAt),
    class: drop.class,
    // while it cannot be seen, it stands as it was last proven
    presentClass: lasts && impact.state !== 'unknown' ? impact.class : drop.class,
    bleed: drop.bleed ?? false,
    words:
      (share === null ? 'the business result is lower than expected' : shareWords(share)) +
      (lasts && impact.class === 'P2' && share !== null && share.value < partial ? bledWords : ''),
  };
}

const bledWords = ', and four hours of it cost more than the money limit';

/** "25 % (21–29 %) of the expected business result is missing", whole per cent. */
export function shareWords({ value, low, high }: { value: number; low: number; high: number }): string {
  const percent = (share: number): string => String(Math.round(100 * share));
  return `${percent(value)} % (${percent(low)}–${percent(high)} %) of the expected business result is missing`;
}
