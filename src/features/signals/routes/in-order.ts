/** Lets what was begun in a lane come out in the order in which it went in, however long each takes and however it ends. */
export function inOrder(): <T>(lane: string, begun: Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>();
  return async (lane, begun) => {
    const both = Promise.allSettled([last.get(lane), begun]);
    last.set(lane, both);
    await both;
    if (last.get(lane) === both) last.delete(lane);
    return begun;
  };
}
