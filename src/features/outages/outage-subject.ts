import { ProductError } from '../../errors.ts';
import { type Subject, subjectKinds } from './outage.ts';

/** A subject as text: `process:payment`. */
export const subjectText = ({ kind, name }: Subject): string => `${kind}:${name}`;

/** The subject that a text names. Throws ProductError `bad_input` for a text of another form. */
export function subjectOf(text: string): Subject {
  const [kind, ...name] = text.split(':');
  const known = subjectKinds.find((one) => one === kind);
  if (known === undefined || name.join(':') === '') {
    throw new ProductError('bad_input', 'subject: expected process:NAME or component:NAME.');
  }
  return { kind: known, name: name.join(':') };
}
