import { countedFraction } from '../../../maths/exact-fraction.ts';
import { type EpochMs, type Interval, toRfc3339 } from '../../../maths/instants.ts';
import type { FleetSubject, FleetSums, KindSums } from './fleet-rows.ts';

/** What is answered: `FleetAnswer` before it is text. */
export interface Fleet {
  window: Interval;
  upTo: EpochMs;
  totals: readonly KindSums[];
  rows: readonly FleetSums[];
  matching: number;
  next: string | null;
}

/**
 * The answer as JSON text, of the shape `FleetAnswer`. Written by hand, since a thousand rows are asked for at once: what is always the
 * same of a subject is made once, and the rest is numbers.
 */
export function fleetJson({ window, upTo, totals, rows, matching, next }: Fleet): string {
  const head = `{"from":"${toRfc3339(window.from)}","to":"${toRfc3339(window.to)}","upTo":"${toRfc3339(upTo)}"`;
  const sums = totals.map(
    (one) => `{"kind":"${one.kind}","subjects":${one.subjects},"counted":${one.counted},${countedJson(one)}}`,
  );
  let subjects = '';
  for (const row of rows) subjects += `${subjects === '' ? '' : ','}${beginOf(row.of)}${countedJson(row)}}`;
  return `${head},"totals":[${sums.join(',')}],"subjects":[${subjects}],"matching":${matching},"next":${JSON.stringify(next)}}`;
}

function countedJson({ good, valid, measuredMinutes, unmeasuredMinutes }: Omit<FleetSums, 'of'>): string {
  return `"good":${good},"valid":${valid},"availability":${shareJson(good, valid)},"measuredMinutes":${measuredMinutes},"unmeasuredMinutes":${unmeasuredMinutes}`;
}

function shareJson(good: number, valid: number): string {
  if (valid === 0) return 'null';
  const { numerator, denominator, text } = countedFraction(good, valid);
  return `{"numerator":${numerator},"denominator":${denominator},"text":"${text}"}`;
}

const begins = new WeakMap<FleetSubject, string>();

function beginOf(of: FleetSubject): string {
  const known = begins.get(of);
  if (known !== undefined) return known;
  const { kind, name } = of.subject;
  const { displayName, product, level } = of;
  const begin = `${JSON.stringify({ subject: { kind, name }, displayName, product, level }).slice(0, -1)},`;
  begins.set(of, begin);
  return begin;
}
