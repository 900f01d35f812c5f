import { type Finding, isError } from './finding.ts';
import type { Problem } from './kind.ts';
import type { Parsed } from './parse-text.ts';

/** Reading stops at so many errors: nobody reads more, and a suggestion for each would take long. */
const maxErrors = 500;

/** Gathers findings and gives each problem its place in the file. */
export interface FindingsCollector {
  add(parsed: Parsed, ...problems: readonly (Problem & { part?: 'value' | 'key' })[]): void;
  /** What has its place already. */
  addFindings(findings: readonly Finding[]): void;
  /** Whether there are so many errors that it is no use to look for more. */
  full(): boolean;
  /** In the order of the files, then by line and column. */
  inOrder(files: readonly { path: string }[]): Finding[];
}

export function findingsCollector(): FindingsCollector {
  const findings: Finding[] = [];
  let errors = 0;
  function addFindings(more: readonly Finding[]): void {
    for (const finding of more) {
      findings.push(finding);
      if (isError(finding)) errors += 1;
    }
  }
  return {
    addFindings,
    add(parsed, ...problems) {
      addFindings(
        problems.map(({ code, severity, message, path, part }) => ({
          code,
          severity,
          message,
          ...parsed.place(path, part),
        })),
      );
    },
    full: () => errors >= maxErrors,
    inOrder(files) {
      const order = new Map(files.map(({ path }, index) => [path, index]));
      const fileOf = (finding: Finding) => order.get(finding.file) ?? 0;
      return findings.sort((a, b) => fileOf(a) - fileOf(b) || a.line - b.line || a.column - b.column);
    },
  };
}
