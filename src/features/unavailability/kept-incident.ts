import type { Incident } from './incident.ts';
import type { Response } from './response.ts';

/** An incident as it is kept, with what is done about it. */
export interface KeptIncident {
  incident: Incident;
  response: Response;
  /** 0 for one that was never written. */
  version: number;
}
