import { described } from './explain-issue.ts';
import { wordOf } from './format.ts';
import type { Kind, Problem } from './kind.ts';
import { didYouMean } from './suggestion.ts';

export const apiVersion = 'waga/v1';

/** Kinds of waga/v1 that this version knows by name only. */
const laterKinds = ['Agreement', 'Runbook', 'Switch', 'Channel', 'Maintenance'];
/** Backstage itself and what is built into it, e.g. `scaffolder.backstage.io/v1beta3`: a folder may hold any of them. */
const ofBackstage = /^([a-z0-9-]+\.)*backstage\.io\//;
const ofOpenSlo = /^openslo(\.com)?\//;

/** Which kind a document is of, or why it is not read. */
export function recognise(value: unknown, kinds: readonly Kind[]): { kind: Kind } | Problem {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const message = `expected a mapping with apiVersion, kind, metadata and spec, found ${described(value)}`;
    return { code: 'not_a_document', severity: 'error', message, path: [] };
  }
  const { apiVersion: version, kind: word } = value as { apiVersion?: unknown; kind?: unknown };
  const format = kinds.find((one) => typeof version === 'string' && one.format?.apiVersions.includes(version))?.format;
  const possible = kinds.filter((one) => one.format === format);
  if (format === undefined && version !== apiVersion) return otherVersion(version, word);
  const kind = possible.find((one) => wordOf(one) === word);
  if (kind) return { kind };
  if (typeof version === 'string' && ofBackstage.test(version)) return foreign(version, word);
  if (format === undefined && typeof word === 'string' && laterKinds.includes(word)) {
    return { code: 'not_read_yet', severity: 'warning', message: `the kind ${word} is not read yet`, path: ['kind'] };
  }
  const known = possible.map(wordOf);
  const hint = typeof word === 'string' ? didYouMean(word, known) : '';
  const message = `expected one of the kinds ${known.join(', ')}, found ${described(word)}${hint}`;
  return { code: word === undefined ? 'missing_field' : 'unknown_kind', severity: 'error', message, path: ['kind'] };
}

function otherVersion(version: unknown, word: unknown): Problem {
  if (typeof version === 'string' && ofBackstage.test(version)) return foreign(version, word);
  if (typeof version === 'string' && ofOpenSlo.test(version)) {
    const message = `${version} is not read: expected openslo/v1 or openslo.com/v1; the document is left out`;
    return { code: 'not_read_yet', severity: 'warning', message, path: ['apiVersion'] };
  }
  const missing = version === undefined;
  const message = `expected apiVersion ${apiVersion}${missing ? '' : `, found ${described(version)}`}`;
  return { code: missing ? 'missing_field' : 'unknown_api_version', severity: 'error', message, path: ['apiVersion'] };
}

/** Backstage lets everyone add kinds, so that one nobody here knows is no mistake. */
function foreign(version: string, word: unknown): Problem {
  const message = `${version} ${typeof word === 'string' ? word : described(word)} is nothing that Waga reads; the document is left out`;
  return { code: 'foreign_kind', severity: 'info', message, path: ['kind'] };
}
