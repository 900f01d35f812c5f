/** HTTP/1.1 on a socket that is kept open, one request at a time: no more work than reading the head of an answer. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface Answer {
  status: number;
  body: Buffer;
}

const headEnd = Buffer.from('\r\n\r\n');
const nothing = Buffer.alloc(0);

export class Connection {
  readonly #socket: Socket;
  #read: Buffer = nothing;
  #waiting: PromiseWithResolvers<Answer> | null = null;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', () => this.#fail(new Error('the server closed the connection')));
  }

  static async open(url: string): Promise<Connection> {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    return new Connection(socket);
  }

  /** Sends one request and resolves its whole answer. `head` ends with an empty line. */
  send(head: string, body: Buffer): Promise<Answer> {
    const waiting = Promise.withResolvers<Answer>();
    this.#waiting = waiting;
    this.#socket.cork();
    this.#socket.write(head, 'latin1');
    this.#socket.write(body);
    this.#socket.uncork();
    return waiting.promise;
  }

  close(): void {
    this.#socket.removeAllListeners('close').destroy();
  }

  #fail(error: Error): void {
    this.#waiting?.reject(error);
    this.#waiting = null;
  }

  #take(chunk: Buffer): void {
    this.#read = this.#read.length === 0 ? chunk : Buffer.concat([this.#read, chunk]);
    const end = this.#read.indexOf(headEnd);
    if (end < 0) return;
    const head = this.#read.toString('latin1', 0, end);
    const status = Number(head.slice(9, 12));
    const length = lengthOf(head, status);
    const from = end + headEnd.length;
    if (length === null) {
      this.#fail(new Error(`an answer without a length: ${head}`));
      return;
    }
    if (this.#read.length < from + length) return;
    const body = this.#read.subarray(from, from + length);
    this.#read = this.#read.subarray(from + length);
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.resolve({ status, body });
  }
}

function lengthOf(head: string, status: number): number | null {
  if (status === 204) return 0;
  const found = /\r\ncontent-length: *(\d+)/i.exec(head);
  return found === null ? null : Number(found[1]);
}
