/** What a notebook shows for one object: MIME type to its data; JSON types carry objects, all others strings. */
export interface MimeBundle {
  'text/plain': string;
  [mimeType: string]: unknown;
}

/**
 * The method name by which an object shows itself in a notebook.
 * It is a registered symbol, so neither side has to import the other.
 */
export const DISPLAY: unique symbol = Symbol.for('Jupyter.display') as never;

/** An object that shows itself in a notebook. */
export interface Displayable {
  [DISPLAY](): MimeBundle;
}

/** An object that needs a moment, for compressing pictures, before it shows itself. */
export interface DisplayableLater {
  [DISPLAY](): Promise<MimeBundle>;
}
