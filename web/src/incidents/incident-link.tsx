import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { openIncidents } from '../api/incidents.ts';
import { isLasting } from './incident-words.ts';

/** From a process to the incident that lasts there; nothing where there is none. */
export default function IncidentLink({ process, name }: { process: string; name: string }): ReactNode {
  const { data } = useQuery(openIncidents());
  const open = data?.incidents.find(
    (one) => one.kind !== 'technical' && one.shadow === undefined && one.process === process && isLasting(one),
  );
  if (open === undefined) return null;
  return (
    <Link
      className="process-page-link small"
      href={`/incidents/${encodeURIComponent(open.id)}`}
      aria-label={`Incident of ${name}${open.acknowledged ? `, ${open.acknowledged.by} has it` : ', nobody has it yet'}`}
    >
      Incident
    </Link>
  );
}
