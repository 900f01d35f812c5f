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

/** The part `secrets`: what a Source names when it has to prove itself elsewhere. */
export const SecretsConfig = z.record(
  z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, 'expected lower-case letters, digits and hyphens'),
  SecretFrom,
);
