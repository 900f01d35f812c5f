import { queryOptions } from '@tanstack/react-query';
import {
  type NewSwitchAct,
  SwitchesAnswer,
  SwitchPage,
} from '../../../src/features/unavailability/switches/switch-contract.ts';
import { query } from './balance.ts';
import { readJson } from './read-json.ts';
import { writeJson } from './write-json.ts';

const path = (name: string): string => `/api/v1/switches/${encodeURIComponent(name)}`;

/** Switches and banners of one process or of all: off and not verified ones first. */
export function switchesNow(process?: string) {
  return queryOptions({
    queryKey: ['live', 'switches', process ?? null],
    queryFn: ({ signal }) => readJson(query('/api/v1/switches', { process }), SwitchesAnswer, signal),
  });
}

export function switchNamed(name: string) {
  return queryOptions({
    queryKey: ['live', 'switch', name],
    queryFn: ({ signal }) => readJson(path(name), SwitchPage, signal),
  });
}

/** Does something with a switch as it was last seen; a revision that is no longer the last is refused. */
export const actOnSwitch = (name: string, revision: number | '*', body: NewSwitchAct): Promise<SwitchPage> =>
  writeJson({ method: 'POST', path: `${path(name)}/acts`, body, ifVersion: revision, answer: SwitchPage });
