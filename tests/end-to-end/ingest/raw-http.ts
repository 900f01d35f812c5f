import { connect, type Socket } from 'node:net';

export interface RawAnswer {
  status: number;
  /** Lower-case names. */
  headers: Record<string, string>;
  body: string;
}

/** One connection on which a test writes what it likes, and reads the answers. */
export class RawConnection {
  readonly answers: RawAnswer[] = [];
  /** Statuses below 200, such as 100 Continue. */
  readonly interim: number[] = [];
  readonly socket: Socket;
  isClosed = false;
  #received = Buffer.alloc(0);
  #wake: (() => void)[] = [];

  constructor(url: string) {
    const { hostname, port } = new URL(url);
    this.socket = connect(Number(port), hostname);
    this.socket.setNoDelay(true);
    // the server may close the line while it is still being written to
    this.socket.on('error', () => undefined);
    this.socket.on('data', (chunk: Buffer) => {
      this.#received = Buffer.concat([this.#received, chunk]);
      while (this.#takeAnswer());
      this.#tell();
    });
    this.socket.on('close', () => {
      this.isClosed = true;
      this.#tell();
    });
  }

  /** Resolves once it is handed to the system, false where the line is closed. */
  write(bytes: string | Uint8Array): Promise<boolean> {
    return new Promise((resolve) => {
      if (this.isClosed || this.socket.destroyed) resolve(false);
      else this.socket.write(bytes, (error) => resolve(error == null));
    });
  }

  /** The answer of this number, from 0; null where the line was closed before it came. */
  async answer(number = 0): Promise<RawAnswer | null> {
    await this.#until(() => this.answers.length > number);
    return this.answers[number] ?? null;
  }

  async interimAnswer(): Promise<number | null> {
    await this.#until(() => this.interim.length > 0);
    return this.interim[0] ?? null;
  }

  closed(): Promise<void> {
    return this.#until(() => this.isClosed);
  }

  async #until(isSo: () => boolean): Promise<void> {
    while (!isSo() && !this.isClosed) await new Promise<void>((resolve) => this.#wake.push(resolve));
  }

  #tell(): void {
    for (const wake of this.#wake.splice(0)) wake();
  }

  #takeAnswer(): boolean {
    const end = this.#received.indexOf('\r\n\r\n');
    if (end < 0) return false;
    const [first = '', ...lines] = this.#received.toString('latin1', 0, end).split('\r\n');
    const status = Number(first.split(' ')[1]);
    const headers = Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
    );
    const from = end + 4;
    const to = from + Number(headers['content-length'] ?? 0);
    if (this.#received.length < to) return false;
    if (status < 200) this.interim.push(status);
    else this.answers.push({ status, headers, body: this.#received.toString('utf8', from, to) });
    this.#received = this.#received.subarray(to);
    return true;
  }
}

/** A body in chunks of so many bytes, as `Transfer-Encoding: chunked` has it, with the last chunk or without. */
export function chunked(body: Uint8Array, bytes: number, isWhole = true): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < body.length; at += bytes) {
    const chunk = body.subarray(at, at + bytes);
    parts.push(Buffer.from(`${chunk.length.toString(16)}\r\n`), Buffer.from(chunk), Buffer.from('\r\n'));
  }
  if (isWhole) parts.push(Buffer.from('0\r\n\r\n'));
  return Buffer.concat(parts);
}
