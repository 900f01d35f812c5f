import type { Document } from './document.ts';
import type { Path, Problem } from './kind.ts';
import { namesOf, unknownReferences } from './references.ts';
import type { Shadow } from './shadow.ts';

/** What is wrong with a shadow: its channel is not there, or is one that people are called on. */
export function shadowProblems(all: readonly Document[], { channel }: Pick<Shadow, 'channel'>, path: Path): Problem[] {
  const found = namesOf(all, 'Channel').get(channel);
  if (found === undefined) return unknownReferences(all, 'Channel', [{ name: channel, path: [...path, 'channel'] }]);
  if ((found.spec as { shadow?: boolean }).shadow === true) return [];
  const message = `expected a side channel; the Channel ${channel} does not say shadow: true, so people are called there`;
  return [{ code: 'bad_value', severity: 'error', message, path: [...path, 'channel'] }];
}
