import { z } from 'zod';
import { SecretFrom } from '../secret.ts';
import { readOpening } from './opening.ts';

const OpeningText = z.string().transform((text, context) => {
  const opening = readOpening(text);
  if (typeof opening !== 'string') return opening;
  context.addIssue({ code: 'custom', message: opening });
  return z.NEVER;
});

/** The part `outbound` of the configuration: what may be reached beside public addresses, and how much of it. */
export const OutboundConfig = z.strictObject({
  allow: z.array(OpeningText).max(1_000).default([]),
  timeoutMs: z.number().int().min(100).max(300_000).default(10_000),
  maxBytes: z.number().int().min(1_024).max(268_435_456).default(16_777_216),
});

const Origin = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url !== null && /^https?:$/.test(url.protocol) && [url.origin, `${url.origin}/`].includes(url.href))
    return url.origin;
  // a mail server has no origin in the sense of URLs
  if (url !== null && /^smtps?:\/\/[^/@?#]+$/.test(url.href.replace(/\/$/, ''))) return url.href.replace(/\/$/, '');
  context.addIssue({
    code: 'custom',
    message:
      'expected the origin it may be sent to, such as https://prometheus.internal:9090 or smtp://mail.example.com:587',
  });
  return z.NEVER;
});

/**
 * The part `secrets`: what a Source or Channel names when it has to prove itself elsewhere. `for` is the only origin a secret is sent to,
 * so that whoever may write one cannot have it sent to themselves.
 */
export const SecretsConfig = z.record(
  z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, 'expected lower-case letters, digits and hyphens'),
  z
    .object({ for: Origin })
    .loose()
    .transform(({ for: origin, ...from }, context) => {
      const found = SecretFrom.safeParse(from);
      if (found.success) return { origin, reveal: () => found.data.reveal(), toJSON: () => '[secret]' };
      for (const { message } of found.error.issues) context.addIssue({ code: 'custom', message });
      return z.NEVER;
    }),
);
