import type { TokenRow } from '../../../src/features/access/contract.ts';

export interface Usage {
  name: string;
  text: string;
}

/** How to use a new secret, for the things that this token may do, against the server at `origin`. */
export function usageOf({ scopes, sources }: TokenRow, secret: string, origin: string): Usage[] {
  const all: Usage[] = [];
  const source = sources[0] ?? 'default';
  // A token of one source need not say which; of several it must.
  const named = sources.length > 1;
  if (scopes.includes('ingest')) {
    all.push(
      {
        name: 'Business events',
        text: [
          `curl -X POST ${origin}/api/v1/events`,
          `  -H 'Authorization: Bearer ${secret}'`,
          ...(named ? [`  -H 'Waga-Source: ${source}'`] : []),
          "  -H 'Content-Type: application/x-ndjson'",
          `  -d '{"process":"payment","step":"completed","at":"'$(date -u +%FT%TZ)'"}'`,
        ].join(' \\\n'),
      },
      {
        name: 'OpenTelemetry',
        text: [
          `OTEL_EXPORTER_OTLP_ENDPOINT=${origin}`,
          'OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf',
          `OTEL_EXPORTER_OTLP_HEADERS=authorization=Bearer%20${secret}${named ? `,waga-source=${source}` : ''}`,
        ].join('\n'),
      },
      {
        name: 'Prometheus remote write',
        text: [
          'remote_write:',
          `  - url: ${origin}/api/v1/write`,
          '    authorization:',
          `      credentials: ${secret}`,
          ...(named ? ['    headers:', `      Waga-Source: ${source}`] : []),
        ].join('\n'),
      },
    );
  }
  if (scopes.includes('read')) {
    all.push({
      name: 'Reading over the API',
      text: [`curl ${origin}/api/v1/balance`, `  -H 'Authorization: Bearer ${secret}'`].join(' \\\n'),
    });
  }
  if (scopes.includes('edit') || scopes.includes('apply-guarded')) {
    all.push({ name: 'Applying a catalogue', text: `WAGA_TOKEN=${secret} waga apply catalog --server ${origin}` });
  }
  if (scopes.includes('metrics')) {
    const { protocol, host } = new URL(origin);
    all.push({
      name: 'Prometheus, watching Waga itself',
      text: [
        'scrape_configs:',
        '  - job_name: waga',
        ...(protocol === 'https:' ? ['    scheme: https'] : []),
        '    authorization:',
        `      credentials: ${secret}`,
        '    static_configs:',
        `      - targets: ['${host}']`,
      ].join('\n'),
    });
  }
  if (scopes.length === 1 && scopes[0] === 'calendar') {
    all.push({ name: 'Address for a calendar', text: `${origin}/api/v1/maintenance.ics?secret=${secret}` });
  }
  return all;
}
