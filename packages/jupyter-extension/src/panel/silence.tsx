import type { TranslationBundle } from '@jupyterlab/translation';
import { Time } from '@jupyterlab/coreutils';
import React, { useEffect, useState } from 'react';

const MINUTE = 60_000;

/** A run that goes on tells after each epoch; silence for longer than this is worth a word, in milliseconds. */
const QUIET = 10 * MINUTE;

/** Says how long a run that should be going on has told nothing: its process may have been killed. */
export function Silence({ since, trans }: { since: string; trans: TranslationBundle }): React.ReactElement | null {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), MINUTE);
    return () => clearInterval(timer);
  }, []);
  const time = new Date(since);
  if (Date.now() - time.getTime() < QUIET) return null;
  return (
    <span className="fer-silence" title={Time.format(time)}>
      {trans.__('last heard of %1', Time.formatHuman(time))}
    </span>
  );
}
