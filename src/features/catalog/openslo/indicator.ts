import { z } from 'zod';
import { Description, Metadata, MetricSource } from './fields.ts';

const RatioMetric = z
  .strictObject({
    counter: z.boolean().optional(),
    good: MetricSource.optional(),
    bad: MetricSource.optional(),
    total: MetricSource.optional(),
    rawType: z.enum(['success', 'failure']).optional(),
    raw: MetricSource.optional(),
  })
  .superRefine((ratio, context) => {
    const issue = (message: string, key?: string) =>
      context.addIssue({ code: 'custom', message, ...(key === undefined ? {} : { path: [key] }) });
    if (ratio.raw !== undefined) {
      if (ratio.rawType === undefined) issue('expected rawType: success or failure beside raw', 'raw');
      for (const key of ['good', 'bad', 'total'] as const) {
        if (ratio[key] !== undefined) issue(`expected either raw or good, bad and total`, key);
      }
      return;
    }
    if (ratio.rawType !== undefined) issue('expected raw beside rawType', 'rawType');
    if (ratio.total === undefined) issue('expected total, or raw');
    if ((ratio.good === undefined) === (ratio.bad === undefined)) issue('expected good or bad, one of the two');
  });

/** What is measured: a value that objectives compare, or good (or bad) against total. */
export const SliSpec = z
  .strictObject({
    description: Description,
    thresholdMetric: MetricSource.optional(),
    ratioMetric: RatioMetric.optional(),
  })
  .superRefine((spec, context) => {
    if ((spec.thresholdMetric === undefined) === (spec.ratioMetric === undefined)) {
      context.addIssue({ code: 'custom', message: 'expected thresholdMetric or ratioMetric, one of the two' });
    }
  });
export type SliSpec = z.infer<typeof SliSpec>;

/** An indicator written where it is used. */
export const InlineSli = z.strictObject({ metadata: Metadata, spec: SliSpec });
