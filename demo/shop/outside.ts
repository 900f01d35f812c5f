import type { IncomingMessage } from 'node:http';
import { evaluate, takeHook, tillPage } from './flag-answers.ts';
import type { Shop } from './shop.ts';
import type { VendorPage } from './vendor-page.ts';

/** The body of a request, cut soon after so many characters. */
export async function textOf(request: IncomingMessage, most = 1_000): Promise<string> {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
    if (text.length > most) break;
  }
  return text;
}

const mostHookBytes = 65_536;
const evaluatePath = /^\/ofrep\/v1\/evaluate\/flags\/([a-z-]{1,40})$/;

interface Outside {
  shop: Pick<Shop, 'flags'>;
  vendor: VendorPage;
  hookSecret: string;
}

/** What Waga asks the shop and its vendor: to set a flag, what a flag is, what customers see, what the vendor says. Undefined: none of it. */
export async function answerOutside(request: IncomingMessage, path: string, { shop, vendor, hookSecret }: Outside) {
  const flag = evaluatePath.exec(path)?.[1];
  if (request.method === 'POST' && flag !== undefined) return evaluate(shop.flags, flag, await textOf(request));
  if (request.method === 'POST' && path === '/hooks/waga') {
    const body = await textOf(request, mostHookBytes);
    return takeHook(shop.flags, hookSecret, request.headers, body, Date.now());
  }
  if (request.method !== 'GET') return undefined;
  if (path === '/till') return { type: 'text/html; charset=utf-8', body: tillPage(shop.flags) };
  return path.startsWith('/vendor/')
    ? (vendor.answer(path.slice('/vendor'.length), Date.now()) ?? undefined)
    : undefined;
}
