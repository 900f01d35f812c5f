import type { Document } from '../../catalog/document.ts';
import { documentsOf } from '../../catalog/document.ts';
import type { MeasureSpec } from '../../signals/measure.ts';
import { unavailabilityOf } from '../graph/structure.ts';

/** A promise on a component or process: good for at least this share. */
export interface Target {
  subject: string;
  kind: 'Component' | 'Process';
  /** Decimal text, e.g. "0.9995". */
  atLeast: string;
  document: Document;
}

/** The objectives on availability that the catalogue sets, from its measures. */
export function targetsOf(documents: readonly Document[]): Target[] {
  return documentsOf<MeasureSpec>(documents, 'Measure')
    .filter(({ spec }) => spec.type === 'availability')
    .map((document) => ({
      subject: document.spec.component,
      kind: 'Component',
      atLeast: document.spec.objective.atLeast,
      document,
    }));
}

/** Sums of unavailabilities carry rounding of this relative size. */
const rounding = 1e-12;

/** Whether something that is down so often can keep the promise; met at equality. */
export function canKeep(atLeast: string, unavailability: number): boolean {
  return unavailability <= unavailabilityOf(atLeast) * (1 + rounding);
}

/** Percent with as many places as tell the number from 100 %: 99.95 %, 99.999 9 %. */
export function percentText(availability: number, unavailability: number): string {
  if (unavailability <= 0) return '100 %';
  const places = Math.max(2, Math.min(10, Math.ceil(-Math.log10(unavailability))));
  return `${(100 * availability).toFixed(places)} %`;
}
