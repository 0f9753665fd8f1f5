import React, { useEffect, useRef, useState } from 'react';
import type { SharedState } from './shared-state';
import type { WidgetState } from './widget-payload';

/** What anywidget calls a model. */
interface ModuleModel {
  get(name: string): unknown;
  set(name: string, value: unknown): void;
  save_changes(): void;
  on(event: string, listener: () => void): void;
  off(event: string, listener?: () => void): void;
}

/** What a widget's program exports. */
interface WidgetModule {
  default?: { render?: (context: { model: ModuleModel; el: HTMLElement }) => unknown };
}

/** A widget that a program of the cell draws; it is run once, and told of changes. */
export function ModuleView({ esm, shared }: { esm: string; shared: SharedState }): React.ReactElement {
  const place = useRef<HTMLDivElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    const el = document.createElement('div');
    place.current!.replaceChildren(el);
    const { model, end } = modelOf(shared);
    const url = URL.createObjectURL(new Blob([esm], { type: 'text/javascript' }));
    const cleanup = draw(url, model, el);
    cleanup.catch((error) => setProblem(error instanceof Error ? error.message : String(error))).finally(() => URL.revokeObjectURL(url));
    setProblem(null);
    return () => {
      end();
      void cleanup.then((clean) => (typeof clean === 'function' ? (clean as () => void)() : undefined)).catch(() => {});
    };
  }, [esm, shared]);
  return (
    <>
      {problem !== null && (
        <p className="fer-problem" role="alert">
          {problem}
        </p>
      )}
      <div ref={place} className="fer-module-widget" data-fer-settled={shared.isSettled} data-lm-suppress-shortcuts="true" />
    </>
  );
}

async function draw(url: string, model: ModuleModel, el: HTMLElement): Promise<unknown> {
  const { default: program } = (await import(/* webpackIgnore: true */ url)) as WidgetModule;
  if (typeof program?.render !== 'function') throw new Error('widget: expected an esm that exports default { render }, got none');
  return program.render({ model, el });
}

function modelOf(shared: SharedState): { model: ModuleModel; end: () => void } {
  let edits: Record<string, unknown> = {};
  let known: WidgetState = shared.state;
  const listeners = new Map<string, Set<() => void>>();
  const tell = (): void => {
    const before = known;
    known = shared.state;
    const changed = Object.keys(known).filter((name) => JSON.stringify(known[name]) !== JSON.stringify(before[name]));
    for (const event of [...changed.map((name) => `change:${name}`), ...(changed.length > 0 ? ['change'] : [])]) {
      for (const listener of [...(listeners.get(event) ?? [])]) listener();
    }
  };
  shared.changed.connect(tell);
  const model: ModuleModel = {
    get: (name) => (name in edits ? edits[name] : shared.state[name]),
    set: (name, value) => void (edits[name] = value),
    save_changes: () => {
      const changes = edits;
      edits = {};
      shared.set(changes);
    },
    on: (event, listener) => void listeners.set(event, (listeners.get(event) ?? new Set()).add(listener)),
    off: (event, listener) => void (listener === undefined ? listeners.delete(event) : listeners.get(event)?.delete(listener)),
  };
  return { model, end: () => void shared.changed.disconnect(tell) };
}
