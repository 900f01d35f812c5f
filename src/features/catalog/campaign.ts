import { z } from 'zod';
import { FactorText, Reference } from './fields.ts';
import { as } from './finding.ts';

const InstantText = z.iso.datetime({ offset: true, error: 'expected a time such as 2026-11-27T00:00:00+01:00' });

/** A declared period with an expected traffic factor, e.g. a sale. `to` does not belong to it. */
export const CampaignSpec = z
  .strictObject({
    from: InstantText,
    to: InstantText,
    /** Expected traffic against a usual day: "1.80" is 80 % more. */
    factor: FactorText,
    processes: z.array(Reference).min(1),
  })
  .superRefine((spec, context) => {
    if (Date.parse(spec.from) >= Date.parse(spec.to)) {
      const message = `expected a time after from (${spec.from})`;
      context.addIssue({ code: 'custom', path: ['to'], message, ...as('bad_time') });
    }
    spec.processes.forEach((name, index) => {
      if (spec.processes.indexOf(name) !== index) {
        const message = `${name} stands in processes already`;
        context.addIssue({ code: 'custom', path: ['processes', index], message, ...as('repeated') });
      }
    });
  });
export type CampaignSpec = z.infer<typeof CampaignSpec>;
