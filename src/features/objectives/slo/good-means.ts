import type { SloReading } from '../../catalog/openslo/evaluated.ts';
import type { SloTerm } from '../../catalog/openslo/measured-by.ts';
import type { Slicing } from './plan.ts';

const signs = { lte: 'at most', lt: 'below', gte: 'at least', gt: 'above' } as const;

/** What counts as good, in plain words; `measureGood` says it of a technical measure. */
export function goodMeans(reading: SloReading, slicing: Slicing, measureGood: (measure: string) => string): string {
  const one = ofReading(reading, measureGood);
  if (slicing.method === 'Occurrences') return one;
  const length = slicing.minutes === 1 ? 'a minute' : `${slicing.minutes} minutes`;
  if (slicing.method === 'RatioTimeslices') return `mean share, over slices of ${length}, of what is ${one}`;
  const { numerator, denominator } = slicing.atLeast;
  const percent = Number(((100 * numerator) / denominator).toPrecision(12));
  return `slices of ${length} in which at least ${percent} % is ${one}`;
}

function ofReading(reading: SloReading, measureGood: (measure: string) => string): string {
  if (reading.kind === 'latency') return `${signs[reading.op]} ${reading.milliseconds} ms`;
  if (reading.kind === 'gauge') return `a minute with ${reading.metric} ${signs[reading.op]} ${reading.value}`;
  const { counted, part, total } = reading;
  if (counted.of === 'measure') return measureGood(counted.measure);
  const own = `${counted.step} with outcome ${counted.outcomes.join(' or ')}`;
  const of = total.of === 'events' && total.step !== counted.step ? `, of ${total.step}` : '';
  return part === 'good' ? `${own}${of}` : `not ${own}${of}`;
}

/** The measures that a reading asks for. */
export function measuresOf(reading: SloReading): string[] {
  if (reading.kind === 'latency') return [reading.measure];
  if (reading.kind === 'gauge') return [];
  const named = (term: SloTerm): string[] => (term.of === 'measure' ? [term.measure] : []);
  return [...new Set([...named(reading.counted), ...named(reading.total)])];
}
