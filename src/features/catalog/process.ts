import { z } from 'zod';
import { DependsOn } from './dependency.ts';
import { AmountText, amountFits, EventWord, Level, Owner, Reference, Runbook, TimeZone } from './fields.ts';
import { as } from './finding.ts';
import { ProcessResponse } from './process-response.ts';
import { ShadowThresholds, Thresholds } from './thresholds.ts';
import { ProcessValue } from './value.ts';

/** `banner/NAME` or `switch/NAME`: a Switch of that type. */
const Action = z
  .string()
  .regex(
    /^(banner|switch)\/[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/,
    'expected banner/NAME or switch/NAME, the name of a Switch',
  )
  .max(70)
  .meta({ examples: ['switch/payment-off'] });

/** A business process: ordered steps, the one that counts as success, what a success is worth, and what it stands on. */
export const ProcessSpec = z
  .strictObject({
    level: Level.optional(),
    product: Reference.optional(),
    productManager: Owner.optional(),
    /** Minute-of-week, weekends and holidays are reckoned here. */
    timeZone: TimeZone,
    /** The calendar with its holidays; left out, the only calendar of this time zone. */
    calendar: Reference.optional(),
    /** In the order in which a customer goes through them. */
    steps: z.array(EventWord).min(1).max(20),
    /** The step whose count is the business result. */
    kpi: EventWord,
    value: ProcessValue.optional(),
    thresholds: Thresholds,
    /** New thresholds that are tried out beside them; they call nobody. */
    shadowThresholds: ShadowThresholds.optional(),
    /** Money lost within 4 hours that counts as a drop even when no threshold is reached, in the currency of `value`. */
    lossLimit: AmountText.optional(),
    /** Only these attributes of events are stored. */
    attributes: z.array(EventWord).max(20).default([]),
    /** What a banner saves and what moves when it is switched off, where that is known. */
    response: ProcessResponse.optional(),
    /** What is offered first when it is lost in part, and in whole. */
    actions: z.strictObject({ partial: Action.optional(), total: Action.optional() }).optional(),
    /** What to do when it is lost. */
    runbook: Runbook.optional(),
    dependsOn: DependsOn,
  })
  .superRefine((spec, context) => {
    const issue = (finding: Parameters<typeof as>[0], path: (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path, message, ...as(finding) });
    if (!spec.steps.includes(spec.kpi)) {
      issue('kpi_not_a_step', ['kpi'], `expected one of the steps: ${spec.steps.join(', ')}`);
    }
    for (const key of ['steps', 'attributes'] as const) {
      spec[key].forEach((word, index) => {
        if (spec[key].indexOf(word) !== index) issue('repeated', [key, index], `${word} stands in ${key} already`);
      });
    }
    if (spec.lossLimit !== undefined && !(spec.value && amountFits(spec.lossLimit, spec.value.currency))) {
      const expected = spec.value ? `an amount in ${spec.value.currency}` : 'a value with a currency beside lossLimit';
      issue('bad_decimal', ['lossLimit'], `expected ${expected}`);
    }
  });
export type ProcessSpec = z.infer<typeof ProcessSpec>;
