import type { Document } from '../../catalog/document.ts';
import type { RiskFinding } from '../contract.ts';
import { findingId } from './finding-id.ts';

/** What is to be said of a document; `why` goes on after the name of the subject, `todo` begins with what to do. */
export interface Said extends Pick<RiskFinding, 'code' | 'severity' | 'why' | 'todo'> {
  /** What it is about beside the document: a component, a common cause. */
  other?: string;
}

/** A finding at a document: with its id, its place and both sentences as one message. */
export function riskFinding(document: Document, { code, severity, why, todo, other }: Said): RiskFinding {
  const { kind, metadata, at } = document;
  const subject = metadata.name;
  const subjectKind = kind === 'Process' || kind === 'Component' ? kind : 'other';
  return {
    id: findingId({ code, subject, subjectKind, ...(other === undefined ? {} : { other }) }),
    ...{ code, severity, subject, subjectKind, ...(other === undefined ? {} : { other }) },
    ...{ why, todo, message: `${why}. ${todo}` },
    ...{ file: at.file, line: at.line },
  };
}
