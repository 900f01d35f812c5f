import type { ObjectivesAsked } from '../api/objectives.ts';

export const onlyChoices = ['burning', 'missed', 'unmeasured', 'unsupported'] as const;

/** What the address asks for; what it does not know is left out. */
export function askedIn(search: URLSearchParams): ObjectivesAsked {
  const only = onlyChoices.find((one) => one === search.get('only'));
  const service = search.get('service') || undefined;
  const q = search.get('q')?.slice(0, 100) || undefined;
  return { only, service, q };
}
