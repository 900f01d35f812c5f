import { z } from 'zod';
import { parseRatio } from '../../maths/ratios.ts';
import { type Catalog, type Document, documentNamed, documentsOf } from '../catalog/catalog.ts';
import { DurationText, Reference, ShareText } from '../catalog/fields.ts';
import { as } from '../catalog/finding.ts';
import { Shadow } from '../catalog/shadow.ts';
import { LabelFilter } from './label-filter.ts';

const Objective = z
  .strictObject({
    atLeast: ShareText,
    /** The window the objective is held against. */
    overMinutes: z.number().int().min(1).max(1_440).default(5),
    /** Fewer valid events than this in the window are quiet: no verdict. */
    floor: z.number().int().min(1).max(1_000_000_000).default(20),
    /** A new objective that is tried out: its alarms call nobody, and a side channel is told whom they would have called. */
    shadow: Shadow.optional(),
  })
  .superRefine((objective, context) => {
    if (parseRatio(objective.atLeast)?.numerator === 0) {
      const message = 'expected a share above 0';
      context.addIssue({ code: 'custom', path: ['atLeast'], message, ...as('bad_decimal') });
    }
  });

const shared = {
  class: z.literal('technical'),
  component: Reference,
  source: Reference.default('default'),
  /** The name of the metric as its sender calls it. */
  metric: z.string().min(1).max(255),
  /** Which series belong to it; labels left out may be anything. */
  where: LabelFilter.default({}),
  objective: Objective,
  /** Who demands that somebody is called when it is missed, whatever the business result: a regulator, a contract. */
  mandatedBy: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .meta({ examples: ['the regulator'] })
    .optional(),
};

/** Which series is which measure of whom, and when an observation is good. */
export const MeasureSpec = z.discriminatedUnion('type', [
  z.strictObject({
    ...shared,
    type: z.literal('availability'),
    /** Observations with these labels are bad, all others of `where` are good. */
    bad: LabelFilter.refine((filter) => Object.keys(filter).length > 0, 'expected at least one label'),
  }),
  z.strictObject({
    ...shared,
    type: z.literal('latency'),
    /** Observations up to and including this are good. */
    goodUnder: DurationText,
  }),
]);
export type MeasureSpec = z.infer<typeof MeasureSpec>;

export const measuresOf = (c: Catalog): Document<MeasureSpec>[] => documentsOf(c.documents, 'Measure');

export const measureNamed = (c: Catalog, name: string): Document<MeasureSpec> | undefined =>
  documentNamed(c.documents, 'Measure', name);
