import type { Finding } from '../features/catalog/finding.ts';
import { counted } from './output.ts';

/**
 * One line a finding, as editors and people read it: `file:line:column  error  code  message`. An info that says the same of
 * many places is told once, with their number.
 */
export function findingsText(findings: readonly Finding[]): string {
  const places = new Map<string, number>();
  for (const finding of findings) places.set(keyOf(finding), (places.get(keyOf(finding)) ?? 0) + 1);
  const told = new Set<string>();
  return findings
    .filter((finding) => {
      const again = finding.severity === 'info' && told.has(keyOf(finding));
      told.add(keyOf(finding));
      return !again;
    })
    .map((finding) => {
      const { file, line, column, severity, code, message } = finding;
      const others = severity === 'info' ? (places.get(keyOf(finding)) ?? 1) - 1 : 0;
      const more = others === 0 ? '' : ` (and at ${counted(others, 'other place')})`;
      return `${file}:${line}:${column}  ${severity}  ${code}  ${message}${more}\n`;
    })
    .join('');
}

const keyOf = ({ code, severity, message }: Finding): string => `${severity} ${code} ${message}`;

/** `2 errors, 1 warning, 3 infos`, or `no findings`. */
export function findingsCount(findings: readonly Finding[]) {
  const count = (severity: Finding['severity']) => findings.filter((one) => one.severity === severity).length;
  const counts = { errors: count('error'), warnings: count('warning'), infos: count('info') };
  const { errors, warnings, infos } = counts;
  const parts = [
    errors > 0 && counted(errors, 'error'),
    warnings > 0 && counted(warnings, 'warning'),
    infos > 0 && counted(infos, 'info'),
  ];
  return { ...counts, text: parts.filter(Boolean).join(', ') || 'no findings' };
}
