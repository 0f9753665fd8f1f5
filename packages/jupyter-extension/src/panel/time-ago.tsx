import type { TranslationBundle } from '@jupyterlab/translation';
import { Time } from '@jupyterlab/coreutils';
import React, { useEffect, useState } from 'react';

/** Time between two renderings, in milliseconds. */
const MINUTE = 60_000;

/** How long ago a run told how it stands: long silence means that its process was killed. */
export function TimeAgo({ time, trans }: { time: string; trans: TranslationBundle }): React.ReactElement {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), MINUTE);
    return () => clearInterval(timer);
  }, []);
  return (
    <time dateTime={time} title={trans.__('Last sign of life: %1', Time.format(new Date(time)))}>
      {Time.formatHuman(new Date(time))}
    </time>
  );
}
