import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import tls from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { second } from '../../src/maths/instants.ts';
import { openRecords, type Records } from '../../src/stores/records/open.ts';
import { temporaryDirectory } from '../contract/processes.ts';
import { type MailReceiver, type MailReceiverOptions, startMailReceiver } from './mail-receiver.ts';
import { messageOf, type Office, openOffice } from './office.ts';

/** A certificate for `localhost` that is its own authority. */
function ownProof(): { cert: string; key: string } {
  const folder = temporaryDirectory();
  const words = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'];
  const files = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')];
  execFileSync('openssl', [...words, '-addext', 'subjectAltName=DNS:localhost', ...files], { stdio: 'ignore' });
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  const proof = { cert: read('cert.pem'), key: read('key.pem') };
  rmSync(folder, { recursive: true });
  return proof;
}

describe('e-mail through a real mail server', () => {
  let now: number;
  let folder: string;
  let records: Records;
  let receiver: MailReceiver | undefined;
  let office: Office | undefined;
  beforeEach(async () => {
    now = Date.UTC(2026, 10, 20, 3);
    folder = temporaryDirectory();
    records = await openRecords({ file: join(folder, 'records.sqlite') });
  });
  afterEach(async () => {
    await office?.stop();
    await receiver?.close();
    await records.close();
    rmSync(folder, { recursive: true });
  });

  async function open(options: MailReceiverOptions, spec: string, server?: string): Promise<MailReceiver> {
    receiver = await startMailReceiver(options);
    const url = server === undefined ? receiver.url : receiver.url.replace('127.0.0.1', server);
    office = openOffice(records.db, {
      now: () => now,
      allow: ['127.0.0.0/8', '::1'],
      secrets: { login: { value: 'waga:a:colon', origin: url } },
      channels: { mail: `{type: email, server: "${url}", from: waga@example.com, to: [duty@example.com], ${spec}}` },
    });
    return receiver;
  }
  const tell = async (sequence: number, other = {}) => {
    await office!.tell(messageOf('a', sequence, other), 'mail');
    await office!.settled();
  };
  const reasons = async () => (await records.db.selectFrom('deliveries').select(['state', 'reason']).execute()).at(-1);

  it('makes one thread of a key, in text and as a page', async () => {
    const { received } = await open({ plain: true }, 'tls: none');
    await tell(1);
    await tell(2, { title: 'payment: getting worse' });
    await tell(3, { kind: 'closing', title: 'payment: over' });
    expect(await office!.states()).toEqual(['a 1 sent', 'a 2 sent', 'a 3 sent']);
    const header = (name: string) => received.map(({ headers }) => headers.get(name));
    expect(header('subject')).toEqual(['payment a 1', 'Re: payment a 1', 'Re: payment a 1']);
    const [first] = header('message-id');
    expect(first).toMatch(/^<msg_[\w-]+@example\.com>$/);
    expect(header('in-reply-to')).toEqual([undefined, first, first]);
    expect(header('references')).toEqual([undefined, first, first]);
    expect(received[0]).toMatchObject({ from: 'waga@example.com', to: ['duty@example.com'], user: null });
    expect(received[0]!.headers.get('content-type')).toContain('multipart/alternative');
    expect(received[0]!.text).toContain('https://waga.example.com/incidents/a');
    expect(received[0]!.text).not.toContain('PLN');
  });

  it('waits where the server puts it off, and ends where it refuses, saying its digits and none of its words', async () => {
    const { refuse, received } = await open({ plain: true }, 'tls: none');
    refuse(451);
    await tell(1);
    expect(await reasons()).toEqual({ state: 'waiting', reason: 'The mail server put it off (451).' });
    refuse(null);
    now += 6 * second;
    office!.wake();
    await office!.settled();
    expect(received).toHaveLength(1);
    refuse(554);
    await tell(2);
    expect(await reasons()).toEqual({ state: 'failed', reason: 'The mail server refused it for good (554).' });
  });

  it('sends nothing in clear and to nobody who cannot prove who he is, unless it is told to', async () => {
    const { received } = await open({ plain: true }, 'tls: required');
    await tell(1);
    expect((await reasons())?.state).toBe('waiting');
    expect(received).toEqual([]);
    await office!.stop();
    await receiver!.close();
    await open({ proof: ownProof() }, 'tls: required', 'localhost');
    now += 6 * second;
    office!.wake();
    await office!.settled();
    expect((await reasons())?.reason).toMatch(/could not prove who it is \(TLS\)\.$/);
    expect(receiver!.received).toEqual([]);
  });

  it('logs in over an encrypted connection', async () => {
    const usual = tls.getCACertificates('default');
    const proof = ownProof();
    tls.setDefaultCACertificates([...usual, proof.cert]);
    try {
      const login = { user: 'waga', password: 'a:colon' };
      const { received } = await open({ login, proof }, 'login: login', 'localhost');
      await tell(1);
      expect(await reasons()).toEqual({ state: 'sent', reason: null });
      expect(received[0]).toMatchObject({ secure: true, user: 'waga' });
    } finally {
      tls.setDefaultCACertificates(usual);
    }
  });

  it('goes to no address that the configuration does not open', async () => {
    await open({ plain: true }, 'tls: none');
    await office!.stop();
    const channels = {
      mail: `{type: email, server: "${receiver!.url}", from: a@example.com, to: [b@example.com], tls: none}`,
    };
    office = openOffice(records.db, { now: () => now, allow: [], channels });
    await tell(1);
    expect((await reasons())?.reason).toContain('is an address that is not public (loopback)');
    expect(receiver!.received).toEqual([]);
  });
});
