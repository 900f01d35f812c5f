/** Works on things by name, each once at a time and no more than so many of them at once; the others wait for their turn. */
export interface AtOnce {
  /** Returns at once; what is worked on already is not begun again. */
  begin(names: readonly string[]): void;
  settled(): Promise<void>;
}

/** `work` never rejects. Once `isOver`, nothing more is begun. */
export function atOnce(most: number, work: (name: string) => Promise<void>, isOver: () => boolean): AtOnce {
  const working = new Map<string, Promise<void>>();
  const queue = new Set<string>();

  function next(): void {
    for (const name of queue) {
      if (isOver()) queue.clear();
      if (isOver() || working.size >= most) return;
      queue.delete(name);
      const one = work(name).finally(() => {
        working.delete(name);
        next();
      });
      working.set(name, one);
    }
  }

  return {
    begin(names) {
      for (const name of names) if (!working.has(name)) queue.add(name);
      next();
    },
    async settled() {
      while (working.size > 0) await Promise.all(working.values());
    },
  };
}
