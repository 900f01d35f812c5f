import { z } from 'zod';
import type { EpochMs } from '../../maths/instants.ts';
import { ChangeKind } from './change-contract.ts';
import { digest } from './pseudonym.ts';

/** Line breaks and control characters would break a list; direction marks could make a title read as something else. */
const unfit = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;
const line = (most: number) =>
  z
    .string()
    .min(1, 'expected some text')
    .max(most, `expected at most ${most} characters`)
    .refine((text) => text.trim() !== '' && !unfit.test(text), 'expected one line without control characters');

const address = 'expected an address that begins with http:// or https://, without a password';
const Address = z
  .url({ protocol: /^https?$/, error: address })
  .max(2_000, 'expected at most 2000 characters')
  .refine((text) => !/^https?:\/\/[^/?#]*@/i.test(text), address);

/** One change as it is sent. Fields not named here are ignored; null is the same as absent. */
export const ChangeRow = z
  .object({
    kind: ChangeKind,
    /** RFC 3339 with an offset; when it took effect. */
    at: z.iso.datetime({ offset: true, error: 'expected RFC 3339 with an offset, such as 2026-11-20T10:15:02Z' }),
    title: line(200),
    /** Either what was changed… */
    component: z.string().max(63).nullish(),
    /** …or, where no component is to be named, the process it concerns. */
    process: z.string().max(63).nullish(),
    environment: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$/, 'expected letters, digits, "_", "-", "."')
      .nullish(),
    version: line(200).nullish(),
    by: line(200).nullish(),
    url: Address.nullish(),
    /** Makes a repeat recognisable. Without it a row with the same content is the repeat. */
    id: z.string().min(1).max(512).nullish(),
  })
  .refine(({ component, process }) => (component == null) !== (process == null), {
    path: ['component'],
    error: 'expected either a component or a process, one of them',
  })
  .meta({
    examples: [
      {
        kind: 'deploy',
        at: '2026-11-20T10:15:02Z',
        title: 'payment-api 1.42.0',
        component: 'payment-api',
        version: '1.42.0',
        by: 'anna',
        url: 'https://git.example.com/payments/-/pipelines/1742',
        id: 'pipeline-1742',
      },
    ],
  });
export type ChangeRow = z.infer<typeof ChangeRow>;

/** A change as it is kept; `senderId` is unique within its source. */
export interface Change {
  senderId: string;
  kind: ChangeKind;
  at: EpochMs;
  title: string;
  component: string | null;
  process: string | null;
  environment: string;
  version: string | null;
  by: string | null;
  url: string | null;
}

/** By what a repeat is known: the sender's id, else a digest of everything that it says. */
export function senderIdOf(id: string | null | undefined, change: Omit<Change, 'senderId'>): string {
  if (id != null) return `id ${id}`;
  const { kind, at, title, component, process, environment, version } = change;
  return `content ${digest(JSON.stringify([kind, at, title, component, process, environment, version]))}`;
}
