import { described } from './explain-issue.ts';
import type { Kind, Problem } from './kind.ts';
import { didYouMean } from './suggestion.ts';

export const apiVersion = 'waga/v1';

/** Formats that stand beside Waga's own in the same folder. */
const otherFormats = ['openslo/', 'openslo.com/', 'backstage.io/'];
/** Kinds of waga/v1 that this version knows by name only. */
const laterKinds = ['Vendor', 'Agreement', 'Runbook', 'Switch', 'Channel', 'Maintenance'];

/** Which kind a document is of, or why it is not read. */
export function recognise(value: unknown, kinds: readonly Kind[]): { kind: Kind } | Problem {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const message = `expected a mapping with apiVersion, kind, metadata and spec, found ${described(value)}`;
    return { code: 'not_a_document', severity: 'error', message, path: [] };
  }
  const { apiVersion: version, kind: name } = value as { apiVersion?: unknown; kind?: unknown };
  if (typeof version === 'string' && otherFormats.some((format) => version.startsWith(format))) {
    return { code: 'not_read_yet', severity: 'warning', message: `${version} is not read yet`, path: ['apiVersion'] };
  }
  if (version !== apiVersion) {
    const missing = version === undefined;
    const message = `expected apiVersion ${apiVersion}${missing ? '' : `, found ${described(version)}`}`;
    return {
      code: missing ? 'missing_field' : 'unknown_api_version',
      severity: 'error',
      message,
      path: ['apiVersion'],
    };
  }
  const kind = kinds.find((one) => one.kind === name);
  if (kind) return { kind };
  if (typeof name === 'string' && laterKinds.includes(name)) {
    return { code: 'not_read_yet', severity: 'warning', message: `the kind ${name} is not read yet`, path: ['kind'] };
  }
  const known = kinds.map((one) => one.kind);
  const hint = typeof name === 'string' ? didYouMean(name, known) : '';
  const message = `expected one of the kinds ${known.join(', ')}, found ${described(name)}${hint}`;
  return { code: name === undefined ? 'missing_field' : 'unknown_kind', severity: 'error', message, path: ['kind'] };
}
