import { z } from 'zod';
import { Description, Metadata, Operator, Ref, Shorthand } from './fields.ts';

export const AlertConditionSpec = z.strictObject({
  description: Description,
  severity: z.string().min(1),
  condition: z.strictObject({
    kind: z.literal('burnrate'),
    op: Operator,
    threshold: z.number(),
    lookbackWindow: Shorthand,
    alertAfter: Shorthand.optional(),
  }),
});

export const AlertNotificationTargetSpec = z.strictObject({ description: Description, target: z.string().min(1) });

/** A part of a policy written in place, as a document of its own without apiVersion. */
const inline = <Kind extends string, Spec extends z.ZodType>(kind: Kind, spec: Spec) =>
  z.strictObject({ kind: z.literal(kind), metadata: Metadata, spec });

export const AlertPolicySpec = z.strictObject({
  description: Description,
  alertWhenNoData: z.boolean().optional(),
  alertWhenResolved: z.boolean().optional(),
  alertWhenBreaching: z.boolean().optional(),
  /** The specification allows exactly one. */
  conditions: z
    .array(z.union([z.strictObject({ conditionRef: Ref }), inline('AlertCondition', AlertConditionSpec)]))
    .min(1)
    .max(1),
  notificationTargets: z
    .array(
      z.union([z.strictObject({ targetRef: Ref }), inline('AlertNotificationTarget', AlertNotificationTargetSpec)]),
    )
    .min(1),
});
export type AlertPolicySpec = z.infer<typeof AlertPolicySpec>;

/** A policy of an objective: named, or written in place. */
export const PolicyEntry = z.union([z.strictObject({ alertPolicyRef: Ref }), inline('AlertPolicy', AlertPolicySpec)]);
