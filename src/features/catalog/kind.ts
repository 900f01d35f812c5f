import type { z } from 'zod';
import type { Document } from './document.ts';
import type { FindingCode, Severity } from './finding.ts';

/** Steps from the root of a document to a value in it, e.g. ['spec', 'dependsOn', 0, 'component']. */
export type Path = readonly (string | number)[];

/** Something a kind has to say about one of its documents; the reader turns the path into file, line and column. */
export interface Problem {
  code: FindingCode;
  severity: Severity;
  message: string;
  path: Path;
  /** The document that is not there; nothing is said when it stands in a file but is broken. */
  refersTo?: { kind: string; name: string };
  /** Says that something is missing, which nobody can tell while any document is broken. */
  absence?: true;
}

/**
 * A kind of catalogue document. Its schema lives in the feature that owns it; the list of kinds is passed to the reader.
 * `spec` is strict by itself; a custom issue of it may carry `params: {finding: FindingCode}`, see finding.ts.
 */
export interface Kind {
  kind: string;
  spec: z.ZodType;
  /** Names may hold underscores, as names of measures do (never `true` for kinds that Backstage or Kubernetes know). */
  underscores?: boolean;
  /** What can only be seen with all documents at hand: unknown references, cycles, things nobody uses. Pure. */
  relate?(document: Document, all: readonly Document[]): Problem[];
}
