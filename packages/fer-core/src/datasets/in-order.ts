/**
 * Maps a list through an asynchronous function, at most `ahead` calls under way, results in the list's order.
 * `work` must not reject: return the failure as a value.
 */
export async function* inOrder<T, R>(list: readonly T[], ahead: number, work: (item: T) => Promise<R>): AsyncGenerator<R> {
  const running: Promise<R>[] = [];
  for (let next = 0; next < list.length || running.length > 0; ) {
    while (next < list.length && running.length < ahead) running.push(work(list[next++]));
    yield await running.shift()!;
  }
}
