import type { Document } from '../document.ts';
import { parseDuration } from '../duration.ts';
import { patternText, type Selector, selectorOf } from './prom-selector.ts';

/** The fields of a Measure that say which series it is; its schema belongs to the signals. */
interface MeasureFields {
  type: string;
  metric: string;
  where: Readonly<Record<string, string | readonly string[]>>;
  bad?: Readonly<Record<string, string | readonly string[]>>;
  goodUnder?: string;
}

interface SourceFields {
  queries?: readonly { query: string; process?: string; step?: string; outcome?: string }[];
}

/** Whether a selector selects just the series that a part of a Measure counts. */
export function selectsMeasure({ spec }: Document, part: 'good' | 'bad' | 'valid', selector: Selector): boolean {
  const measure = spec as MeasureFields;
  return measure.type === 'latency' ? ofLatency(measure, part, selector) : ofAvailability(measure, part, selector);
}

function ofAvailability({ metric, where, bad = {} }: MeasureFields, part: string, selector: Selector): boolean {
  if (selector.metric !== metric) return false;
  const only = textOf(where);
  if (part === 'valid') return equal(selector, only, new Map());
  const badOnes = textOf(bad);
  if (part === 'bad') return equal(selector, new Map([...only, ...badOnes]), new Map());
  // what is not bad by two labels at once is no selector
  return badOnes.size === 1 && equal(selector, only, badOnes);
}

/** A histogram of Prometheus: what is good is the bucket up to the cut-off, all there is the one without end, or the count. */
function ofLatency({ metric, where, goodUnder = '' }: MeasureFields, part: string, selector: Selector): boolean {
  const name = metric.replace(/_bucket$/, '');
  const only = textOf(where);
  const le = selector.only.get('le');
  const isBucket = selector.metric === `${name}_bucket`;
  if (part === 'valid' && selector.metric === `${name}_count`) return equal(selector, only, new Map());
  if (!isBucket || le === undefined || part === 'bad') return false;
  const fits = part === 'valid' ? le === '+Inf' : Number(le) === (parseDuration(goodUnder) ?? Number.NaN) / 1_000;
  return fits && equal(selector, new Map([...only, ['le', le]]), new Map());
}

/** The step that a query of a Source counts by this selector; null where none does. */
export function selectsStep(
  { spec }: Document,
  selector: Selector,
): { process: string; step: string; outcomes: readonly string[] } | null {
  for (const { query, process, step, outcome = 'ok' } of (spec as SourceFields).queries ?? []) {
    const own = selectorOf(query);
    if (process === undefined || step === undefined || own === null || own.metric !== selector.metric) continue;
    if (equal(selector, own.only, own.except)) return { process, step, outcomes: [outcome] };
  }
  return null;
}

const textOf = (filter: Readonly<Record<string, string | readonly string[]>>): Map<string, string> =>
  new Map(Object.entries(filter).map(([label, wanted]) => [label, patternText(wanted)]));

function equal(selector: Selector, only: ReadonlyMap<string, string>, except: ReadonlyMap<string, string>): boolean {
  return same(selector.only, only) && same(selector.except, except);
}

function same(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  return a.size === b.size && [...a].every(([label, text]) => b.get(label) === text);
}
