/** MIME types of kernel-extras: a widget that we know by its kind, and one that brings its own program. */
export const WIDGET_MIME = 'application/vnd.kernel-extras.widget.v1+json';
export const MODULE_WIDGET_MIME = 'application/vnd.kernel-extras.module-widget.v1+json';

/** What a cell and the page share, by name. */
export type WidgetState = Readonly<Record<string, unknown>>;

/** A state and how many changes led to it. */
export interface Revised {
  state: WidgetState;
  revision: number;
}

/** A widget as the kernel sends it: the object's id, its state, and what draws it. */
export type WidgetPayload = Revised & { id: string } & ({ kind: string } | { esm: string });

/** @throws Error with a readable line for anything but a widget. */
export function parseWidget(value: unknown): WidgetPayload {
  const { id, state, revision, kind, esm } = Object(value) as Record<string, unknown>;
  const isWhole = typeof id === 'string' && typeof revision === 'number' && typeof state === 'object' && state !== null;
  if (!isWhole || (typeof kind !== 'string' && typeof esm !== 'string')) {
    throw new Error('widget: expected {kind or esm, id, state, revision}, got something else; run the cell again');
  }
  return value as WidgetPayload;
}
