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
  /** Whether the place is that of the value (left out) or of the key that leads to it. */
  part?: 'value' | 'key';
  /** The document that is not there; nothing is said when it stands in a file but is broken. */
  refersTo?: { kind: string; name: string };
  /** Says that something is missing, which nobody can tell while any document is broken. */
  absence?: true;
}

/** What a document is looked at together with. */
export interface Surroundings {
  /** All valid documents, those that Waga makes of others included. Never changed, so that what is worked out of it may be kept. */
  all: readonly Document[];
  /** The paths of all files that were given, without a `./` before them. */
  files: ReadonlySet<string>;
}

/**
 * A kind of catalogue document. Its schema lives in the feature that owns it; the list of kinds is passed to the reader.
 * `spec` is strict by itself; a custom issue of it may carry `params: {finding: FindingCode}`, see finding.ts.
 */
export interface Kind {
  /** As it is kept: Waga's own word, or that of another format with the prefix of the format before it. */
  kind: string;
  spec: z.ZodType;
  /** Left out: `waga/v1`. */
  format?: Format;
  /** Names may hold underscores, as names of measures do (never `true` for kinds that Backstage or Kubernetes know). */
  underscores?: boolean;
  /** The kind of Waga that Waga makes of a document of this kind; a broken one is then no reason to miss the other. */
  becomes?: { kind: string; name(kept: string): string };
  /** What can only be seen with all documents at hand: unknown references, cycles, things nobody uses. Pure. */
  relate?(document: Document, all: readonly Document[], surroundings: Surroundings): Problem[];
}

/**
 * Another format of catalogue files that is read beside Waga's own. Its documents are kept under their kind with the prefix of
 * the format before it, so that a Component of Backstage is not taken for one of Waga.
 */
export interface Format {
  /** As people call it. */
  name: string;
  /** What stands before the kind of a kept document, e.g. `openslo/`. */
  prefix: string;
  /** The spellings of `apiVersion` that are read. */
  apiVersions: readonly string[];
  /** The schema of a whole document. */
  envelope(kind: Kind): z.ZodType<Written>;
  /** The name under which a document is kept, worked out from whatever stands there; null where it has none. */
  keptName(value: unknown): string | null;
  /** What is wrong with the name; null when nothing is. */
  nameProblem(value: unknown): Problem | null;
  /** The document as it is kept. */
  kept(written: Written, name: string): Pick<Document, 'metadata' | 'spec'>;
  /** Whether two documents of the same kind and name are an error; otherwise the first one holds, and a warning says so. */
  duplicates: 'error' | 'warning';
}

/** A document of another format as its schema lets it pass. */
export interface Written {
  apiVersion: string;
  kind: string;
  metadata: { name: string } & Record<string, unknown>;
  spec: unknown;
}
