import { z } from 'zod';
import { PolicyEntry } from './alerts.ts';
import { Description, Operator, Ref, Shorthand, TimeWindow } from './fields.ts';
import { InlineSli } from './indicator.ts';

const Objective = z
  .strictObject({
    displayName: z.string().max(500).nullish(),
    op: Operator.optional(),
    value: z.number().optional(),
    target: z.number().min(0).lt(1).optional(),
    targetPercent: z.number().min(0).lt(100).optional(),
    timeSliceTarget: z.number().min(0).max(1).optional(),
    timeSliceWindow: z.union([z.number().positive(), Shorthand]).optional(),
    indicator: InlineSli.optional(),
    indicatorRef: Ref.optional(),
    compositeWeight: z.number().min(0).optional(),
  })
  .superRefine((objective, context) => {
    if ((objective.target === undefined) === (objective.targetPercent === undefined)) {
      context.addIssue({ code: 'custom', message: 'expected target or targetPercent, one of the two' });
    }
  });

/** An objective over one indicator, or (a composite) over one for each entry of `objectives`. */
export const SloSpec = z
  .strictObject({
    description: Description,
    service: Ref,
    indicator: InlineSli.optional(),
    indicatorRef: Ref.optional(),
    timeWindow: z.array(TimeWindow).min(1).max(1),
    budgetingMethod: z.enum(['Occurrences', 'Timeslices', 'RatioTimeslices']),
    objectives: z.array(Objective).min(1),
    alertPolicies: z.array(PolicyEntry).nullish(),
  })
  .superRefine((spec, context) => {
    const issue = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
    if (spec.indicator && spec.indicatorRef) issue(['indicatorRef'], 'expected indicator or indicatorRef, not both');
    const own = spec.indicator !== undefined || spec.indicatorRef !== undefined;
    spec.objectives.forEach((objective, index) => {
      const path = ['objectives', index];
      const named = objective.indicator !== undefined || objective.indicatorRef !== undefined;
      if (!own && !named) issue([...path, 'indicatorRef'], 'expected indicator or indicatorRef, here or in the spec');
      if (own && named) issue(path, 'expected no indicator here, as the spec has one');
      for (const { key, why } of needed(spec.budgetingMethod, objective.indicator ?? spec.indicator)) {
        if (objective[key] === undefined) issue([...path, key], `${why} needs it`);
      }
    });
  });
export type SloSpec = z.infer<typeof SloSpec>;

/** The fields that an objective must have because of how it is measured. */
function needed(method: string, indicator: z.infer<typeof InlineSli> | undefined) {
  const slices = { Timeslices: ['timeSliceTarget', 'timeSliceWindow'], RatioTimeslices: ['timeSliceWindow'] } as const;
  const bySlices = method in slices ? slices[method as keyof typeof slices] : [];
  const byValue = indicator?.spec.thresholdMetric ? (['op', 'value'] as const) : [];
  return [
    ...bySlices.map((key) => ({ key, why: method })),
    ...byValue.map((key) => ({ key, why: 'a thresholdMetric' })),
  ];
}
