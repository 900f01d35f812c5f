import type { Command } from 'commander';
import { type ErrorCode, errorCodes, ProductError } from '../errors.ts';
import { announcedBy, findToken } from './find-token.ts';

const defaultServer = 'http://127.0.0.1:9242';
const defaultData = 'waga-data';

/** Which server is asked, and as whom. */
export interface ServerChoice {
  server?: string;
  token?: string;
  /** Data folder of a server on this machine; its machine token is used when no other is given. */
  data?: string;
}

/** Adds the options that every command which talks to a server has; `createClient` takes what they give. */
export function withServerOptions(command: Command): Command {
  return command
    .option('--server <url>', `address of the server (default: WAGA_SERVER or ${defaultServer})`)
    .option('--token <token>', 'token to send (default: WAGA_TOKEN, else the machine token in the data folder)')
    .option('--data <dir>', `data folder of a server on this machine (default: ${defaultData})`);
}

export interface ClientRequest {
  method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';
  /** With query, e.g. `/api/v1/catalog?dryRun=true`. */
  path: string;
  /** An object is sent as JSON; text, bytes and streams as they are, with the content type of `headers`. */
  body?: unknown;
  headers?: Record<string, string>;
  /** How long to wait for the whole answer; left out, as long as it takes. */
  timeoutMs?: number;
  /** A good answer is given as it came, as `Uint8Array`. */
  bytes?: true;
}

export interface ClientAnswer {
  status: number;
  headers: Headers;
  /** Parsed where the answer is JSON, else its text; bytes where they were asked for. */
  body: unknown;
}

export interface Client {
  server: string;
  /**
   * Sends one request. Throws ProductError: `server_unreachable` when nobody answers, else the server's own code and
   * message, with the other members of its problem document as details.
   */
  request(request: ClientRequest): Promise<ClientAnswer>;
}

/**
 * A client of the server named by `--server`, else by WAGA_SERVER, else the one that holds the folder of `--data`, else on
 * this machine; with the token of `--token`, else WAGA_TOKEN, else that of the machine (find-token.ts). Throws `bad_input` for no http(s) URL.
 */
export function createClient({ server, token, data }: ServerChoice = {}): Client {
  const named = (server ?? process.env.WAGA_SERVER ?? '').replace(/\/+$/, '');
  const base = named || (data === undefined ? undefined : announcedBy(data)) || defaultServer;
  if (!/^https?:\/\/[^/?#]+/.test(base) || !URL.canParse(base)) {
    throw new ProductError('bad_input', `--server: expected an address such as ${defaultServer}, found ${base}`);
  }
  const found = findToken(base, token, data ?? defaultData);
  return { server: found.server, request: (request) => send(found.server, found.token, request) };
}

async function send(server: string, token: string | null, request: ClientRequest): Promise<ClientAnswer> {
  const { method, path, body, headers = {}, timeoutMs } = request;
  const raw = typeof body === 'string' || body instanceof Uint8Array || body instanceof ReadableStream;
  const authorization = token === null ? {} : { authorization: `Bearer ${token}` };
  // A redirect is not followed: the token is for this server only.
  const init: RequestInit & { duplex?: 'half' } = {
    method,
    redirect: 'manual',
    headers: { accept: 'application/json', ...authorization, ...headers },
  };
  if (timeoutMs !== undefined) init.signal = AbortSignal.timeout(timeoutMs);
  if (body !== undefined) {
    init.body = raw ? (body as NonNullable<RequestInit['body']>) : JSON.stringify(body);
    if (!raw) init.headers = { 'content-type': 'application/json', ...init.headers };
    if (body instanceof ReadableStream) init.duplex = 'half';
  }
  const { response, raw: came } = await reach(server, path, init);
  const asBytes = request.bytes === true && response.ok;
  const given = asBytes ? came : parse(response, new TextDecoder().decode(came));
  const answer = { status: response.status, headers: response.headers, body: given };
  if (response.ok) return answer;
  throw refusal(server, token, answer);
}

async function reach(
  server: string,
  path: string,
  init: RequestInit,
): Promise<{ response: Response; raw: Uint8Array }> {
  try {
    const response = await fetch(`${server}${path}`, init);
    return { response, raw: new Uint8Array(await response.arrayBuffer()) };
  } catch (error) {
    if (error instanceof DOMException && error.name === 'TimeoutError') {
      throw new ProductError('server_unreachable', `${server} does not answer in time.`, {}, error);
    }
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const reason = (cause as { code?: string }).code ?? (cause instanceof Error ? cause.message : String(cause));
    const message =
      `No Waga server answers at ${server} (${reason}). ` +
      'Start one with "waga serve", or name another with --server or WAGA_SERVER.';
    throw new ProductError('server_unreachable', message, {}, error);
  }
}

function parse(response: Response, text: string): unknown {
  if (!/[/+]json\b/.test(response.headers.get('content-type') ?? '')) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The server's problem document (RFC 9457) as the error it was there; anything else by its status. */
function refusal(server: string, token: string | null, { status, body }: ClientAnswer): ProductError {
  const problem = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const { type: _type, title, status: _status, code, detail, instance: _instance, ...details } = problem;
  const known = typeof code === 'string' && Object.hasOwn(errorCodes, code) ? (code as ErrorCode) : codeOf(status);
  if (known === 'not_signed_in') return new ProductError(known, howToComeIn(server, token), details);
  const text = typeof detail === 'string' ? detail : typeof title === 'string' ? title : `answered ${status}`;
  return new ProductError(known, typeof detail === 'string' ? text : `${server}: ${text}`, details);
}

function howToComeIn(server: string, token: string | null): string {
  if (token !== null)
    return `${server} does not know the token, or it has expired. Name another with --token or WAGA_TOKEN.`;
  return (
    `${server} does not know who asks. On the machine where it runs, name its data folder with --data; ` +
    'elsewhere send a token with --token or WAGA_TOKEN.'
  );
}

function codeOf(status: number): ErrorCode {
  const found = Object.entries(errorCodes).find(([, known]) => known.status === status);
  if (found) return found[0] as ErrorCode;
  return status >= 500 ? 'store_unavailable' : 'bad_input';
}
