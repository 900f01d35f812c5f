import { queryOptions } from '@tanstack/react-query';
import {
  IncidentVendors,
  type NewVendorAct,
  VendorCall,
  VendorPage,
  VendorsAnswer,
} from '../../../src/features/unavailability/vendors/vendor-contract.ts';
import { query } from './balance.ts';
import { readJson } from './read-json.ts';
import { writeJson } from './write-json.ts';

const named = (what: string, name: string): string => `/api/v1/${what}/${encodeURIComponent(name)}`;

/** Every vendor with what their faults cost in so many days. */
export function vendorsNow(days: number) {
  return queryOptions({
    queryKey: ['live', 'vendors', days],
    queryFn: ({ signal }) => readJson(query('/api/v1/vendors', { days }), VendorsAnswer, signal),
  });
}

export function vendorNamed(name: string, days: number) {
  return queryOptions({
    queryKey: ['live', 'vendor', name, days],
    queryFn: ({ signal }) => readJson(query(named('vendors', name), { days }), VendorPage, signal),
  });
}

/** Which vendors were asked about an incident, and what they tell of themselves in that time. */
export function vendorsOfIncident(incident: string) {
  return queryOptions({
    queryKey: ['live', 'incident-vendors', incident],
    queryFn: ({ signal }) => readJson(`${named('incidents', incident)}/vendors`, IncidentVendors, signal),
  });
}

/** A vendor was asked: the clock of their silence starts. */
export const startCall = (incident: string, vendor: string, contact: number): Promise<VendorCall> =>
  writeJson({
    method: 'POST',
    path: `${named('incidents', incident)}/vendors`,
    body: { vendor, contact },
    answer: VendorCall,
  });

export const actOnCall = (id: string, body: NewVendorAct): Promise<VendorCall> =>
  writeJson({ method: 'POST', path: `${named('vendor-calls', id)}/acts`, body, answer: VendorCall });
