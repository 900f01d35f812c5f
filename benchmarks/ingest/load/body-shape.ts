/** Bodies of one kind, ready to be sent. */
export interface Bodies {
  path: string;
  /** Lines of the head that are the same in every request, each with its end. */
  headers: string;
  /** Which of the sources they speak for. */
  source: 'events' | 'otlp' | 'write';
  rows: number;
  /** The body of the request of that number (all different) on that connection, valid until the next is asked for there. */
  body(connection: number, sequence: number): Buffer;
}
