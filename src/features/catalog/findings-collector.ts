import { type Finding, isError } from './finding.ts';
import type { Problem } from './kind.ts';
import type { Parsed } from './parse-text.ts';

/** Reading stops at so many errors: nobody reads more, and a suggestion for each would take long. */
const maxErrors = 500;

/** Gathers findings and gives each problem its place in the file. */
export interface FindingsCollector {
  add(parsed: Parsed, ...problems: readonly Problem[]): void;
  /** What has its place already. */
  addFindings(findings: readonly Finding[]): void;
  /** Whether there are so many errors that it is no use to look for more. */
  full(): boolean;
  /** In the order of the files, then by line and column; the last says so where there may be more. */
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
      findings.sort((a, b) => fileOf(a) - fileOf(b) || a.line - b.line || a.column - b.column);
      const last = findings.at(-1);
      if (errors < maxErrors || last === undefined) return findings;
      const message = `reading stopped at ${errors} errors; mend these to see what else there is`;
      return [...findings, { ...last, code: 'more_errors', severity: 'info', message }];
    },
  };
}
