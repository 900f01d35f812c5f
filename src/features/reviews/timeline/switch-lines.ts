import { displayName, documentNamed } from '../../catalog/catalog.ts';
import type { IncidentLog } from '../incident-log.ts';
import type { TimelineLine } from '../review-contract.ts';
import { sentence } from './state-lines.ts';

/** What was done with switches and banners for it, and whether it was verified. */
export function switchLines({ switchActs, catalog }: IncidentLog): TimelineLine[] {
  return switchActs.map(({ at, by, says, switch: name }) => {
    const document = documentNamed(catalog.documents, 'Switch', name);
    return { at, kind: 'switch', by, says: sentence(document ? displayName(document) : name, says) };
  });
}
