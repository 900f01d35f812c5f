import { type Ask, call, type Heard } from './client.ts';
import type { Ledger } from './ledger.ts';
import type { Telemetry } from './telemetry.ts';
import { asking } from './tracing.ts';

/** One HTTP call to another service of the shop; never throws. `vendor`: its duration is measured here, since nobody else does. */
export type Call = (to: string, ask: Ask, vendor?: boolean) => Promise<Heard>;

interface Caller {
  name: string;
  telemetry: Telemetry;
  ledger: Ledger;
  at(service: string): string;
}

/** The calls of one service, with its telemetry and its own book. */
export function callsOf({ name, telemetry, ledger, at }: Caller): Call {
  return async (to, ask, vendor = false) => {
    const { hostname, port } = new URL(at(to));
    const peer = vendor ? { 'server.address': to } : { 'server.address': hostname, 'server.port': Number(port) };
    const heard = await asking(
      telemetry.tracer,
      ask.method,
      { attributes: { 'http.request.method': ask.method, ...peer } },
      (headers) => call(at(to), { ...ask, headers }, vendor ? { telemetry, to } : undefined),
      ({ status, why }) => ({
        failed: hasFailed(status),
        attributes: status ? { 'http.response.status_code': status } : { 'error.type': why ?? 'connection' },
      }),
    );
    ledger.called(name, to, hasFailed(heard.status));
    return heard;
  };
}

const hasFailed = (status: number): boolean => status === 0 || status >= 400;
