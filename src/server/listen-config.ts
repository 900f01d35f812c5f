import { z } from 'zod';

const port = z.number().int().min(0).max(65_535);
const host = z
  .string()
  .regex(
    /^(?:[0-9A-Za-z][0-9A-Za-z.-]{0,252}|[0-9A-Fa-f:.]{2,45})$/,
    'expected an address or a name, such as 127.0.0.1',
  );

const publicUrl = z.string().superRefine((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const known = url?.protocol === 'https:' || url?.protocol === 'http:';
  const bare = url !== undefined && `${url.origin}/` === url.href;
  if (known && bare) return;
  const message = 'expected the address that people use, without a path, such as https://waga.example.com';
  context.addIssue({ code: 'custom', message });
});

/** `localhost`, `::1` and 127.0.0.0/8. */
export const isLoopback = (name: string): boolean =>
  name === 'localhost' || name === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(name);

/** Where the server listens, and how it is reached. */
export const Listen = z
  .strictObject({
    host: host.default('127.0.0.1'),
    port: port.default(9242),
    /** Origin that people use, such as `https://waga.example.com`; needed beyond loopback and behind a proxy. */
    publicUrl: publicUrl.optional(),
    /** Addresses or ranges of reverse proxies whose `X-Forwarded-For` is believed. */
    trustProxy: z
      .array(
        z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], {
          error: 'expected the address of a proxy or a range, such as 192.0.2.0/24',
        }),
      )
      .default([]),
  })
  .superRefine((listen, context) => {
    if (isLoopback(listen.host) || listen.publicUrl !== undefined) return;
    const message =
      `${listen.host} is reached from other machines, so the address that people use must be known: ` +
      'set it to https://… (behind a proxy that holds the certificate) or, in a network you trust, http://…';
    context.addIssue({ code: 'custom', path: ['publicUrl'], message });
  });
export type Listen = z.infer<typeof Listen>;

/** What the log is to say about a listener by which passwords and tokens could be read on the way; null when there is none. */
export function listenWarning({ host: name, publicUrl: url }: Listen): string | null {
  if (isLoopback(name) || url === undefined || url.startsWith('https:')) return null;
  return 'Passwords and tokens cross the network in clear: listen.publicUrl is http. Put a proxy with a certificate in front.';
}
