import { minorDigits } from '../../../maths/money.ts';
import { Environment, Outcome } from '../business-event.ts';
import { isCurrency, refundStep } from '../event-amount.ts';
import { longestLabel } from '../event-attributes.ts';
import { countedEnvironment } from '../series-names.ts';
import type { KnownRules } from './known-rules.ts';
import { ends } from './pattern-tree.ts';
import type { RowForm } from './row-form.ts';
import type { EventGroup } from './scanned-events.ts';

/** What rows of a form are counted under, once each has its minute. */
export interface RowShape extends Omit<EventGroup, 'minuteAt'> {
  /** Decimal places of the currency; 0 where there is none. */
  digits: number;
  /** Only money that is given back may be below zero. */
  mayBeNegative: boolean;
}

/** The shape of rows of this form and how many attributes each drops; null where such rows are not surely good. */
export function shapeOf(form: RowForm, rules: KnownRules): { shape: RowShape; dropped: number } | null {
  const name = form.fields.get('process') ?? '';
  const step = form.fields.get('step') ?? '';
  const process = rules.processes.get(name);
  if (process === undefined || !(step === refundStep || process.steps.has(step)) || !form.has(ends.at)) return null;

  const outcome = form.fields.get('outcome') ?? 'ok';
  const environment = form.fields.get('environment') ?? countedEnvironment;
  if (!Outcome.safeParse(outcome).success || !Environment.safeParse(environment).success) return null;
  if (rules.environments !== null && !rules.environments.has(environment)) return null;

  const currency = form.fields.get('currency') ?? null;
  if (form.has(ends.amount) !== (currency !== null) || (currency !== null && !isCurrency(currency))) return null;

  const attributes: Record<string, string> = {};
  let known = 0;
  for (const attribute of process.attributes) {
    const value = form.attributes.get(attribute);
    if (value === undefined) continue;
    known += 1;
    if (value === null) continue;
    if (value.length > longestLabel) return null;
    attributes[attribute] = value;
  }
  const shape: RowShape = {
    process: name,
    step,
    outcome,
    environment,
    currency,
    attributes,
    digits: currency === null ? 0 : minorDigits(currency),
    mayBeNegative: step === refundStep,
  };
  return { shape, dropped: form.attributeCount - known };
}
