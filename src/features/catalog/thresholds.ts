import { z } from 'zod';
import { type Fraction, parseRatio } from '../../maths/ratios.ts';
import { ShareText } from './fields.ts';
import { as } from './finding.ts';
import { Shadow } from './shadow.ts';

/** One pair that holds on some days; what is left out falls back to the pair of the process. */
const Override = z.strictObject({ partial: ShareText.optional(), total: ShareText.optional() });

/** Kinds of day with their own thresholds, the strongest first: a campaign outranks a holiday, a holiday a weekend. */
export const dayKinds = ['campaign', 'holiday', 'weekend', 'workday'] as const;
export type DayKind = (typeof dayKinds)[number];

/** The impact shares at which a drop is P2 (`partial`) and P1 (`total`); both fire at equality. */
export const Thresholds = z
  .strictObject({
    partial: ShareText,
    total: ShareText,
    workday: Override.optional(),
    weekend: Override.optional(),
    holiday: Override.optional(),
    campaign: Override.optional(),
  })
  .superRefine((thresholds, context) => {
    for (const { pair, path } of pairsOf(thresholds)) {
      const [partial, total] = [parseRatio(pair.partial), parseRatio(pair.total)];
      if (partial && total && !isAbove(total, partial)) {
        const message = `expected total above partial, found ${pair.total} and ${pair.partial}`;
        context.addIssue({ code: 'custom', path: [...path], message, ...as('thresholds_order') });
      }
    }
  });
export type Thresholds = z.infer<typeof Thresholds>;

export interface ThresholdPair {
  partial: string;
  total: string;
}

/** Thresholds that are tried out: the others go on to decide, and a side channel hears what these would have done. */
export const ShadowThresholds = Shadow.extend({ partial: ShareText, total: ShareText }).superRefine(
  ({ partial, total }, context) => {
    const [low, high] = [parseRatio(partial), parseRatio(total)];
    if (low === null || high === null || isAbove(high, low)) return;
    const message = `expected total above partial, found ${total} and ${partial}`;
    context.addIssue({ code: 'custom', path: ['total'], message, ...as('thresholds_order') });
  },
);
export type ShadowThresholds = z.infer<typeof ShadowThresholds>;

/** The pair of the process and of each kind of day it names, each with the path to the value that decides it. */
export function pairsOf(thresholds: Thresholds): { pair: ThresholdPair; path: string[] }[] {
  const named = dayKinds.filter((kind) => thresholds[kind] !== undefined);
  return [
    { pair: thresholdsOn(thresholds, []), path: ['total'] },
    ...named.map((kind) => {
      const key = thresholds[kind]?.total === undefined ? 'partial' : 'total';
      return {
        pair: thresholdsOn(thresholds, [kind]),
        path: thresholds[kind]?.[key] === undefined ? [kind] : [kind, key],
      };
    }),
  ];
}

/** The pair that holds at a time that is all of `kinds`, e.g. a Saturday within a campaign: ['weekend', 'campaign']. */
export function thresholdsOn(thresholds: Thresholds, kinds: readonly DayKind[]): ThresholdPair {
  const overrides = dayKinds.filter((kind) => kinds.includes(kind)).map((kind) => thresholds[kind]);
  const first = (key: keyof ThresholdPair) => overrides.find((override) => override?.[key] !== undefined)?.[key];
  return { partial: first('partial') ?? thresholds.partial, total: first('total') ?? thresholds.total };
}

/** a > b, in integers. */
function isAbove(a: Fraction, b: Fraction): boolean {
  return BigInt(a.numerator) * BigInt(b.denominator) > BigInt(b.numerator) * BigInt(a.denominator);
}
