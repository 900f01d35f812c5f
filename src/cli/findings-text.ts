import type { Finding } from '../features/catalog/finding.ts';
import { counted } from './output.ts';

/** One line a finding, as editors and people read it: `file:line:column  error  code  message`. */
export function findingsText(findings: readonly Finding[]): string {
  return findings
    .map(
      ({ file, line, column, severity, code, message }) =>
        `${file}:${line}:${column}  ${severity}  ${code}  ${message}\n`,
    )
    .join('');
}

/** `2 errors, 1 warning`, or `no findings`. */
export function findingsCount(findings: readonly Finding[]): { errors: number; warnings: number; text: string } {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.length - errors;
  const parts = [errors > 0 && counted(errors, 'error'), warnings > 0 && counted(warnings, 'warning')];
  return { errors, warnings, text: parts.filter(Boolean).join(', ') || 'no findings' };
}
