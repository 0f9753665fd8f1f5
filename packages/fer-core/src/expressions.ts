/**
 * The seven expressions in FER-2013's own order; a label is an index into this list.
 * Other sources (alphabetical folders, FER+) order them differently: map by name, never by position.
 */
export const EXPRESSIONS = ['angry', 'disgust', 'fear', 'happy', 'sad', 'surprise', 'neutral'] as const;

/** One of the seven expression names. */
export type Expression = (typeof EXPRESSIONS)[number];
