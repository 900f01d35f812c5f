/** What to type or configure so that a sender speaks for a source. */
export interface ConnectStep {
  does: string;
  text: string;
}

/** How to connect a sender of this type, for the server at `origin`. Types that Waga asks by itself need nothing. */
export function connectSteps(type: string, source: string, origin: string, now: Date): ConnectStep[] {
  const auth = `-H "Authorization: Bearer $WAGA_TOKEN" -H 'Waga-Source: ${source}'`;
  switch (type) {
    case 'events':
      return [
        {
          does: 'Send a business event',
          text: `curl -X POST ${origin}/api/v1/events ${auth} \\\n  -H 'Content-Type: application/x-ndjson' -H "Waga-Complete-Until: $(date -u +%FT%TZ)" \\\n  -d '{"process":"PROCESS","step":"STEP","at":"${now.toISOString()}"}'`,
        },
        {
          does: 'Say every few seconds that everything has been sent, so that quiet minutes count as zero',
          text: `curl -X POST ${origin}/api/v1/events ${auth} -H "Waga-Complete-Until: $(date -u +%FT%TZ)"`,
        },
      ];
    case 'otlp':
      return [
        {
          does: 'Set these variables for a service with an OpenTelemetry SDK, or for the Collector',
          text: [
            `export OTEL_EXPORTER_OTLP_ENDPOINT=${origin}`,
            'export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf',
            `export OTEL_EXPORTER_OTLP_HEADERS="Waga-Source=${source},Authorization=Bearer%20$WAGA_TOKEN"`,
            'export OTEL_METRIC_EXPORT_INTERVAL=10000',
          ].join('\n'),
        },
      ];
    case 'remote-write':
      return [
        {
          does: 'Add this to prometheus.yml',
          text: [
            'remote_write:',
            `  - url: ${origin}/api/v1/write`,
            '    authorization: {credentials_file: /etc/prometheus/waga-token}',
            `    headers: {Waga-Source: ${source}}`,
          ].join('\n'),
        },
      ];
    case 'import':
      return [{ does: 'Load history from a file', text: `waga import csv FILE --source ${source} --server ${origin}` }];
    default:
      return [];
  }
}

/** A change told by a pipeline; every source may tell of them. */
export function changeStep(source: string, origin: string, now: Date): ConnectStep {
  return {
    does: 'Tell of a deployment',
    text: `curl -X POST ${origin}/api/v1/changes -H "Authorization: Bearer $WAGA_TOKEN" -H 'Waga-Source: ${source}' \\\n  -H 'Content-Type: application/json' \\\n  -d '{"kind":"deploy","at":"${now.toISOString()}","title":"TITLE","component":"COMPONENT"}'`,
  };
}
