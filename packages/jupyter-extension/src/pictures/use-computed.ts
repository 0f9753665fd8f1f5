import { useEffect, useState } from 'react';

/** What an asynchronous computation gives; null until it is there, or where it fails. Computed again when an input changes. */
export function useComputed<Value>(compute: () => Promise<Value>, inputs: readonly unknown[]): Value | null {
  const [value, setValue] = useState<Value | null>(null);
  useEffect(() => {
    let wanted = true;
    compute().then(
      (computed) => wanted && setValue(computed),
      (error: unknown) => {
        console.error('A picture could not be computed', error);
        if (wanted) setValue(null);
      },
    );
    return () => {
      wanted = false;
    };
  }, inputs);
  return value;
}
