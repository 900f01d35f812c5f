import { z } from 'zod';
import { Level } from '../../catalog/fields.ts';
import { WorthShown } from '../contract.ts';

/**
 * `down`: it has failed now. `replica`: a second one beside it that fails independently, so that its own unavailability is
 * squared; common causes take both. `nine`: a tenth of its own unavailability. `up`: it never fails by itself.
 */
export const WhatIfKind = z.enum(['down', 'replica', 'nine', 'up']);
export type WhatIfKind = z.infer<typeof WhatIfKind>;

export const WhatIfChange = z.object({ component: z.string().min(1).max(63), change: WhatIfKind });
export type WhatIfChange = z.infer<typeof WhatIfChange>;

/** All of the changes hold at once; each component is changed once. */
export const WhatIfQuestion = z
  .object({
    changes: z
      .array(WhatIfChange)
      .min(1)
      .max(20)
      .refine(
        (changes) => new Set(changes.map(({ component }) => component)).size === changes.length,
        'expected each component once',
      ),
  })
  .meta({ examples: [{ changes: [{ component: 'payment-api', change: 'down' }] }] });
export type WhatIfQuestion = z.infer<typeof WhatIfQuestion>;

/** A probability or share; `low` and `high` are the value itself where it is exact. */
export const Bounded = z.object({ value: z.number(), low: z.number(), high: z.number() });
export type Bounded = z.infer<typeof Bounded>;

/** `down`: nothing of the process is left; `degraded`: a share of its value is lost; `untouched`: it goes on. */
export const WhatIfEffect = z.enum(['down', 'degraded', 'untouched']);
export type WhatIfEffect = z.infer<typeof WhatIfEffect>;

/** What becomes of a process while the components named `down` are down and everything else works. */
const happening = { effect: WhatIfEffect, shareLost: z.number().min(0).max(1) };

const LossPerHour = z.object({ before: WorthShown, after: WorthShown, change: WorthShown });

/** A process that reaches a changed component, over edges of any kind. */
export const WhatIfProcess = z.object({
  name: z.string(),
  level: Level.nullable(),
  ...happening,
  /** The same once outages outlast the buffers of async dependencies; null where that makes no difference. */
  whenBuffersRunOut: z.object(happening).nullable(),
  unavailability: z.object({ before: Bounded, after: Bounded }),
  /** Of the value of the process, on average, with everything else failing as often as it does. */
  expectedLossShare: z.object({ before: Bounded, after: Bounded }),
  /** Expected loss per hour of average value; null where no value is known. */
  lossPerHour: LossPerHour.nullable(),
});
export type WhatIfProcess = z.infer<typeof WhatIfProcess>;

/** The answer; the most expensive change stands first. Processes that reach nothing changed stay as they are. */
export const WhatIfAnswer = z.object({
  changes: z.array(
    WhatIfChange.extend({
      /** Its own, apart from what it stands on; null where unknown, which counts as never failing. */
      unavailability: z.object({ before: z.number().nullable(), after: z.number() }),
    }),
  ),
  processes: z.array(WhatIfProcess),
  /** How many processes of the catalogue reach nothing that was changed. */
  others: z.number().int(),
  /** By currency, never added up. `changePerYear` is null where something is down now: that does not last a year. */
  totals: z.array(z.object({ currency: z.string(), lossPerHour: LossPerHour, changePerYear: WorthShown.nullable() })),
  notes: z.array(z.string()),
});
export type WhatIfAnswer = z.infer<typeof WhatIfAnswer>;
