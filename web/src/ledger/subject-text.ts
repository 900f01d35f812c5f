import { subjectKinds } from '../../../src/features/outages/outage.ts';
import type { SubjectShown } from '../../../src/features/outages/outage-contract.ts';

/** `process:payment`, as it stands in addresses. */
export const subjectText = ({ kind, name }: SubjectShown): string => `${kind}:${name}`;

/** The other direction; null for what names no subject. */
export function subjectOf(text: string | null): SubjectShown | null {
  if (text === null) return null;
  const at = text.indexOf(':');
  const kind = subjectKinds.find((one) => one === text.slice(0, at));
  const name = text.slice(at + 1);
  return kind === undefined || name === '' ? null : { kind, name };
}

/** Its own page. */
export const subjectPath = ({ kind, name }: SubjectShown): string =>
  `/${kind === 'process' ? 'processes' : 'components'}/${encodeURIComponent(name)}`;

export const outagePath = (id: string): string => `/ledger/${encodeURIComponent(id)}`;

/** Its part of the ledger. */
export const ledgerPath = (subject: SubjectShown): string =>
  `/ledger?subject=${encodeURIComponent(subjectText(subject))}`;
