/** A name server on loopback that answers A questions as the test says at that moment, and nothing else. */
import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';

export interface NameServer {
  /** Asks this server alone; there is no memory of answers in between. */
  resolve(host: string): Promise<string[]>;
  asked(): number;
  close(): void;
}

const header = (id: number, flags: number, answers: number): Buffer => {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt16BE(id, 0);
  bytes.writeUInt16BE(flags, 2);
  bytes.writeUInt16BE(1, 4);
  bytes.writeUInt16BE(answers, 6);
  return bytes;
};

/** `answer` gets the number of questions so far and returns IPv4 addresses; RFC 1035 section 4. */
export async function startNameServer(answer: (nth: number) => string[]): Promise<NameServer> {
  const socket = createSocket('udp4');
  let asked = 0;
  socket.on('message', (question, from) => {
    const addresses = answer(asked++);
    const records = addresses.map((address) => {
      // pointer to the name of the question, type A, class IN, lives 0 seconds, 4 bytes
      const record = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4]);
      return Buffer.concat([record, Buffer.from(address.split('.').map(Number))]);
    });
    const end = question.indexOf(0, 12) + 5;
    const flags = addresses.length === 0 ? 0x8183 : 0x8180;
    const reply = [header(question.readUInt16BE(0), flags, addresses.length), question.subarray(12, end), ...records];
    socket.send(Buffer.concat(reply), from.port, from.address);
  });
  await new Promise<void>((ready) => socket.bind(0, '127.0.0.1', ready));
  const resolver = new Resolver();
  resolver.setServers([`127.0.0.1:${socket.address().port}`]);
  return {
    resolve: (host) => resolver.resolve4(host),
    asked: () => asked,
    close: () => void socket.close(),
  };
}
