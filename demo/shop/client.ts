import { Agent, request } from 'node:http';
import type { Telemetry } from './telemetry.ts';

/** `status` 0: no answer; `why` then says whether time ran out, the caller's own caller left, or the connection failed. */
export interface Heard {
  status: number;
  body: Record<string, unknown>;
  why?: 'timeout' | 'gone' | 'connection';
}

export interface Ask {
  method: 'GET' | 'POST';
  path: string;
  body?: Record<string, unknown>;
  timeoutMs: number;
  gone?: AbortSignal;
  headers?: Record<string, string>;
}

const agent = new Agent({ keepAlive: true, maxSockets: 512, keepAliveMsecs: 30_000 });

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function exchange(url: string, ask: Ask): Promise<Heard> {
  return new Promise((resolve) => {
    const limit = AbortSignal.timeout(ask.timeoutMs);
    const signal = ask.gone ? AbortSignal.any([limit, ask.gone]) : limit;
    const text = ask.body ? JSON.stringify(ask.body) : '';
    const failed = (): void =>
      resolve({ status: 0, body: {}, why: ask.gone?.aborted ? 'gone' : limit.aborted ? 'timeout' : 'connection' });
    const sent = request(
      url + ask.path,
      { agent, method: ask.method, signal, headers: { ...ask.headers, ...headersOf(text) } },
      (response) => {
        let answer = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          answer += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: parsed(answer) }));
        response.on('error', failed);
      },
    );
    sent.on('error', failed);
    sent.end(text);
  });
}

function headersOf(text: string): Record<string, string | number> {
  return text === '' ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
}

/**
 * One HTTP call to another service on kept connections; never throws. With `measured` its duration is recorded as the
 * caller saw it, which is all that anyone knows of an outside vendor.
 */
export async function call(url: string, ask: Ask, measured?: { telemetry: Telemetry; to: string }): Promise<Heard> {
  const began = performance.now();
  const heard = await exchange(url, ask);
  if (measured && heard.why !== 'gone') {
    const error = heard.status === 0 ? heard.why! : heard.status >= 500 ? String(heard.status) : undefined;
    measured.telemetry.client.record((performance.now() - began) / 1_000, {
      'http.request.method': ask.method,
      'server.address': measured.to,
      ...(heard.status ? { 'http.response.status_code': heard.status } : {}),
      ...(error ? { 'error.type': error } : {}),
    });
  }
  return heard;
}
