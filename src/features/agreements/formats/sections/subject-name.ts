import type { SubjectReport } from '../../report-contract.ts';
import type { Value } from '../document.ts';
import { written } from '../values.ts';

/** A subject as people call it. */
export const nameOf = ({ displayName, subject }: SubjectReport): Value => written(displayName || subject.name);

/** The same in every language: `process:payment`. */
export const keyOf = ({ subject }: SubjectReport): string => `${subject.kind}:${subject.name}`;
