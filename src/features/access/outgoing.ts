/**
 * How features ask other servers over HTTP: through the one guarded client that the server hands them. Nothing else in the
 * product makes requests of its own, so that what a catalogue names can never reach what the operator has not opened.
 */
export interface OutgoingRequest {
  /** What for, in a word or two; requests are counted by it. */
  purpose: string;
  /** http or https, without user and password. */
  url: string;
  method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  headers?: Readonly<Record<string, string>>;
  body?: string | Uint8Array;
  /** For the whole exchange; never more than the server's own limit. */
  timeoutMs?: number;
  /** Of the expanded body; never more than the server's own limit. */
  maxBytes?: number;
  /** `manual` hands a redirect back as the answer it is; by default up to five are followed. */
  redirect?: 'follow' | 'manual';
  signal?: AbortSignal;
}

export interface OutgoingAnswer {
  status: number;
  /** Names in lower case; several values of a name are joined by a comma. */
  headers: Readonly<Record<string, string>>;
  /** Expanded. It is for reading only and is never shown to anybody, because it may come from where nobody should look. */
  body: Buffer;
}

export interface Outgoing {
  /**
   * Throws ProductError `outbound_refused` where the address is not public and not opened by the server's configuration, and
   * `outbound_failed` where no whole answer came. A status such as 500 is an answer and no error.
   */
  request(request: OutgoingRequest): Promise<OutgoingAnswer>;
}
