import type { Outgoing, OutgoingRequest } from '../outgoing.ts';

/** As much of `fetch` as the library for OpenID Connect uses. */
export type PlainFetch = (
  url: string,
  init: { method: string; headers: Record<string, string>; body?: unknown; signal?: AbortSignal },
) => Promise<Response>;

/** The guarded client in the shape of `fetch`. Redirects are handed back, not followed. */
export function asFetch(outgoing: Outgoing, purpose: string): PlainFetch {
  return async (url, { method, headers, body, signal }) => {
    const answer = await outgoing.request({
      purpose,
      url,
      method: method as NonNullable<OutgoingRequest['method']>,
      headers,
      redirect: 'manual',
      ...(body === undefined || body === null ? {} : { body: body instanceof Uint8Array ? body : String(body) }),
      ...(signal ? { signal } : {}),
    });
    const { status } = answer;
    // the body is expanded already, so what told of its packed form would be wrong
    const told = Object.entries(answer.headers).filter(([name]) => !/^content-(encoding|length)$/.test(name));
    const bodiless = status === 204 || status === 205 || status === 304;
    return new Response(bodiless ? null : new Uint8Array(answer.body), { status, headers: told });
  };
}
