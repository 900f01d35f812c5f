import { ProductError } from '../../errors.ts';
import type { RefusedRange } from './ranges.ts';

/** Why a request was not sent (on). */
export type RefusalReason = RefusedRange | 'address' | 'downgrade' | 'body across origins';
/** What went wrong with a request that was allowed. */
export type FailureKind =
  | 'time'
  | 'size'
  | 'name'
  | 'connection'
  | 'certificate'
  | 'protocol'
  | 'redirects'
  | 'encoding'
  | 'stopped';

export const refused = (reason: RefusalReason, message: string): ProductError =>
  new ProductError('outbound_refused', message, { reason });

/** An address that a connection was about to be made to; the client says on whose behalf. */
export class RefusedAddress extends Error {
  readonly range: RefusedRange;
  constructor(range: RefusedRange) {
    super(range);
    this.range = range;
  }
}

const words: Readonly<Record<FailureKind, string>> = {
  time: 'did not answer in time',
  size: 'answered with more than is taken',
  name: 'has a name that could not be resolved',
  connection: 'could not be reached',
  certificate: 'could not prove who it is (TLS)',
  protocol: 'did not speak HTTP as it should',
  redirects: 'redirected too often or to no address',
  encoding: 'answered in an encoding that could not be read',
  stopped: 'was not waited for, because the server stops',
};

/** The message names where the request was meant to go and the kind of failure, and nothing of the answer. */
export const failed = (kind: FailureKind, origin: string): ProductError =>
  new ProductError('outbound_failed', `${origin} ${words[kind]}.`, { kind });

/** Errors of zlib for bodies that are not what their encoding says. */
const zlibCode = /^(Z_|ERR__ERROR_|ERR_BROTLI|ERR_ZSTD|ERR_PADDING)/;
const dnsCode = /^(ENOTFOUND|EAI_|ENODATA|ESERVFAIL|EREFUSED|EFORMERR|ENOTIMP|EBADNAME|EBADRESP|ECANCELLED)/;
const tlsCode = /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|EPROTO|HOSTNAME_MISMATCH|INVALID_CA)/;
const timeCode = /TIMEOUT$|^ETIMEDOUT$/;
const sizeCode = /^UND_ERR_(HEADERS_OVERFLOW|RES_EXCEEDED)|^HPE_HEADER_OVERFLOW$/;
const protocolCode = /^(HPE_|UND_ERR_(INVALID_ARG|RES_CONTENT|REQ_CONTENT|INFO|NOT_SUPPORTED|BAD|RESPONSE))/;

/**
 * What kind of failure an error of the network is. The error itself is left behind: it may hold a piece of the answer.
 */
export function kindOf(error: unknown): FailureKind {
  const known = error as { name?: unknown; code?: unknown; errors?: unknown[] };
  const code = String(known.code ?? (known.errors?.[0] as { code?: unknown } | undefined)?.code ?? '');
  if (known.name === 'HTTPParserError') return code === 'HPE_HEADER_OVERFLOW' ? 'size' : 'protocol';
  if (timeCode.test(code)) return 'time';
  if (sizeCode.test(code)) return 'size';
  if (dnsCode.test(code)) return 'name';
  if (tlsCode.test(code)) return 'certificate';
  if (zlibCode.test(code)) return 'encoding';
  return protocolCode.test(code) ? 'protocol' : 'connection';
}
