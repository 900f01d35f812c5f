/** A mail to be sent. Texts that stand in a header hold no line end. */
export interface Mail {
  /** `smtp://host:port` (STARTTLS, or in clear with `tls: none`) or `smtps://host:port`. */
  server: string;
  tls: 'required' | 'none';
  login: { user: string; password: string } | null;
  from: string;
  to: readonly string[];
  subject: string;
  text: string;
  html: string;
  /** With its angle brackets; the same for every try of one mail. */
  messageId: string;
  /** The Message-ID of the mail that began the thread; null for the first. */
  inReplyTo: string | null;
}

/** How features send mail: through the same guard as requests (outgoing.ts). */
export interface OutgoingMail {
  /**
   * The three digits of the server's last answer: 2xx taken, 4xx put off, 5xx refused. Throws ProductError
   * `outbound_refused` where the address is not public and not opened, `outbound_failed` where no answer came.
   */
  send(mail: Mail, signal?: AbortSignal): Promise<{ status: number }>;
}
